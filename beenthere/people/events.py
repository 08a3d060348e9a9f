"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class SupporterApproved(Event):
    """A coordinator let a supporter in."""

    person_id: int


@dataclass(frozen=True)
class AvailabilityChanged(Event):
    """A supporter became available, or went away."""

    person_id: int
