"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class FriendCameIn(Event):
    """Somebody used an invitation; the host has yet to say that it is their friend."""

    pair_id: int


@dataclass(frozen=True)
class PairEnded(Event):
    """Two friends are no pair here any more."""

    pair_id: int


@dataclass(frozen=True)
class FriendMayBeUnsafe(Event):
    """A friend said that they are not safe, or not sure of it."""

    evening_id: int


@dataclass(frozen=True)
class EveningBegan(Event):
    """An evening of two friends has begun."""

    evening_id: int


@dataclass(frozen=True)
class LetterWritten(Event):
    """A friend wrote to their friend after an evening."""

    letter_id: int


@dataclass(frozen=True)
class EveningOver(Event):
    """An evening of two friends is over."""

    evening_id: int
