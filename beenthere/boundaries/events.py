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
