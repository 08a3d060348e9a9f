"""The hard guards, in order: each takes a card away with a reason, or lets it pass."""

from collections.abc import Callable

from beenthere.companion.rules.moment import Moment, attention, band_of, first_step, has_listened, is_ending
from beenthere.companion.rules.tables import (
    FIXING_FAMILIES,
    GROUNDING,
    LATE_SAFETY,
    LISTENING,
    NOT_FROM,
    PLAIN_PRESENCE,
    SAFETY,
    STORIES,
    STORY_EVERY,
    WORDY,
    WORDY_FAMILIES,
)
from beenthere.skills.rules import Card


def _guard_safety(card: Card, moment: Moment) -> str | None:
    if attention(moment) < 2:
        return None
    # An urge is ridden out once it was spoken of plainly.
    asked = {"urge-surf"} if moment.asked_directly else set()
    is_allowed = card.slug in (PLAIN_PRESENCE | SAFETY | GROUNDING | asked) - _never_at(attention(moment))
    return None if is_allowed else "safety first"


def _never_at(level: int) -> set[str]:
    """What somebody is about to do is not called normal, and while it happens nobody falls silent."""
    return {card for card, since in NOT_FROM.items() if level >= since}


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


def _guard_question(card: Card, moment: Moment) -> str | None:
    is_asked_for = attention(moment) >= 1 or first_step(moment) == "ask-directly"
    return "nothing asks for it now" if card.slug == "ask-directly" and not is_asked_for else None


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
    if not is_fixing or has_listened(moment) or is_ending(moment):
        return None
    return "listen first"


def _guard_unwanted(card: Card, moment: Moment) -> str | None:
    """Who said that they want no ideas gets none, until they ask for one."""
    is_idea = card.family in FIXING_FAMILIES or card.slug in STORIES
    return (
        "no ideas were wished for" if is_idea and moment.ideas_unwanted and not moment.advice_asked else None
    )


def _guard_stories(card: Card, moment: Moment) -> str | None:
    if card.slug not in STORIES or not moment.stories:
        return None
    return "one story is enough for now" if moment.supporter_messages < STORY_EVERY * moment.stories else None


def _guard_end(card: Card, moment: Moment) -> str | None:
    if not is_ending(moment) or card.slug in LISTENING | SAFETY or "close" in card.phases:
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
    return None if is_ending(moment) and card.slug == "one-takeaway" else "grief needs company, not a method"


def _guard_dismissed(card: Card, moment: Moment) -> str | None:
    return "you put it away" if card.slug in moment.dismissed else None


GUARDS: tuple[Callable[[Card, Moment], str | None], ...] = (
    _guard_safety,
    _guard_unasked,
    _guard_strained,
    _guard_very_high,
    _guard_question,
    _guard_contra,
    _guard_role,
    _guard_consent,
    _guard_listen_first,
    _guard_unwanted,
    _guard_stories,
    _guard_end,
    _guard_band,
    _guard_grief,
    _guard_dismissed,
)


def why_not(card: Card, moment: Moment) -> str | None:
    """Return the first guard that takes this card away now, or None."""
    return next((why for guard in GUARDS if (why := guard(card, moment)) is not None), None)
