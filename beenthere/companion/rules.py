"""From a moment to two or three fitting cards: pure, the same answer for the same moment.

Tables and guards follow the adaptive logic the project wrote down for itself: a person's own
number and need choose the row, hard guards take cards away in a fixed order, and what is left
is ranked. Every card shown says why; every card taken away says why not. All of it is a hint
to a human, who may ignore it.

Sources of the order "listen before you fix": Hill, Helping Skills; Feng 2009 (advice after
support); of the bands: a convention, not a validated cut.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from beenthere.skills.rules import Card

PHASES = ("arrive", "explore", "relieve", "plan", "close")
FEELINGS = (
    "fear", "sadness", "anger", "shame", "guilt", "loneliness", "grief", "numb", "overwhelm", "hopeless", "mixed",
    "relief", "hope", "joy",
)  # fmt: skip
NEEDS = ("vent", "be-understood", "solve", "distract", "decide")
MOST_CARDS = 3
LISTENED_MESSAGES, LISTENED_WORDS, LISTENED_REFLECTIONS = 3, 100, 2
STORY_EVERY = 10
END_MINUTES = 10
STEADY_TURNS = 2
# At this number and with hopeless words the question is asked even when no cue was noticed.
DESPAIR = 7

LISTENING = frozenset(
    {
        "open-question", "affirm-strength", "simple-reflection", "complex-reflection", "summary-link",
        "attend-silence", "ask-need", "immediacy-check", "name-emotion", "validate-unspoken",
        "validate-history", "validate-normal", "validate-genuine", "grief-presence", "lived-exp-refocus",
    }
)  # fmt: skip
# The order of listening itself when nothing speaks for another: what asks least of a person comes first.
LISTENING_ORDER = (
    "simple-reflection", "attend-silence", "validate-normal", "validate-genuine", "open-question", "complex-reflection",
    "summary-link", "name-emotion", "affirm-strength",
)  # fmt: skip
# While danger is in the air: plain presence, nothing clever.
PLAIN_PRESENCE = frozenset(
    {"simple-reflection", "attend-silence", "validate-normal", "validate-genuine", "grief-presence"}
)
STORIES = frozenset({"lived-exp-share", "lived-exp-hope"})
SAFETY = frozenset(
    {"ask-directly", "safety-plan", "means-safety", "pfa-lll", "algee-frame", "strengthen-support"}
)
# Part of safety, and of any other evening only once somebody was heard.
LATE_SAFETY = frozenset({"strengthen-support", "safety-plan", "means-safety"})
GROUNDING = frozenset({"drop-anchor", "ground-54321", "orient-now", "paced-breath"})
FIXING_FAMILIES = frozenset({"CBT", "BA", "PM+", "SFBT"})
# At 9 or 10 few words help: none of these.
WORDY_FAMILIES = frozenset({"CBT", "BA", "PM+", "SFBT", "MI", "SSI"})
WORDY = frozenset({"values-compass", "wise-mind", "dear-man", "both-sides", "opposite-action"})

ROWS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "very high": {
        "vent": ("attend-silence", "simple-reflection"),
        "be-understood": ("validate-normal", "drop-anchor"),
        "solve": ("pfa-lll",),
        "distract": ("ground-54321", "tipp"),
        "decide": ("stop-skill",),
    },
    "high": {
        "vent": ("simple-reflection", "validate-normal", "name-emotion"),
        "be-understood": ("validate-normal", "validate-unspoken", "paced-breath", "drop-anchor"),
        "solve": ("ask-need", "paced-breath", "drop-anchor"),
        "distract": ("distract-wisely", "urge-surf", "self-soothe"),
        "decide": ("stop-skill",),
    },
    "middle": {
        "vent": ("simple-reflection", "complex-reflection", "summary-link"),
        "be-understood": ("complex-reflection", "lived-exp-share", "self-compassion", "validate-history"),
        "solve": ("problem-steps", "tfb-map", "if-then-plan", "dear-man", "strengthen-support"),
        "distract": ("tiny-activation", "self-soothe"),
        "decide": ("wise-mind", "both-sides", "values-compass", "rulers"),
    },
    "low": {
        "vent": ("summary-link", "affirm-strength"),
        "be-understood": ("validate-genuine", "affirm-strength"),
        "solve": ("sf-scaling", "sf-exceptions", "sf-miracle", "if-then-plan"),
        "distract": ("one-takeaway",),
        "decide": ("both-sides", "change-talk", "rulers"),
    },
}
# The topics a person ticked themselves; nothing here is read out of their words.
EMOTION_OF_TOPIC: Mapping[str, str] = {
    "grief": "grief", "pregnancy-loss": "grief", "loneliness": "loneliness", "anxiety": "fear",
    "low-mood": "sadness", "shame": "shame", "anger": "anger", "burnout": "overwhelm",
}  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """Where a talk is; unknown is allowed everywhere and never counts as calm.

    ``level`` is the action level a person set or answered (0 to 4); ``cue_level`` is what the words call
    attention to, which is never a set level. ``need`` was asked and answered, ``need_maybe`` is only a guess.
    ``reflections`` are those of the last twelve supporter messages.
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


