"""What is due in this room."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.supervision import actions
from beenthere.supervision.patterns import actions as patterns


@every(seconds=1)
def call_about_held_messages(now: datetime) -> None:
    """Call a human about a message that the boundary guard held and nobody was called for yet."""
    actions.call_about_held_messages(now=now)


@every(seconds=3600)
def look_for_patterns(now: datetime) -> None:
    """Keep what a coordinator should look at this week."""
    patterns.look(now=now)
