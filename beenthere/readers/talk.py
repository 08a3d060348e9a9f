"""Change and sustain talk, words of relief, turning points. Terms as in motivational interviewing (Miller & Rollnick)."""

from collections.abc import Sequence

from beenthere.readers.base import Chances, because, labels_of, passed
from beenthere.readers.base import read_many as _read_many
from beenthere.readers.shapes import Reading, Turn

NAME = "talk"


def read(turns: Sequence[Turn]) -> Reading:
    """Return ``change``, ``sustain`` or ``neutral`` first, then ``relief`` and ``turning_point`` when they are there."""
    return read_many([turns])[0]


def read_many(talks: Sequence[Sequence[Turn]]) -> list[Reading]:
    """Return one reading for each talk, in order."""
    return _read_many(NAME, talks, _decide)


def _decide(turns: Sequence[Turn], chances: Chances) -> Reading:
    kind = max(labels_of(NAME, "talk"), key=lambda label: chances[label])
    signs = passed(NAME, chances, labels_of(NAME, "sign"))
    found = (kind, *signs)
    spoken = [label for label in found if label != "neutral"]
    return Reading(labels=found, because=because(NAME, turns[-1].text, spoken))
