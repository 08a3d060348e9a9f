"""What this room announces."""

from dataclasses import dataclass

from beenthere.kernel.bus import Event


@dataclass(frozen=True)
class PersonErased(Event):
    """Everything about a person is gone; their session, if any, is nobody's."""

    person_id: int
    key: str


@dataclass(frozen=True)
class ConversationErased(Event):
    """The words of a conversation are gone."""

    key: str
