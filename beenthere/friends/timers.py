"""What is due in this room."""

from datetime import datetime

from beenthere.friends import actions
from beenthere.kernel.clockwork import every


@every(seconds=60)
def finish_long_past(now: datetime) -> None:
    """Let evenings be over whose end is long past."""
    actions.finish_long_past(now=now)
