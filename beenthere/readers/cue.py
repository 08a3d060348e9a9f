"""What in a seeker's words should make a person look now: cues and the action level they call attention to.

Never a risk score, and never all-clear: ``A0`` means that nothing was noticed. Explicit statements are patterns
in five languages and work without any weights; the trained part reads English well and the other four roughly. Levels as in Lifeline's policy
(Draper 2015, doi:10.1111/sltb.12128); a level is only ever set and lowered by people.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from beenthere.readers import base, explicit, foreign
from beenthere.readers.base import Chances, because, labels_of, passed
from beenthere.readers.model import Asked
from beenthere.readers.scripts import has_english, is_clearly_english
from beenthere.readers.shapes import LEVELS, UNAVAILABLE, Reading, Turn

NAME = "cue"
SURELY_NOTHING = 0.9
# So likely an ordinary day that scissors in a hand are scissors in a hand.
CALM = 0.6
# Below this the words may mean something or nothing: worth a look, not yet a reason to change the talk.
CLEAR = 0.4
UNCLEAR = "unclear"
# "No breathing stuff please" is no cry for air: the weights are given another practice to read.
_EXERCISE = re.compile(
    r"\bbreathing(?=,? (?:stuff|exercis\w+|techniques?|tricks?|tips?|apps?|drills?|practi[cs]es?|crap|shit|bs|bollocks|nonsense)\b)"
    r"|(?:(?<=\bdo the )|(?<=\bdoing the )|(?<=\bdo that )|(?<=\bdo this )|(?<=\bdo your )|(?<=\bskip the )|(?<=\bno )|(?<=\bnot the ))breathing(?= things?\b)",
    re.I,
)
_PRACTICE = "yoga"
AT_A0 = frozenset({"past", "abuse", "medical", "minor", "third_party", "threat", "selfharm"})


def read(turns: Sequence[Turn]) -> Reading:
    """Return the level the last turn calls attention to, its cues as labels, and the words they rest on."""
    return read_many([turns])[0]


def read_many(talks: Sequence[Sequence[Turn]]) -> list[Reading]:
    """Return one reading for each talk, in order."""
    trained = base.read_many(NAME, talks, _decide, _ask)
    return [
        one if _is_heard(turns, one) else _by_statements_alone(turns)
        for turns, one in zip(talks, map(_with_level, trained), strict=True)
    ]


def _ask(turns: Sequence[Turn]) -> Asked:
    asked = base.asked(turns)
    return replace(asked, text=_EXERCISE.sub(_PRACTICE, asked.text))


def _is_heard(turns: Sequence[Turn], one: Reading) -> bool:
    """Return whether a reading may stand: in what is not clearly English, finding nothing is no finding.

    Nor is finding something in two or three words of which none is English: there the trained part only guesses.
    """
    text = turns[-1].text.strip() if turns else ""
    if not one.available or not text:
        return one.available
    if one.level != "A0":
        return has_english(text) or len(text.split()) >= foreign.LEAST_WORDS
    return is_clearly_english(text, turns[-1].language)


def _with_level(one: Reading) -> Reading:
    return replace(one, level="A0") if one.available and not one.level else one


def _decide(turns: Sequence[Turn], chances: Chances) -> Reading:
    text = turns[-1].text
    at_least, reached = base.levels(NAME, chances)
    level = max(reached, default="A0")
    known = labels_of(NAME, "cue")
    cues = base.passed_or_likeliest(NAME, chances, known) if level != "A0" else _told_of(chances)
    if level != "A0" and at_least["A1"] < CLEAR:
        cues = [UNCLEAR, *cues]
    trained = Reading(
        labels=tuple(cues),
        level=level,
        numbers=MappingProxyType({"clear": _clear(at_least, reached)}),
        because=because(NAME, text, [one for one in cues if one != UNCLEAR]),
    )
    # Patterns know no irony: among light words, and only there, the trained part is believed that nothing is meant.
    is_meant = chances["A0"] <= SURELY_NOTHING or not explicit.may_be_said_lightly(text)
    said = explicit.statements(text, is_calm=chances["A0"] >= CALM) if is_meant else []
    return _joined(text, said, trained)


def _clear(at_least: Chances, reached: Sequence[str]) -> int:
    """Return the highest level that is clearly there."""
    clear = [one for one in reached if at_least[one] >= CLEAR]
    return LEVELS.index(max(clear, default="A0"))


def _told_of(chances: Chances) -> list[str]:
    """Return the cues that may stand at A0: what was, what is done to somebody, what a doctor should see, who writes."""
    return passed(NAME, chances, [label for label in labels_of(NAME, "cue") if label in AT_A0])


def _by_statements_alone(turns: Sequence[Turn]) -> Reading:
    """Return what is found in what is not clearly English: by patterns of five languages, and by what was learned of four.

    What neither finds stays unread: in a language that is read this roughly, nothing found is no finding.
    """
    text = turns[-1].text if turns else ""
    said, heard = explicit.statements(text), foreign.read(text)
    return _joined(text, said, heard or Reading(level="A0")) if said or heard else UNAVAILABLE


def _joined(text: str, said: Sequence[explicit.Statement], trained: Reading) -> Reading:
    if not said:
        return trained
    cues = [one.cue for one in said]
    trained = replace(trained, labels=tuple(one for one in trained.labels if one != UNCLEAR))
    others = [named for one in said if (named := explicit.of_another(text, one.span))][:1]
    cues += [named.label for named in others]
    level = max(trained.level, LEVELS[said[0].level])
    clear = max(trained.numbers.get("clear", 0), said[0].level)
    spans = (*(one.span for one in said), *others, *trained.because)
    return Reading(
        labels=tuple(dict.fromkeys([*cues, *trained.labels])),
        level=level,
        numbers=MappingProxyType({"clear": clear}),
        because=spans,
    )
