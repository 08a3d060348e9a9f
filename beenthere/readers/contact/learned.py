"""What was learned from written sentences about leaving the channel, beside the rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from beenthere.readers import base, model
from beenthere.readers.contact import numbers, written
from beenthere.readers.plain import plain
from beenthere.readers.scripts import is_readable
from beenthere.readers.shapes import Span, Turn

NAME = "contact"
# "I can't give you my number" gives none; "I shouldn't, but ..." does.
_REFUSED = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|will not|not allowed to|may not|must not)\s(?:\w+\s){0,2}?(?:give|share|send|take|tell|swap|exchange|meet|call|ring|text|add)\b(?![^.!?]*\bbut\b)",
    re.I,
)
# Words of a machine are like nothing that was learned from; the rules look at them all the same.
_MARKUP = re.compile(r"<\w+[^>]*>")
# A single figure ("ground zero", "page 3") is no number to ring.
_SPELLED = r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|double|triple)\b"
_FIGURE = re.compile(rf"\d|{_SPELLED}", re.I)
_SPELLED_FIGURE = re.compile(_SPELLED, re.I)
NONE = "none"
# These are not signs but ways of speaking, and everyday talk has the same words.
SPOKEN = frozenset({"handle", "address", "invitation"})

# Without any of these a name beside the number of a public line ("Tele-MANAS ... 14416") is the name of that line.
_OF_SOMEBODY = re.compile(
    r"@|_|\b(?:i|i['’]?m|me|my|mine|it['’]?s|same|add|find|look|search|dm|message|write|text|follow|user(?:name)?|handle|underscore|dot|at|on|app|under|called|insta\w*|snap\w*|telegram|tele|discord|whats\w*)\b(?!-)",
    re.I,
)


@dataclass(frozen=True)
class Heard:
    """How likely a message leads out of the channel, what kind that would be, and how likely it is a way of another kind."""

    chance: float
    kind: str
    text: str
    another_way: float = 0.0

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
    if not turns or not is_readable(turns[-1].text) or _MARKUP.search(turns[-1].text):
        return None
    try:
        chances = model.probabilities(NAME, [base.asked(turns)])[0]
    except model.Unavailable:
        base.say_missing(NAME)
        return None
    kind = max((label for label in chances if label != NONE), key=lambda label: chances[label])
    return Heard(1 - chances[NONE], kind, turns[-1].text, 1 - chances[NONE] - chances[kind])


def _rules_know_better(heard: Heard) -> bool:
    """Return whether what is heard is by its pattern no way out: one figure is no number, a line or a page of help is nobody's."""
    if heard.kind == "phone" and len(_FIGURE.findall(heard.text)) == 1:
        return True
    return heard.another_way < _step("contact") and _is_public(heard)


def _is_public(heard: Heard) -> bool:
    """Return whether all numbers, or all links, that are written lead to help that is open to everybody."""
    if heard.kind == "phone" or (heard.kind == "handle" and not _OF_SOMEBODY.search(heard.text)):
        return numbers.are_public(plain(heard.text)) and not _SPELLED_FIGURE.search(heard.text)
    return heard.kind == "link" and written.are_public(heard.text)


def joined(ruled: Sequence[Span], heard: Heard) -> list[Span]:
    """Return the rules' spans without those in doubt, or what was heard for sure where there are none.

    What the words before refuse is not heard.
    """
    kept = [span for span in ruled if not (heard.is_likely_none and span.label in SPOKEN)]
    if kept or not heard.is_sure or _rules_know_better(heard):
        return kept
    span = heard.span
    return [] if _REFUSED.search(plain(heard.text).before(span, most=120) + span.words) else [span]
