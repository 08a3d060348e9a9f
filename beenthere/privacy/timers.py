"""What is due in privacy."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.privacy import actions


@every(600)
def forget_what_is_old(now: datetime) -> None:
    """Run the retention once a day; a run that failed is tried again after ten minutes."""
    actions.retain_if_due(now=now)
