"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class TomorrowIsWorse(Event):
    """Somebody is worse than when they left, or not safe; a row waits for a human to be called."""

    visit_id: int
