"""What this room looks at: talks that were accepted and wait for their first word."""

from datetime import datetime

from beenthere.boundaries import actions
from beenthere.kernel.clockwork import every


@every(seconds=10)
def let_go_of_the_silent(now: datetime) -> None:
    """Let nobody wait long for somebody who said yes and never came."""
    actions.let_go_of_the_silent(now=now)
