"""What in a seeker's words should make a person look now: cues and the action level they call attention to.

Never a risk score, and never all-clear: ``A0`` means that nothing was noticed. Explicit statements are patterns
in five languages and work without any weights; the trained part reads English. Levels as in Lifeline's policy
(Draper 2015, doi:10.1111/sltb.12128); a level is only ever set and lowered by people.
"""

from collections.abc import Sequence

from beenthere.readers import base, explicit
from beenthere.readers.base import Chances, because, labels_of, passed
from beenthere.readers.scripts import is_readable
from beenthere.readers.shapes import LEVELS, UNAVAILABLE, Reading, Span, Turn

NAME = "cue"


def read(turns: Sequence[Turn]) -> Reading:
    """Return the level the last turn calls attention to, its cues as labels, and the words they rest on."""
    return read_many([turns])[0]


def read_many(talks: Sequence[Sequence[Turn]]) -> list[Reading]:
    """Return one reading for each talk, in order."""
    trained = base.read_many(NAME, talks, _decide)
    return [_with_statements(turns, one) for turns, one in zip(talks, trained, strict=True)]


def _decide(turns: Sequence[Turn], chances: Chances) -> Reading:
    at_least = {level: sum(chances[one] for one in LEVELS[n:]) for n, level in enumerate(LEVELS) if n}
    level = max(passed(NAME, at_least, LEVELS[1:]), default="A0")
    cues = passed(NAME, chances, labels_of(NAME, "cue"))
    if level != "A0" and not cues:
        cues = [max(labels_of(NAME, "cue"), key=lambda label: chances[label])]
    spans = because(NAME, turns[-1].text, cues)
    return Reading(labels=tuple(cues), level=level, because=spans)


def _with_statements(turns: Sequence[Turn], trained: Reading) -> Reading:
    text = turns[-1].text if turns else ""
    said = explicit.statements(text)
    if not said:
        return _without(text, trained)
    cues = [one.cue for one in said]
    if any(explicit.is_of_another(text, one.span) for one in said):
        cues.append("third_party")
    level = max(trained.level or "A0", LEVELS[said[0].level])
    spans: tuple[Span, ...] = (*(one.span for one in said), *trained.because)
    return Reading(labels=tuple(dict.fromkeys([*cues, *trained.labels])), level=level, because=spans[:4])


def _without(text: str, trained: Reading) -> Reading:
    if trained.available:
        return trained if trained.level else Reading(level="A0")
    # Explicit statements of the other languages were looked for; what they do not say in plain words stays unread.
    return Reading(level="A0", available=False) if is_readable(text) else UNAVAILABLE
