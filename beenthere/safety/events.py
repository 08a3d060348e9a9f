"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class PageOpened(Event):
    """A human was called."""

    page_id: int


@dataclass(frozen=True)
class PageAcknowledged(Event):
    """Somebody on call has it."""

    page_id: int


@dataclass(frozen=True)
class LinesShown(Event):
    """Nobody had answered in time, so the seeker sees the crisis lines."""

    page_id: int


@dataclass(frozen=True)
class BesideChanged(Event):
    """Somebody on call joined a talk, took the lead, or handed back."""

    conversation_id: int


@dataclass(frozen=True)
class LevelSet(Event):
    """Somebody set the action level of a talk."""

    conversation_id: int
    level: int
    before: int


@dataclass(frozen=True)
class ReachingChanged(Event):
    """The next contact was noted or answered, or a seeker left another way to be reached or took it back."""

    conversation_id: int
