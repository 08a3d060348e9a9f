"""What is due in this room."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.relief import actions


@every(seconds=5)
def send_follow_ups(now: datetime) -> None:
    """Hand on tomorrow's messages that are due."""
    actions.send_due(now=now)
