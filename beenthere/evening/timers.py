"""What is due in this room."""

from datetime import datetime

from beenthere.evening.entry import memory
from beenthere.kernel.clockwork import every


@every(seconds=60)
def forget_what_is_over(now: datetime) -> None:
    """Forget breaks, sums and arrivals that are over, and destroy the keys of the days before yesterday."""
    memory.tidy(now=now)
