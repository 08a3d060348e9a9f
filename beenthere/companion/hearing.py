"""What the readers make of a talk, gathered into what a moment needs: pure, the same answer for the same words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from beenthere.companion.attention import of_safety
from beenthere.readers import cue, feeling, listening
from beenthere.readers.counts import count_questions, count_words
from beenthere.readers.shapes import SEEKER, SUPPORTER, Reading, Turn

LATEST_EMOTIONS = 3
ROLLING = 12
MAINLY = 0.45
WEIGHTY = frozenset({"grief", "hopeless"})
SHARE_OVER, SHARE_AT_LEAST_WORDS = 8, 40
NEED_IN_CARDS = {"understood": "be-understood"}

_WANTS_ADVICE = re.compile(
    r"\b(?:can|could) (?:we|you) (?:practi[sc]e|try|plan|work out|go through|think (?:about|through)|help me)|\bhelp me (?:decide|choose|plan|find|figure|work|get|sort|stop)|\bwant to (?:get this sorted|do something about|find (?:a way|something)|work out|figure out|sort)|"
    r"\b(?:what (?:should|do|can|shall|would) (?:i|you) (?:do|say|try|suggest|tell)|any (?:advice|ideas|tips|suggestions)|tell me what to do|how (?:do|can|should) i\b|what would you do|give me (?:some )?(?:advice|ideas|tips)|i (?:need|want|could use) (?:some )?(?:advice|ideas|tips|a plan))",
    re.I,
)
_WANTS_NO_IDEAS = re.compile(
    r"\b(?:don'?t|dont|do not|not|no|without) (?:want|need|looking for|asking for|after|here for|in the mood for)?\s?(?:any |your |more |some )?(?:advice|ideas|tips|solutions?|suggestions|fixing|pep ?talks?|silver linings?)\b"
    r"|\bplease (?:don'?t|do not) (?:fix|tell me (?:it|that it|things?|everything)(?:'?ll| will| gets?| is going to))"
    r"|\b(?:just|only) (?:want|need|have|wanna|gotta) (?:to )?(?:vent|rant|yell|scream|moan|shout|cry|let it out|be heard|be listened to|get it out)\b|\bi (?:want|wanna|need) to (?:yell|scream|rant|vent)\b",
    re.I,
)
_STRAINED = re.compile(
    r"^\s*(?:whatever|forget it|never ?mind|nvm|idk|fine|ok(?:ay)?|k|sure|if you say so|right|nothing|no|meh)\W*$"
    r"|\b(?:you (?:don'?t|dont|do not|just don'?t|clearly don'?t) (?:get|understand|listen|hear)|you'?re not listening|that'?s not what i|not what i (?:said|meant)|did you even read|as i (?:already )?said|i already (?:said|told)|this (?:is(?:n'?t)? (?:not )?(?:helping|pointless)|isn'?t helping|is useless)|you sound like a (?:robot|script|leaflet|bot)|stop (?:asking|telling)|whatever|forget it)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:heart (?:condition|disease|problem|trouble|failure|attack|meds|pills|tablets|surgery)|pacemaker|angina|arrhythmia|palpitations|beta[- ]?blockers?|blood pressure|pregnan\w+|expecting|faint\w*|pass(?:ed)? out|asthma|inhaler|copd|epilep\w+|seizures?|anorexi\w+|bulimi\w+|purg(?:e|ed|ing)|eating disorder|not eaten|haven'?t eaten|stroke|diabet\w+|injur\w+|broken (?:leg|rib|ribs|arm)|pulse)\b",
    re.I,
)
# Whoever wants no breathing exercises, or is made worse by them, is offered none, nor anything else that carries a caution.
_NO_BREATHING = re.compile(
    r"\b(?:no|without|hate|sick of|enough of|stop with|(?:don['’]?t|do not|can['’]?t|can ?not) (?:want|like|do|stand|need)) (?:(?:to do|any|more|the|all|your|deep|this|that) )*breath(?:s|work|ing)\b(?! (?:again|together))"
    r"|\b(?:don['’]?t|do not|stop|every time (?:someone|somebody|they|people|you)) (?:just )?(?:tells?|telling|says?|saying) (?:me )?(?:just )?to breathe\b"
    r"|\bbreath(?:ing|work)(?: exercises?| techniques?| stuff)? (?:only |just |always )?(?:(?:makes?|made) (?:it|me|things|everything) (?:\w+ )?(?:worse|panic)|(?:doesn['’]?t|does not|never) (?:help|work))",
    re.I,
)
_CAUTIONS = {"medical": _BODY, "breathing": _NO_BREATHING}


@dataclass(frozen=True)
class Heard:
    """What was heard in a talk up to now. ``is_complete`` is False when a reader could not read something."""

    emotions: frozenset[str] = frozenset()
    hopeless_times: int = 0
    course: tuple[float, ...] = ()
    need_maybe: str = ""
    cue_level: int = 0
    has_any_cue: bool = False
    cue_words: str = ""
    situations: tuple[str, ...] = ()
    asked_directly: bool = False
    answered_no: bool = False
    advice_asked: bool = False
    ideas_unwanted: bool = False
    contra: frozenset[str] = frozenset()
    is_strained: bool = False
    seeker_messages: int = 0
    seeker_words: int = 0
    supporter_messages: int = 0
    supporter_words: int = 0
    reflections: int = 0
    questions: int = 0
    questions_in_a_row: int = 0
    inputs: int = 0
    unasked_advice: int = 0
    unasked_in_a_row: int = 0
    stories: int = 0
    talks_of_self: bool = False
    is_complete: bool = True

    @property
    def supporter_share(self) -> float | None:
        """Return the supporter's part of all words, or None before enough was said to tell."""
        words = self.seeker_words + self.supporter_words
        return self.supporter_words / words if words >= SHARE_AT_LEAST_WORDS else None


