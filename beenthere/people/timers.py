"""What is due among people."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.people.vetting import actions


@every(seconds=20)
def look_after_gates(now: datetime) -> None:
    """Take whoever has a gate that lapsed out of the pool; offers stop at that moment already."""
    actions.look_after(now=now)
