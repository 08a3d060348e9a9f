"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class VisitEntered(Event):
    """Somebody came into the line, or back into it."""

    visit_id: int


@dataclass(frozen=True)
class OfferMade(Event):
    """A supporter was asked."""

    offer_id: int


@dataclass(frozen=True)
class OfferAccepted(Event):
    """A supporter said yes."""

    offer_id: int
    visit_id: int


@dataclass(frozen=True)
class VisitUnserved(Event):
    """Somebody left the line without having met anybody."""

    visit_id: int


@dataclass(frozen=True)
class VisitFinished(Event):
    """Somebody's evening with a supporter is over."""

    visit_id: int


@dataclass(frozen=True)
class SupporterCameFree(Event):
    """A supporter became available, or a talk of theirs ended."""

    person_id: int
