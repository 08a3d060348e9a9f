"""What is due in notices."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.notices import actions


@every(1)
def send_due(now: datetime) -> None:
    """Send what is due."""
    actions.send_due(now=now)
