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
# So much of what supporters tell of themselves is a like experience, and telling one is an interpretation (EPITOME).
LIKE_EXPERIENCE = 0.8
GIVING = frozenset({"advice_with_permission", "advice_without_permission", "information"})


def read(turns: Sequence[Turn]) -> Reading:
    """Return the acts of the last turn, the main one first, then the mechanisms that are present."""
    return read_many([turns])[0]


def read_many(talks: Sequence[Sequence[Turn]]) -> list[Reading]:
    """Return one reading for each talk, in order."""
    return _read_many(NAME, talks, _decide)


def _decide(turns: Sequence[Turn], found: Chances) -> Reading:
    chances = found | {"interpretation": _interprets(found)}
    acts = passed(NAME, chances, labels_of(NAME, "act"))
    # Every message does something: the likeliest act stands when none is sure.
    main = max(labels_of(NAME, "act"), key=lambda label: chances[label])
    labels = [act for act in dict.fromkeys([main, *acts]) if act != OTHER or not acts or acts == [OTHER]]
    labels = [*labels, *passed(NAME, chances, labels_of(NAME, "mechanism"))]
    return Reading(
        labels=tuple(labels),
        scores=MappingProxyType(chances),
        because=because(NAME, turns[-1].text, labels),
    )


def _interprets(chances: Chances) -> float:
    """Return the chance that an understanding is said, or shown by telling the like."""
    return 1 - (1 - chances["interpretation"]) * (1 - LIKE_EXPERIENCE * chances["self_disclosure"])
