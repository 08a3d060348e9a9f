"""What was learned from written sentences about leaving the channel, beside the rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from beenthere.readers import base, model
from beenthere.readers.plain import plain
from beenthere.readers.scripts import is_readable
from beenthere.readers.shapes import Span, Turn

NAME = "contact"
# "I can't give you my number" gives none; "I shouldn't, but ..." does.
_REFUSED = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|will not|not allowed to|may not|must not)\s(?:\w+\s){0,2}?(?:give|share|send|take|tell|swap|exchange|meet|call|ring|text|add)\b(?![^.!?]*\bbut\b)",
    re.I,
)
# A link that is written as one is the rules' to judge: they know the public pages of help.
_WRITTEN_LINK = re.compile(r"https?://|\bwww\.", re.I)
NONE = "none"
# These are not signs but ways of speaking, and everyday talk has the same words.
SPOKEN = frozenset({"handle", "address", "invitation"})


@dataclass(frozen=True)
class Heard:
    """How likely a message leads out of the channel, and what kind that would be."""

    chance: float
    kind: str
    text: str

    @property
    def span(self) -> Span:
        """The words that say so; all of them where none says it more than another."""
        whole = Span(0, len(self.text), self.text, self.kind)
        return model.half(NAME).because(self.text, self.kind) or whole

    @property
    def is_sure(self) -> bool:
        """Whether it may stand without a rule."""
        return self.chance >= _step("contact")

    @property
    def is_likely_none(self) -> bool:
        """Whether a rule about ways of speaking is doubted."""
        return self.chance < _step("doubt")


def _step(name: str) -> float:
    return model.half(NAME).thresholds[name]


def heard(turns: Sequence[Turn]) -> Heard | None:
    """Return what the trained part hears in the last turn, or None when it can not be asked."""
    if not turns or not is_readable(turns[-1].text):
        return None
    try:
        chances = model.probabilities(NAME, [base.asked(turns)])[0]
    except model.Unavailable:
        base.say_missing(NAME)
        return None
    kind = max((label for label in chances if label != NONE), key=lambda label: chances[label])
    return Heard(1 - chances[NONE], kind, turns[-1].text)


def joined(ruled: Sequence[Span], heard: Heard) -> list[Span]:
    """Return the rules' spans without those in doubt, or what was heard for sure where there are none.

    What the words before refuse is not heard.
    """
    kept = [span for span in ruled if not (heard.is_likely_none and span.label in SPOKEN)]
    is_for_rules = heard.kind == "link" and _WRITTEN_LINK.search(heard.text)
    if kept or not heard.is_sure or is_for_rules:
        return kept
    span = heard.span
    return [] if _REFUSED.search(plain(heard.text).before(span, most=120) + span.words) else [span]
