"""What the panel shows, from rows and counters; no word of the talk is read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from beenthere.companion import rules
from beenthere.companion.actions import panel_of
from beenthere.companion.models import CardEvent, Panel
from beenthere.companion.rules import Moment, Suggestion
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.matching import queries as line
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.relief import queries as relief
from beenthere.safety import queries as safety
from beenthere.skills.queries import cards
from beenthere.skills.rules import Card

LEVEL_OF_ANSWER = {"yes": 2, "not_sure": 1}


@dataclass(frozen=True)
class CardInWords:
    """A card as the panel shows it."""

    card: Card
    because: str
    is_listening: bool
    is_pinned: bool


@dataclass(frozen=True)
class Picture:
    """Everything the panel shows at one moment."""

    panel: Panel
    moment: Moment
    phase: str
    phase_is_set: bool
    cards: tuple[CardInWords, ...]
    hidden: tuple[tuple[Card, str], ...]
    first: Card | None
    plan: tuple[Card, ...]
    balance: talks.Balance
    minutes: int
    minutes_left: int | None
    need: str
    topics: tuple[str, ...]


def picture(*, conversation: Conversation, now: datetime) -> Picture:
    """Return what the panel shows now."""
    panel = panel_of(conversation=conversation)
    visit = line.visit_of_conversation(conversation)
    moment = moment_of(conversation=conversation, panel=panel, visit=visit, now=now)
    return picture_of(conversation=conversation, panel=panel, visit=visit, moment=moment, now=now)


def picture_of(
    *, conversation: Conversation, panel: Panel, visit: Visit | None, moment: Moment, now: datetime
) -> Picture:
    """Return a picture of a moment that is known already."""
    suggestion = rules.suggest(moment, cards())
    opened_at = conversation.opened_at or conversation.made_at
    return Picture(
        panel=panel,
        moment=moment,
        phase=phase_name(moment.phase),
        phase_is_set=bool(panel.phase),
        cards=in_words(suggestion, moment),
        hidden=tuple((cards()[hidden.slug], hidden_words(hidden.why)) for hidden in suggestion.hidden),
        first=cards().get(suggestion.first),
        plan=tuple(cards()[slug] for slug in moment.pinned if slug in cards()),
        balance=talks.balance(conversation),
        minutes=max(0, int((now - opened_at).total_seconds() // 60)),
        minutes_left=moment.minutes_left,
        need=next((need.label for need in people.needs() if need.slug == moment.need), ""),
        topics=tuple(people.topic_labels(visit.topics)) if visit else (),
    )


def moment_of(*, conversation: Conversation, panel: Panel, visit: Visit | None, now: datetime) -> Moment:
    """Return the moment as rows and counters know it."""
    balance = talks.balance(conversation)
    profile = people.profile_of(conversation.supporter)
    touched = list(CardEvent.objects.filter(conversation=conversation).order_by("at", "id"))
    moment = Moment(
        intensity=relief.ratings(visit).get("before") if visit else None,
        need=visit.need if visit else "",
        emotions=rules.emotions_of(visit.topics if visit else []),
        level=LEVEL_OF_ANSWER.get(safety.last_answer(visit), 0) if visit else 0,
        minutes_left=talks.minutes_left(facts=talks.facts(conversation), now=now),
        seeker_messages=balance.seeker_messages,
        seeker_words=balance.seeker_words,
        supporter_messages=balance.supporter_messages,
        reflections=max(0, balance.supporter_messages - balance.supporter_questions),
        modules=frozenset(profile.modules if profile else []),
        is_on_call_reachable=safety.is_service_open(),
        stories=sum(e.kind == "used" and e.slug in rules.STORIES for e in touched),
        declined_families=_declined(touched),
        dismissed=frozenset(e.slug for e in touched if e.kind == "dismissed"),
        pinned=_pinned(touched),
    )
    phase = panel.phase or rules.phase_of(moment)
    return Moment(**{**vars(moment), "phase": phase})


def _declined(touched: list[CardEvent]) -> frozenset[str]:
    said_no = [e.slug for e in touched if e.kind == "dismissed" and e.reason == "declined"]
    return frozenset(cards()[slug].family for slug in said_no if slug in cards())


def _pinned(touched: list[CardEvent]) -> tuple[str, ...]:
    pinned: dict[str, None] = {}
    for event in touched:
        if event.kind == "pinned":
            pinned[event.slug] = None
        elif event.kind in ("unpinned", "dismissed"):
            pinned.pop(event.slug, None)
    return tuple(pinned)


def seeker_allows(conversation: Conversation) -> bool:
    """Tell whether the seeker lets their supporter see prompts; they do until they say no."""
    return not Panel.objects.filter(conversation=conversation, seeker_allows=False).exists()


def used_cards(conversation: Conversation) -> list[Card]:
    """Return the cards a supporter used in a talk, each once, in the order of their use."""
    used = CardEvent.objects.filter(conversation=conversation, kind="used").order_by("at", "id")
    slugs = dict.fromkeys(used.values_list("slug", flat=True))
    return [cards()[slug] for slug in slugs if slug in cards()]


# -- codes to words -------------------------------------------------------------


def in_words(suggestion: Suggestion, moment: Moment) -> tuple[CardInWords, ...]:
    """Return the suggested cards with their reasons as words."""
    return tuple(
        CardInWords(
            card=cards()[shown.slug],
            because=", ".join(_code_words(code) for code in shown.because),
            is_listening=shown.is_listening,
            is_pinned=shown.slug in moment.pinned,
        )
        for shown in suggestion.cards
    )


def phase_name(phase: str) -> str:
    """Return what a phase is called."""
    names = {
        "arrive": _("arrive"),
        "explore": _("explore"),
        "relieve": _("relieve"),
        "plan": _("plan"),
        "close": _("close"),
    }
    return names.get(phase, phase)


def _code_words(code: str) -> str:
    kind, _sep, value = code.partition(":")
    if kind == "number":
        return _("%(number)s of 10") % {"number": value}
    if kind == "need":
        label = next((need.label for need in people.needs() if need.slug == value), value)
        return _("wants: %(need)s") % {"need": label.lower()}
    if kind == "phase":
        return _("time to %(phase)s") % {"phase": phase_name(value)}
    return _("on your plan") if kind == "plan" else feeling_name(value)


def feeling_name(feeling: str) -> str:
    """Return what an emotion is called."""
    names = {
        "fear": _("fear"),
        "sadness": _("sadness"),
        "anger": _("anger"),
        "shame": _("shame"),
        "guilt": _("guilt"),
        "loneliness": _("loneliness"),
        "grief": _("grief"),
        "numb": _("numb"),
        "overwhelm": _("overwhelm"),
        "hopeless": _("hopeless"),
        "mixed": _("mixed feelings"),
    }
    return names.get(feeling, feeling)


def hidden_words(why: str) -> str:
    """Return why a card is not shown now."""
    words = {
        "safety first": _("safety first"),
        "too many words for 9 or 10": _("too many words for 9 or 10"),
        "not at 9 or 10": _("not at 9 or 10"),
        "a caution applies": _("a caution applies"),
        "needs a practice module": _("needs a practice module"),
        "only with someone on call": _("only with someone on call"),
        "this kind was declined tonight": _("this kind was declined tonight"),
        "listen first": _("listen first"),
        "one story is enough for now": _("one story is enough for now"),
        "the end is near": _("the end is near"),
        "we do not know how bad it is": _("we do not know how bad it is"),
        "too much for this moment": _("too much for this moment"),
        "stronger than this moment needs": _("stronger than this moment needs"),
        "grief needs company, not a method": _("grief needs company, not a method"),
    }
    return words.get(why, why)
