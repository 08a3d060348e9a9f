"""What this room announces: ids only, never a word."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class EntrySuggested(Event):
    """A supporter named somebody of the directory to the seeker of their talk."""

    suggestion_id: int


@dataclass(frozen=True)
class HandOverAgreed(Event):
    """A seeker said yes to handing something over; it is frozen and on its way."""

    hand_over_id: int


@dataclass(frozen=True)
class HandOverOpened(Event):
    """Somebody opened a hand-over with its link and code."""

    hand_over_id: int


@dataclass(frozen=True)
class HandOverTakenBack(Event):
    """A seeker took a hand-over back; its key is destroyed."""

    hand_over_id: int
