"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class Agreed(Event):
    """Somebody said yes to the words of their side."""

    agreement_id: int


@dataclass(frozen=True)
class Disclosed(Event):
    """A supporter said whether there is another tie to this seeker."""

    disclosure_id: int


@dataclass(frozen=True)
class MessageHeld(Event):
    """A supporter's message waits for a second look, and somebody on call should know."""

    noticed_id: int


@dataclass(frozen=True)
class Withdrawn(Event):
    """Somebody took their yes back."""

    agreement_id: int


@dataclass(frozen=True)
class PieceShared(Event):
    """A supporter shared a piece of their role journal with supervision."""

    reflection_id: int
