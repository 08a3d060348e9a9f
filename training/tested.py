"""The messages of the tested voices, as the readers see them in the service."""

from beenthere.readers.shapes import SEEKER, SUPPORTER, Turn
from training import corpora
from training.corpora import Message


def tested(side: str) -> list[Message]:
    """Return the messages of the tested voices on one side."""
    found, _ = corpora.without_twins(corpora.messages())
    return [one for one in found if one.side == side and corpora.part_of(one.voice) == "test"]


def turns_of(one: Message) -> list[Turn]:
    """Return a message as a talk."""
    other = SUPPORTER if one.side == SEEKER else SEEKER
    before = [Turn(other, one.example.context)] if one.example.context else []
    return [*before, Turn(one.side, one.example.text)]
