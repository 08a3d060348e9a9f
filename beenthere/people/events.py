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


@dataclass(frozen=True)
class SupporterStopped(Event):
    """A supporter was paused or has left; nobody talks with them from now on."""

    person_id: int


@dataclass(frozen=True)
class SeekerBarred(Event):
    """A seeker may not come in for a while."""

    person_id: int