# -- the hard guards, in order --------------------------------------------------


def attention(moment: Moment) -> int:
    """Return the level to look at now: the one people set, or what the words call attention to."""
    return max(moment.level, moment.cue_level)


def _guard_safety(card: Card, moment: Moment) -> str | None:
    is_allowed = card.slug in PLAIN_PRESENCE | SAFETY | GROUNDING | {"urge-surf"}
    return None if attention(moment) < 2 or is_allowed else "safety first"


def _guard_unasked(card: Card, moment: Moment) -> str | None:
    """Before plans for safety are made, the question was asked."""
    is_waiting = attention(moment) == 1 and not moment.asked_directly and not moment.answered_no
    is_allowed = card.slug in PLAIN_PRESENCE | GROUNDING | {"ask-directly", "algee-frame", "pfa-lll"}
    return "ask directly first" if is_waiting and not is_allowed else None


def _guard_strained(card: Card, moment: Moment) -> str | None:
    is_allowed = card.slug in LISTENING | SAFETY
    return "mend the contact first" if moment.is_strained and not is_allowed else None


def _guard_very_high(card: Card, moment: Moment) -> str | None:
    if band_of(moment.intensity) != "very high":
        return None
    if card.family in WORDY_FAMILIES or card.slug in WORDY:
        return "too many words for 9 or 10"
    return None if {"arrive", "relieve"} & set(card.phases) else "not at 9 or 10"


def _guard_contra(card: Card, moment: Moment) -> str | None:
    return "a caution applies" if card.cautions and moment.contra else None


def _guard_role(card: Card, moment: Moment) -> str | None:
    if card.role == "IN+" and "practice" not in moment.modules:
        return "needs a practice module"
    if card.role == "SUP" and not moment.is_on_call_reachable:
        return "only with someone on call"
    return None


def _guard_consent(card: Card, moment: Moment) -> str | None:
    if card.slug in LISTENING | SAFETY:
        return None
    return "this kind was declined tonight" if card.family in moment.declined_families else None


def _guard_listen_first(card: Card, moment: Moment) -> str | None:
    is_plan = set(card.phases) <= {"plan", "close"} and card.slug not in SAFETY
    is_early_link = card.slug in LATE_SAFETY and attention(moment) < 2
    is_fixing = card.family in FIXING_FAMILIES or card.slug in STORIES or is_plan or is_early_link
    if not is_fixing or has_listened(moment) or _is_ending(moment):
        return None
    return "listen first"


def _guard_stories(card: Card, moment: Moment) -> str | None:
    if card.slug not in STORIES or not moment.stories:
        return None
    return "one story is enough for now" if moment.supporter_messages < STORY_EVERY * moment.stories else None


def _guard_end(card: Card, moment: Moment) -> str | None:
    if not _is_ending(moment) or card.slug in LISTENING | SAFETY or "close" in card.phases:
        return None
    return "the end is near"


def _guard_band(card: Card, moment: Moment) -> str | None:
    if moment.intensity is None:
        # Unknown is no reason to assume calm: only cards that also fit a strong moment.
        return None if card.band[1] >= 7 else "we do not know how bad it is"
    low, high = card.band
    if moment.intensity > high:
        return "too much for this moment"
    return "stronger than this moment needs" if moment.intensity < low else None


def _guard_grief(card: Card, moment: Moment) -> str | None:
    if "grief" not in moment.emotions or card.slug in LISTENING | SAFETY | GROUNDING:
        return None
    return None if _is_ending(moment) and card.slug == "one-takeaway" else "grief needs company, not a method"


def _guard_dismissed(card: Card, moment: Moment) -> str | None:
    return "you put it away" if card.slug in moment.dismissed else None


GUARDS: tuple[Callable[[Card, Moment], str | None], ...] = (
    _guard_safety,
    _guard_unasked,
    _guard_strained,
    _guard_very_high,
    _guard_contra,
    _guard_role,
    _guard_consent,
    _guard_listen_first,
    _guard_stories,
    _guard_end,
    _guard_band,
    _guard_grief,
    _guard_dismissed,
)


def _is_ending(moment: Moment) -> bool:
    return moment.minutes_left is not None and moment.minutes_left <= END_MINUTES


def why_not(card: Card, moment: Moment) -> str | None:
    """Return the first guard that takes this card away now, or None."""
    return next((why for guard in GUARDS if (why := guard(card, moment)) is not None), None)


# -- choosing -------------------------------------------------------------------


