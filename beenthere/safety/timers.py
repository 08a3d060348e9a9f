"""What is due in this room."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.safety import actions


@every(seconds=1)
def escalate(now: datetime) -> None:
    """Call the next person of every page nobody has acknowledged."""
    actions.escalate(now)
