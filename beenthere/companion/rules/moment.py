"""The moment, and what can be told from it alone: phase, attention, whether somebody was heard, what goes first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from beenthere.companion.rules.tables import (
    BESIDE_HOPELESS,
    DESPAIR,
    DESPAIR_ALONE,
    EMOTION_OF_TOPIC,
    END_MINUTES,
    GRAVE,
    HOPELESS_AGAIN,
    LISTENED_MESSAGES,
    LISTENED_REFLECTIONS,
    LISTENED_WORDS,
    NEEDS,
)


@dataclass(frozen=True)
class Moment:
    """Where a talk is; unknown is allowed everywhere and never counts as calm.

    ``level`` is the action level a person set or answered (0 to 4); ``cue_level`` is what the words call
    attention to, which is never a set level. ``need`` was asked and answered, ``need_maybe`` is only a guess.
    ``reflections`` are those of the last twelve supporter messages; none are counted where no words were read, and
    ``is_read`` is False then. ``hopeless_times`` are the latest messages that sounded hopeless, ``has_any_cue`` tells
    of words that may mean danger or nothing.
    """

    intensity: int | None = None
    need: str = ""
    phase: str = "arrive"
    emotions: frozenset[str] = frozenset()
    level: int = 0
    minutes_left: int | None = None
    seeker_messages: int = 0
    seeker_words: int = 0
    supporter_messages: int = 0
    reflections: int = 0
    advice_asked: bool = False
    ideas_unwanted: bool = False
    modules: frozenset[str] = frozenset()
    is_on_call_reachable: bool = False
    stories: int = 0
    contra: frozenset[str] = frozenset()
    declined_families: frozenset[str] = frozenset()
    dismissed: frozenset[str] = frozenset()
    pinned: tuple[str, ...] = ()
    worked: frozenset[str] = frozenset()
    need_maybe: str = ""
    cue_level: int = 0
    asked_directly: bool = False
    answered_no: bool = False
    is_strained: bool = False
    talks_of_self: bool = False
    course: tuple[float, ...] = ()
    is_read: bool = True
    hopeless_times: int = 0
    has_any_cue: bool = False


@dataclass(frozen=True)
class Shown:
    """A card to show, with the codes of its reason."""

    slug: str
    because: tuple[str, ...]
    is_listening: bool = False


@dataclass(frozen=True)
class Hidden:
    """A card that would have fitted but for one guard."""

    slug: str
    why: str


@dataclass(frozen=True)
class Suggestion:
    """What to show now. ``first`` is a step that goes before any card."""

    cards: tuple[Shown, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    first: str = ""
    band: str = field(default="unknown")


def band_of(intensity: int | None) -> str:
    """Return the band of a number; a convention and not a validated cut."""
    if intensity is None:
        return "unknown"
    return (
        "low" if intensity <= 3 else "middle" if intensity <= 6 else "high" if intensity <= 8 else "very high"
    )


def has_listened(moment: Moment) -> bool:
    """Tell whether the seeker was heard before anything is fixed."""
    was_heard = moment.seeker_messages >= LISTENED_MESSAGES or moment.seeker_words >= LISTENED_WORDS
    is_asked = moment.need in NEEDS
    reflected = moment.reflections >= LISTENED_REFLECTIONS
    return reflected and (moment.advice_asked or (was_heard and is_asked))


def phase_of(moment: Moment) -> str:
    """Return where the talk seems to be, from the clock, the counts and the person's own number."""
    if moment.minutes_left is not None and moment.minutes_left <= END_MINUTES:
        return "close"
    if moment.seeker_messages < 2 or moment.supporter_messages < 2:
        return "arrive"
    if not has_listened(moment):
        return "explore"
    if moment.need in ("solve", "decide") and (moment.intensity or 0) <= 6:
        return "plan"
    return "relieve"


def emotions_of(topics: Iterable[str]) -> frozenset[str]:
    """Return the emotions that go with the topics a person chose."""
    return frozenset(EMOTION_OF_TOPIC[topic] for topic in topics if topic in EMOTION_OF_TOPIC)


def attention(moment: Moment) -> int:
    """Return the level to look at now: the one people set, or what the words call attention to."""
    return max(moment.level, moment.cue_level)


def is_ending(moment: Moment) -> bool:
    """Return whether the planned end is near."""
    return moment.minutes_left is not None and moment.minutes_left <= END_MINUTES


def first_step(moment: Moment) -> str:
    """Return what goes before any card: calling on-call, asking directly, planning for safety, or nothing."""
    level = attention(moment)
    if level >= GRAVE:
        return "on-call"
    if level >= 1 and not moment.asked_directly:
        return "ask-directly"
    if level == 2:
        return "safety-plan"
    return "ask-directly" if is_in_despair(moment) and not moment.asked_directly else ""


def is_in_despair(moment: Moment) -> bool:
    """Return whether hopeless words at a high number have a second sign beside them.

    The reader is wrong more often than right about hopelessness alone, and a question asked of everybody is soon asked of nobody.
    """
    strength = moment.intensity or 0
    has_second_sign = (
        moment.hopeless_times >= HOPELESS_AGAIN
        or strength >= DESPAIR_ALONE
        or moment.has_any_cue
        or bool(moment.emotions & BESIDE_HOPELESS)
    )
    return "hopeless" in moment.emotions and strength >= DESPAIR and has_second_sign
