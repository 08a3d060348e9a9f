"""What the guard says about a draft, when it is silent, and which messages wait: pure.

Severities and the order of saying come from the drift table of this room (``content/drifts.yml``). The limits of a story of
one's own follow what is known of helpful disclosure: after some listening, brief, not twice in a row, not at the worst moment,
and handed back (Hill et al. 2018; Robertson et al. 2025; iNAPS 2013).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

QUIET, NOTED, REVIEWED, HELD = 1, 2, 3, 4
COLLAPSE = timedelta(minutes=10)
# Contact details wait for a second look as well, on both sides (promise T45).
CONTACT = "off_channel"
STORY = "over_disclose"
# The reader lets the gravest codes through at a low step so that few are missed. A message waits, and somebody is called,
# only when the chance is at least this; below it is a quiet hint, and below the second step it is silence. Chosen between
# what was right and wrong in written evenings.
SURE, FAINT = 0.2, 0.12
# Read beside the last words of the other side, a faint one that has all but gone is silence. Words before a message make the
# reader less certain of every drift, right or wrong, so they decide nothing else: no message that waits is let go by them.
GONE = 0.02
NOTHING_BESIDE: Mapping[str, float] = MappingProxyType({})
ANSWERS = ("not_drift", "known", "later")

STORY_AFTER_REFLECTIONS = 2
STORY_WORDS = 45
STORY_TIMES_THEIRS = 1.5
STORY_NOT_FROM = 9


@dataclass(frozen=True)
class Seen:
    """What was seen in a draft or a message: the code, how grave, and the words that speak for it."""

    code: str
    severity: int
    words: str = ""


@dataclass(frozen=True)
class Before:
    """The last time the same code was noticed in this talk."""

    at: datetime
    is_answered: bool
    is_past: bool


@dataclass(frozen=True)
class Telling:
    """A supporter's own stories in a talk: of this draft, and of what was said before it."""

    is_story: bool
    words: int
    their_words: int
    reflections: int
    stories_in_a_row: int
    distress: int | None = None
    gives_back: bool = False


def lead(codes: Iterable[str], severities: Mapping[str, int], spans: Mapping[str, str]) -> Seen | None:
    """Return the one drift to speak about: the gravest, and among these the one that was read first."""
    known = [code for code in codes if code in severities]
    if not known:
        return None
    gravest = max(known, key=lambda code: (severities[code], -known.index(code)))
    return Seen(gravest, severities[gravest], spans.get(gravest, ""))


def may_mute(severity: int) -> bool:
    """Tell whether an operator may stop the hints of a code; never those of the gravest."""
    return severity < HELD


def doubtful(codes: Iterable[str], severities: Mapping[str, int], chances: Mapping[str, float]) -> list[str]:
    """Return the codes of the gravest that are only faintly there: the words before may tell more."""
    gravest = [code for code in codes if severities.get(code) == HELD]
    return [code for code in gravest if FAINT <= chances.get(code, 1.0) < SURE]


def graded(
    severities: Mapping[str, int], chances: Mapping[str, float], beside: Mapping[str, float] = NOTHING_BESIDE
) -> dict[str, int]:
    """Return how grave each code is here: one of the gravest that is only faintly there is a quiet hint, or none.

    ``beside`` are the chances of the doubtful ones when the other side's last words are read with them.
    """
    found = {}
    for code, severity in severities.items():
        chance = chances.get(code, 1.0)
        if severity == HELD and chance < SURE:
            if chance >= FAINT and beside.get(code, 1.0) >= GONE:
                found[code] = QUIET
        else:
            found[code] = severity
    return found


def is_too_much(story: Telling) -> bool:
    """Tell whether a story of one's own goes past its limits; "I have been there", brief and handed back, never does."""
    if not story.is_story:
        return False
    if story.stories_in_a_row >= 1:
        return True
    if story.distress is not None and story.distress >= STORY_NOT_FROM:
        return True
    if story.reflections < STORY_AFTER_REFLECTIONS and not story.gives_back:
        return True
    longest = max(STORY_WORDS, STORY_TIMES_THEIRS * story.their_words)
    return story.words > longest


def settled(codes: Sequence[str], story: Telling) -> list[str]:
    """Return the codes with the one about own stories decided by measure: share and recency, not by the words alone."""
    rest = [code for code in codes if code != STORY]
    measured = story.is_story or STORY in codes
    return [*rest, STORY] if measured and is_too_much(_as_story(story)) else rest


def _as_story(story: Telling) -> Telling:
    return Telling(**{**vars(story), "is_story": True})


def shows(before: Before | None, seen: Seen, now: datetime) -> str:
    """Return "new", "same" (the hint that stands already) or "silent".

    The same code is said once in ten minutes. While one draft is written its hint stays; once it was answered, sent or
    changed it is silent. The gravest are never silent.
    """
    if before is None or now - before.at >= COLLAPSE:
        return "new"
    if not before.is_answered and not before.is_past:
        return "same"
    return "new" if seen.severity == HELD else "silent"


def waits(seen: Seen | None, *, has_contact: bool) -> bool:
    """Tell whether a message waits for a deliberate "send anyway"."""
    return seen is not None and (seen.severity == HELD or (seen.code == CONTACT and has_contact))


def asks_reason(seen: Seen) -> bool:
    """Tell whether sending anyway needs a reason; the gravest do."""
    return seen.severity == HELD


def calls(seen: Seen) -> bool:
    """Tell whether the person on call is told when a message waits."""
    return seen.severity == HELD


def is_interruptive(seen: Seen) -> bool:
    """Tell whether a hint asks for attention now; the others are one quiet line."""
    return seen.severity >= REVIEWED
