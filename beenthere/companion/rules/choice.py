"""From a moment to two or three fitting cards, ranked with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from beenthere.companion.rules.guards import why_not
from beenthere.companion.rules.moment import (
    Hidden,
    Moment,
    Shown,
    Suggestion,
    attention,
    band_of,
    first_step,
    has_listened,
)
from beenthere.companion.rules.tables import (
    LISTENING,
    LISTENING_ORDER,
    MOST_CARDS,
    NEEDS,
    PLAIN_PRESENCE,
    ROWS,
    STEADY_TURNS,
)
from beenthere.skills.rules import Card


def suggest(moment: Moment, cards: Mapping[str, Card]) -> Suggestion:
    """Return at most three cards for a moment, one of them "or just listen", and what goes first."""
    ranked = sorted(_candidates(moment, cards), key=lambda card: _rank(card, moment))
    allowed = [card for card in ranked if why_not(card, moment) is None]
    hidden = tuple(
        Hidden(card.slug, why)
        for card in ranked
        if (why := why_not(card, moment)) not in (None, "you put it away")
    )
    chosen = allowed if moment.is_strained or moment.talks_of_self else _balanced(allowed)
    chosen = chosen[:MOST_CARDS] if moment.is_read else _listening_first(chosen[:MOST_CARDS], moment)
    return Suggestion(
        cards=tuple(_shown(card, moment) for card in chosen),
        hidden=hidden[:5],
        first=first_step(moment),
        band=band_of(moment.intensity),
    )


def _balanced(allowed: Sequence[Card]) -> list[Card]:
    """Return at most two methods and at least one card that only listens; saying back what was heard is always offered."""
    methods = [card for card in allowed if card.slug not in LISTENING][: MOST_CARDS - 1]
    listening = [card for card in allowed if card.slug in LISTENING][: MOST_CARDS - len(methods)]
    chosen = [*methods, *listening]
    plainest = next((card for card in allowed if card.slug == "simple-reflection"), None)
    if plainest and plainest not in chosen:
        chosen = [*chosen[: MOST_CARDS - 1], plainest]
    return chosen


def _listening_first(chosen: Sequence[Card], moment: Moment) -> list[Card]:
    """Return the cards with those that listen before any method, but for the supporter's own plan and for danger."""
    if attention(moment) >= 2:
        return list(chosen)
    return sorted(chosen, key=lambda card: card.slug in LISTENING or card.slug in moment.pinned, reverse=True)


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
    # Before somebody was heard a feeling is no reason for a method yet; the row of their own need is.
    may_hint = has_listened(moment) or moment.phase == "relieve"
    hinted = [
        card.slug
        for card in cards.values()
        if moment.emotions & set(card.emotions) and (may_hint or card.slug in LISTENING)
    ]
    wanted = [
        *moment.pinned, *_repairs(moment), *_row(moment), *hinted, *sorted(LISTENING), *_for_the_phase(moment),
    ]  # fmt: skip
    found = [cards[slug] for slug in dict.fromkeys(wanted) if slug in cards]
    kept = {*moment.pinned, *_repairs(moment)} | PLAIN_PRESENCE - {"grief-presence"}
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
        "arrive": ("best-hopes",) if is_calm_enough and _may_hope(moment) else (),
        "plan": ("strengthen-support",),
        "close": ("one-takeaway", "sleep-basics"),
    }
    more = by_phase.get(moment.phase, ())
    if moment.phase in ("relieve", "plan") and not has_listened(moment):
        # An idea was wished for before anybody was heard: leave is asked first all the same.
        more = ("ask-permission",) if moment.advice_asked or moment.phase == "plan" else ()
    return (*more, "safety-plan", "means-safety", "strengthen-support") if attention(moment) >= 2 else more


def _may_hope(moment: Moment) -> bool:
    """Return whether what a talk is hoped to bring may be asked: once something was said back, and nothing speaks of danger."""
    is_heavy = moment.has_any_cue or "grief" in moment.emotions
    return moment.reflections >= 1 and not is_heavy


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