def suggest(moment: Moment, cards: Mapping[str, Card]) -> Suggestion:
    """Return at most three cards for a moment, one of them "or just listen", and what goes first."""
    ranked = sorted(_candidates(moment, cards), key=lambda card: _rank(card, moment))
    allowed = [card for card in ranked if why_not(card, moment) is None]
    hidden = tuple(
        Hidden(card.slug, why)
        for card in ranked
        if (why := why_not(card, moment)) not in (None, "you put it away")
    )
    methods = [card for card in allowed if card.slug not in LISTENING]
    listening = [card for card in allowed if card.slug in LISTENING]
    chosen = [*methods[: MOST_CARDS - 1], *listening]
    if moment.is_strained or moment.talks_of_self:
        chosen = allowed
    return Suggestion(
        cards=tuple(_shown(card, moment) for card in chosen[:MOST_CARDS]),
        hidden=hidden[:5],
        first=first_step(moment),
        band=band_of(moment.intensity),
    )


def first_step(moment: Moment) -> str:
    """Return what goes before any card: calling on-call, asking directly, planning for safety, or nothing."""
    level = attention(moment)
    if level >= 3:
        return "on-call"
    if level >= 1 and not moment.asked_directly:
        return "ask-directly"
    if level == 2:
        return "safety-plan"
    is_in_despair = "hopeless" in moment.emotions and (moment.intensity or 0) >= DESPAIR
    return "ask-directly" if is_in_despair and not moment.asked_directly else ""


def steady(now: Suggestion, before: Suggestion, turns_since: int) -> Suggestion:
    """Return the cards shown before while they are still allowed and fresh; safety changes them at once."""
    is_fresh = (
        turns_since < STEADY_TURNS and before.cards and now.first == before.first and now.band == before.band
    )
    taken = {hidden.slug for hidden in now.hidden}
    if not is_fresh or any(shown.slug in taken for shown in before.cards):
        return now
    return replace(now, cards=before.cards)


def _candidates(moment: Moment, cards: Mapping[str, Card]) -> list[Card]:
    """Return the row of the table, the hints of the emotions, the plan, and listening, each once."""
    hinted = [card.slug for card in cards.values() if moment.emotions & set(card.emotions)]
    wanted = [
        *moment.pinned,
        *_repairs(moment),
        *_row(moment),
        *hinted,
        *sorted(LISTENING),
        *_for_the_phase(moment),
    ]
    found = [cards[slug] for slug in dict.fromkeys(wanted) if slug in cards]
    kept = {*moment.pinned, *_repairs(moment)}
    return [card for card in found if moment.phase in card.phases or card.slug in kept]


def _repairs(moment: Moment) -> tuple[str, ...]:
    """Return what mends a strained contact, gives the floor back, or asks what is not known yet."""
    if moment.talks_of_self:
        return ("lived-exp-refocus", "simple-reflection", "ask-need")
    if moment.is_strained:
        return ("immediacy-check", "simple-reflection", "ask-need")
    is_heard = moment.seeker_messages >= 2 and moment.reflections >= 1
    return ("ask-need",) if is_heard and not moment.need and moment.phase != "close" else ()


def _row(moment: Moment) -> tuple[str, ...]:
    # Nobody said how bad it is: take the row for a strong moment, which asks least of a person.
    band = "high" if moment.intensity is None else band_of(moment.intensity)
    need = next((one for one in (moment.need, moment.need_maybe) if one in NEEDS), "be-understood")
    return ROWS[band][need]


def _for_the_phase(moment: Moment) -> tuple[str, ...]:
    is_calm_enough = moment.intensity is not None and moment.intensity <= 6 and moment.seeker_messages >= 2
    by_phase = {
        "arrive": ("best-hopes",) if is_calm_enough and "grief" not in moment.emotions else (),
        "plan": ("strengthen-support",),
        "close": ("one-takeaway", "sleep-basics"),
    }
    more = by_phase.get(moment.phase, ())
    return (*more, "safety-plan", "means-safety", "strengthen-support") if attention(moment) >= 2 else more


def _rank(card: Card, moment: Moment) -> tuple[int, int, int, int, int, int, str, int, int, str]:
    row, repairs = _row(moment), _repairs(moment)
    place = row.index(card.slug) if card.slug in row else len(row)
    return (
        0 if card.slug in moment.pinned else 1,
        repairs.index(card.slug) if card.slug in repairs else len(repairs),
        0 if card.slug in moment.worked else 1,
        place,
        0 if moment.emotions & set(card.emotions) else 1,
        LISTENING_ORDER.index(card.slug) if card.slug in LISTENING_ORDER else len(LISTENING_ORDER),
        card.evidence_grade,
        card.minutes[0],
        ("IN", "IN+", "SUP").index(card.role),
        card.slug,
    )


def _shown(card: Card, moment: Moment) -> Shown:
    number = "" if moment.intensity is None else f"number:{moment.intensity}"
    feeling = next((f"feeling:{name}" for name in sorted(moment.emotions & set(card.emotions))), "")
    need = f"need:{moment.need}" if moment.need in card.needs else ""
    plan = "plan" if card.slug in moment.pinned else ""
    codes = tuple(code for code in (plan, number, feeling, need, f"phase:{moment.phase}") if code)
    return Shown(card.slug, codes, is_listening=card.slug in LISTENING)