@dataclass(frozen=True)
class Readings:
    """Readings of every turn; None where a reader does not read that side."""

    feelings: tuple[Reading | None, ...]
    cues: tuple[Reading | None, ...]
    acts: tuple[Reading | None, ...]


def read_all(turns: Sequence[Turn]) -> Readings:
    """Read every turn in the light of the ones before it, in three batches."""
    before = [turns[max(0, n - 1) : n + 1] for n in range(len(turns))]
    heard = [n for n, turn in enumerate(turns) if turn.side == SEEKER]
    said = [n for n, turn in enumerate(turns) if turn.side == SUPPORTER]
    return Readings(
        feelings=_spread(len(turns), heard, feeling.read_many([before[n] for n in heard])),
        cues=_spread(len(turns), heard, cue.read_many([before[n] for n in heard])),
        acts=_spread(len(turns), said, listening.read_many([before[n] for n in said])),
    )


def _spread(many: int, places: Sequence[int], readings: Sequence[Reading]) -> tuple[Reading | None, ...]:
    found: list[Reading | None] = [None] * many
    for place, reading in zip(places, readings, strict=True):
        found[place] = reading
    return tuple(found)


def hear(turns: Sequence[Turn], readings: Readings | None = None) -> Heard:
    """Return what a talk holds so far."""
    found = readings or read_all(turns)
    return Heard(
        **_of_seeker(turns, found),
        **of_safety(turns, found.cues),
        **_of_supporter(turns, found),
        is_complete=all(one.available for group in vars(found).values() for one in group if one),
    )


def _of_seeker(turns: Sequence[Turn], found: Readings) -> dict[str, Any]:
    heard = [turn.text for turn in turns if turn.side == SEEKER]
    readings = [one for one in found.feelings if one and one.available]
    latest = readings[-LATEST_EMOTIONS:]
    return {
        "emotions": _emotions(latest),
        "hopeless_times": sum("hopeless" in one.labels[:2] for one in latest),
        "course": tuple(one.numbers["intensity"] for one in readings if "intensity" in one.numbers),
        "need_maybe": next(
            (NEED_IN_CARDS.get(one.need, one.need) for one in reversed(latest) if one.need), ""
        ),
        "contra": frozenset(
            why for why, said in _CAUTIONS.items() if any(said.search(text) for text in heard)
        ),
        "advice_asked": any(_WANTS_ADVICE.search(text) for text in heard[-2:]),
        "ideas_unwanted": any(_WANTS_NO_IDEAS.search(text) for text in heard[-3:]),
        "is_strained": bool(heard) and bool(_STRAINED.search(heard[-1])) and len(heard) > 1,
        "seeker_messages": len(heard),
        "seeker_words": sum(map(count_words, heard)),
    }


def _emotions(latest: Sequence[Reading]) -> frozenset[str]:
    """Return the two strongest of each message; grief and hopelessness, which change the most, only when they lead or come twice."""
    strongest = [label for one in latest for label in one.labels[:2]]
    leads = {one.labels[0] for one in latest if one.labels}
    return frozenset(
        label for label in strongest if label not in WEIGHTY or label in leads or strongest.count(label) > 1
    )


def _of_supporter(turns: Sequence[Turn], found: Readings) -> dict[str, Any]:
    said = [(turn.text, one) for turn, one in zip(turns, found.acts, strict=True) if one is not None]
    recent = said[-ROLLING:]
    acts = [frozenset(one.labels) for _, one in recent]
    texts = [text for text, _ in said]
    return {
        "supporter_messages": len(said),
        "supporter_words": sum(map(count_words, texts)),
        "reflections": sum(_says_back(one) for _, one in recent),
        "questions": sum(
            bool(one & listening.QUESTIONS) or bool(count_questions(text))
            for one, (text, _) in zip(acts, recent, strict=True)
        ),
        "questions_in_a_row": _run(
            [
                bool(count_questions(text)) and not one & listening.REFLECTIONS
                for one, (text, _) in zip(acts, recent, strict=True)
            ]
        ),
        "inputs": sum(bool(one & listening.GIVING) for one in acts),
        "unasked_advice": sum(bool(one & listening.UNASKED) for one in acts),
        "unasked_in_a_row": _run([bool(one & listening.UNASKED) for one in acts]),
        "stories": sum("self_disclosure" in one.labels for _, one in said),
        "talks_of_self": _talks_of_self(turns, said),
    }


def _says_back(one: Reading) -> bool:
    """Return whether a message reflects or validates, as an act or as the main thing it does."""
    is_act = bool(frozenset(one.labels) & (listening.REFLECTIONS | {"validation"}))
    return is_act or one.scores.get("reflection", 0.0) >= MAINLY


def _run(held: Sequence[bool]) -> int:
    count = 0
    for one in reversed(held):
        if not one:
            break
        count += 1
    return count


def _talks_of_self(turns: Sequence[Turn], said: Sequence[tuple[str, Reading]]) -> bool:
    """Return whether the last two supporter messages were mostly the supporter's own story."""
    own = [text for text, one in said[-2:] if "self_disclosure" in one.labels]
    words = sum(map(count_words, own))
    theirs = next((count_words(turn.text) for turn in reversed(turns) if turn.side == SEEKER), 0)
    return (words >= SHARE_AT_LEAST_WORDS and words > 2 * theirs) or len(own) == 2
