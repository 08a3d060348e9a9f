"""What the panel shows: rows, counters, and what the readers made of the words when they may read."""

from dataclasses import dataclass, replace
from datetime import datetime

from beenthere.boundaries.guard import actions as guard
from beenthere.boundaries.guard import queries as guarding
from beenthere.boundaries.guard.actions import Nudge
from beenthere.boundaries.guard.reading import GuardFails
from beenthere.companion import actions, bands, ears, rules
from beenthere.companion.actions import panel_of
from beenthere.companion.examples import example_for
from beenthere.companion.hearing import Heard
from beenthere.companion.models import CardEvent, ListeningPicture, Panel, WrongReading
from beenthere.companion.moments import moment_of
from beenthere.companion.rules import Moment, Shown, Suggestion
from beenthere.companion.words import (
    band_words,
    code_words,
    feeling_name,
    hidden_words,
    hint_words,
    phase_name,
)
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.matching import queries as line
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.plans import queries as plans
from beenthere.plans.catalog import Situation
from beenthere.readers import Turn, listening
from beenthere.skills.queries import cards
from beenthere.skills.rules import Card


@dataclass(frozen=True)
class CardInWords:
    """A card as the panel shows it."""

    card: Card
    because: str
    is_listening: bool
    is_pinned: bool
    say: str = ""


@dataclass(frozen=True)
class Hearing:
    """What the panel says about the words: always a maybe."""

    feelings: tuple[tuple[str, str], ...]
    intensity: int | None
    course: tuple[float, ...]
    need_maybe: str
    cue_words: str
    cue_level: int
    bands: tuple[tuple[str, str, str], ...]
    hint: str
    situations: tuple[Situation, ...] = ()


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
    hearing: Hearing | None = None
    reading_state: str = "on"
    calls_on_call: bool = False
    guard_state: str = "on"


def picture(*, conversation: Conversation, now: datetime) -> Picture:
    """Return what the panel shows now; when the readers fail the rest is shown, and it says that they failed."""
    panel = panel_of(conversation=conversation)
    visit = line.visit_of_conversation(conversation)
    heard, state = _heard(conversation)
    moment = moment_of(conversation=conversation, panel=panel, visit=visit, now=now, heard=heard)
    found = picture_of(
        conversation=conversation, panel=panel, visit=visit, moment=moment, now=now, heard=heard
    )
    return replace(found, reading_state=state if heard is None or heard.is_complete else "partly")


def _heard(conversation: Conversation) -> tuple[Heard | None, str]:
    try:
        return ears.heard_in(conversation), "on"
    except ears.ReadersAreOff:
        return None, "off"
    except ears.CanNotRead:
        return None, "unavailable"


