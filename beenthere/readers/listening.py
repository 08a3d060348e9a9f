"""What a supporter's message does: acts of listening, and presence of three mechanisms of empathy.

Acts follow motivational interviewing (MITI 4.2.1) and Hill's helping skills; mechanisms follow EPITOME
(Sharma et al., EMNLP 2020), present or not: people who annotate agree too little on more than that.
"""

from collections.abc import Sequence
from types import MappingProxyType

from beenthere.readers.base import Chances, because, labels_of, passed
from beenthere.readers.base import read_many as _read_many
from beenthere.readers.shapes import Reading, Turn

NAME = "listening"
OTHER = "other"
REFLECTIONS = frozenset({"simple_reflection", "complex_reflection"})
QUESTIONS = frozenset({"open_question", "closed_question"})
UNASKED = frozenset({"advice_without_permission"})
GIVING = frozenset({"advice_with_permission", "advice_without_permission", "information"})


def read(turns: Sequence[Turn]) -> Reading:
    """Return the acts of the last turn, the main one first, then the mechanisms that are present."""
    return read_many([turns])[0]


def read_many(talks: Sequence[Sequence[Turn]]) -> list[Reading]:
    """Return one reading for each talk, in order."""
    return _read_many(NAME, talks, _decide)


def _decide(turns: Sequence[Turn], chances: Chances) -> Reading:
    acts = passed(NAME, chances, labels_of(NAME, "act"))
    # Every message does something: the likeliest act stands when none is sure.
    main = max(labels_of(NAME, "act"), key=lambda label: chances[label])
    found = [act for act in dict.fromkeys([main, *acts]) if act != OTHER or not acts or acts == [OTHER]]
    found = [*found, *passed(NAME, chances, labels_of(NAME, "mechanism"))]
    return Reading(
        labels=tuple(found),
        scores=MappingProxyType(chances),
        because=because(NAME, turns[-1].text, found),
    )
