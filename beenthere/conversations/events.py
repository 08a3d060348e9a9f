"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class ConversationOpened(Event):
    """Both sides agreed; words may be said."""

    conversation_id: int


@dataclass(frozen=True)
class MessagePosted(Event):
    """A message is durable."""

    conversation_id: int
    seq: int
    side: str


@dataclass(frozen=True)
class CloseProposed(Event):
    """One side proposed to close, or took it back."""

    conversation_id: int
    side: str


@dataclass(frozen=True)
class ConversationEnded(Event):
    """A conversation ended."""

    conversation_id: int
    why: str


@dataclass(frozen=True)
class SideVanished(Event):
    """One side has not been heard for half a minute."""

    conversation_id: int
    side: str


@dataclass(frozen=True)
class SideCameBack(Event):
    """A side that had vanished is here again."""

    conversation_id: int
    side: str