def picture_of(
    *,
    conversation: Conversation,
    panel: Panel,
    visit: Visit | None,
    moment: Moment,
    now: datetime,
    heard: Heard | None = None,
) -> Picture:
    """Return a picture of a moment that is known already."""
    suggestion = _steady(conversation, panel, rules.suggest(moment, cards()))
    last_words = _last_words(conversation) if heard else ""
    opened_at = conversation.opened_at or conversation.made_at
    return Picture(
        panel=panel,
        moment=moment,
        phase=phase_name(moment.phase),
        phase_is_set=bool(panel.phase),
        cards=in_words(suggestion, moment, last_words=last_words),
        hidden=tuple((cards()[hidden.slug], hidden_words(hidden.why)) for hidden in suggestion.hidden),
        first=cards().get(suggestion.first),
        calls_on_call=suggestion.first == "on-call",
        guard_state=guarding.standing(),
        plan=tuple(cards()[slug] for slug in moment.pinned if slug in cards()),
        balance=talks.balance(conversation),
        minutes=max(0, int((now - opened_at).total_seconds() // 60)),
        minutes_left=moment.minutes_left,
        need=next((need.label for need in people.needs() if need.slug == moment.need), ""),
        topics=tuple(people.topic_labels(visit.topics)) if visit else (),
        hearing=_hearing(heard, conversation.is_of_friends) if heard and heard.seeker_messages else None,
    )


def _steady(conversation: Conversation, panel: Panel, now: Suggestion) -> Suggestion:
    """Return the cards that stand on the panel; new ones take over after two messages, or at once for safety."""
    seq = talks.last_seqs(ids={conversation.pk}).get(conversation.pk, 0)
    stored = panel.shown or {}
    before = Suggestion(
        cards=tuple(
            Shown(card["slug"], tuple(card["because"]), card["listening"])
            for card in stored.get("cards", [])
            if card["slug"] in cards()
        ),
        first=stored.get("first", ""),
        band=stored.get("band", ""),
    )
    settled = rules.steady(now, before, seq - stored.get("seq", 0)) if stored else now
    if settled is now and (now.cards, now.first, now.band) != (before.cards, before.first, before.band):
        told = [{"slug": c.slug, "because": list(c.because), "listening": c.is_listening} for c in now.cards]
        actions.stand(
            conversation=conversation,
            shown={"seq": seq, "first": now.first, "band": now.band, "cards": told},
        )
    return settled


def _last_words(conversation: Conversation) -> str:
    said = [line.text for line in ears.lines_of(conversation) if line.side == talks.Side.SEEKER]
    return " ".join(said[-2:])


def _hearing(heard: Heard, is_mutual: bool) -> Hearing:
    labels = sorted(heard.emotions & set(rules.FEELINGS), key=rules.FEELINGS.index)
    need = next((need.label for need in people.needs() if need.slug == heard.need_maybe), "")
    return Hearing(
        feelings=tuple((label, feeling_name(label)) for label in labels[:3]),
        intensity=round(heard.course[-1]) if heard.course else None,
        course=heard.course,
        need_maybe=need,
        cue_words=heard.cue_words if heard.cue_level else "",
        cue_level=heard.cue_level,
        bands=tuple(
            (band.name, band.state, band_words(band)) for band in bands.bands(heard, is_mutual=is_mutual)
        ),
        hint=hint_words(bands.next_hint(heard, is_mutual=is_mutual)),
        situations=tuple(
            card for cue in heard.situations if (card := plans.situation(cue.replace("_", "-")))
        ),
    )


def seeker_allows(conversation: Conversation) -> bool:
    """Tell whether the seeker lets their supporter see prompts; they do until they say no."""
    return not Panel.objects.filter(conversation=conversation, seeker_allows=False).exists()


def used_cards(conversation: Conversation) -> list[Card]:
    """Return the cards a supporter used in a talk, each once, in the order of their use."""
    used = CardEvent.objects.filter(conversation=conversation, kind="used").order_by("at", "id")
    slugs = dict.fromkeys(used.values_list("slug", flat=True))
    return [cards()[slug] for slug in slugs if slug in cards()]


# -- what is shown ---------------------------------------------------------------


def in_words(suggestion: Suggestion, moment: Moment, last_words: str = "") -> tuple[CardInWords, ...]:
    """Return the suggested cards with their reasons as words, and a sentence that fits what was said."""
    return tuple(
        CardInWords(
            card=cards()[shown.slug],
            because=", ".join(code_words(code) for code in shown.because),
            is_listening=shown.is_listening,
            is_pinned=shown.slug in moment.pinned,
            say=example_for(cards()[shown.slug], last_words),
        )
        for shown in suggestion.cards
    )


def guarded(*, conversation: Conversation, draft: str, now: datetime) -> Nudge | None:
    """Return the boundary guard's hint for a draft; when the guard fails there is none, and the panel says so."""
    try:
        return guard.look_at_draft(conversation=conversation, draft=draft, now=now)
    except GuardFails:
        return None


def hint_for(*, conversation: Conversation, draft: str) -> str:
    """Return one quiet line about a draft, or nothing; nothing is remembered of it."""
    try:
        heard = ears.heard_in(conversation)
    except (ears.ReadersAreOff, ears.CanNotRead):
        return ""
    visit = line.visit_of_conversation(conversation)
    hint = bands.draft_hint(
        draft=draft,
        # Alone, as the guard has just read it, so that nothing is read twice.
        acts=listening.read([Turn(talks.Side.SUPPORTER, draft, conversation.language)]),
        is_drift=guarding.is_drift(draft, turn=heard.supporter_messages + 1, mode=conversation.mode),
        heard=heard,
        need=visit.need if visit else "",
        is_steady=conversation.supporter is not None and is_steady(conversation.supporter),
    )
    return hint_words(hint)


# -- growth, for the supporter alone ---------------------------------------------


def evenings_of(supporter: Person) -> list[ListeningPicture]:
    """Return a supporter's own evenings, the oldest first."""
    return list(ListeningPicture.objects.filter(supporter=supporter).order_by("on", "id"))


def is_steady(supporter: Person) -> bool:
    """Return whether hints may fade for this supporter."""
    return bands.is_steady(
        [(one.messages, one.reflections, one.unasked_advice) for one in evenings_of(supporter)]
    )


def wrong_readings() -> list[WrongReading]:
    """Return how often each reading was called wrong, the most often first."""
    return list(WrongReading.objects.order_by("-times", "reader", "label"))
