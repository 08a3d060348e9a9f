"""What is due in care."""

from datetime import datetime

from beenthere.care import actions
from beenthere.kernel.clockwork import every


@every(60)
def end_what_is_over(now: datetime) -> None:
    """Destroy the words of hand-overs whose day has come."""
    actions.end_due(now=now)
