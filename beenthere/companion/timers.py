"""What this room looks at: talks that ended and whose listening was not yet counted for the supporter."""

from datetime import datetime

from beenthere.companion import growth
from beenthere.kernel.clockwork import every


@every(seconds=10)
def keep_pictures(now: datetime) -> None:
    """Keep the counts of talks that ended, one talk at a time."""
    growth.keep_pictures(now=now)
