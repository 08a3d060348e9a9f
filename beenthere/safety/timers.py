"""What is due in this room."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.safety import actions
from beenthere.safety.levels import actions as levels
from beenthere.safety.reaching import actions as reaching


@every(seconds=1)
def escalate(now: datetime) -> None:
    """Call the next person of every page nobody has acknowledged."""
    actions.escalate(now)


@every(seconds=5)
def look_for_new_talks(now: datetime) -> None:
    """Carry a level over to the next talk of an evening, even when the event was lost."""
    levels.look_for_new_talks(now=now)


@every(seconds=5)
def look_for_left_alone(now: datetime) -> None:
    """Call again when a page was taken and nobody came to the grave talk, or whoever was there went."""
    levels.look_for_left_alone(now=now)


@every(seconds=60)
def hand_back_what_is_over(now: datetime) -> None:
    """Let nobody stay beside a talk that is long over."""
    levels.hand_back_what_is_over(now=now)


@every(seconds=15)
def let_supporters_back(now: datetime) -> None:
    """Let supporters back whose heavy talk is over, even when the event was lost."""
    levels.let_supporters_back(now=now)


@every(seconds=5)
def look_for_dropped(now: datetime) -> None:
    """Call about a seeker who dropped out of a grave talk, even when the event was lost with the process."""
    levels.look_for_dropped(now=now)


@every(seconds=600)
def forget_old_ways(now: datetime) -> None:
    """Forget the other way to reach somebody a day after their evening."""
    reaching.forget_old_ways(now=now)
