"""What may be asked about the line, the offers and the visits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.utils.translation import gettext

from beenthere.conversations.models import Conversation
from beenthere.matching import rules
from beenthere.matching.facts import line_facts, supporter_facts
from beenthere.matching.models import IN_LINE, Answer, Offer, Visit, VisitState, Wish
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys

__all__ = ["Answer", "VisitState"]

BASIS_VISITS = 20
LEAST_VISITS = 3
BASIS_DAYS = 7


@dataclass(frozen=True)
class Estimate:
    """About how long the wait is, and from how many real waits we know; None when too few."""

    minutes: int | None
    from_count: int


@dataclass(frozen=True)
class Here:
    """Who is here now: counts only, for the page that has to say so at once."""

    supporters: int
    for_you: int
    free_for_you: int


@dataclass(frozen=True)
class LineFact:
    """One visit in the line, as facts for the board; no word somebody wrote."""

    key: str
    place: int
    entered_at: datetime
    waited_minutes: int
    language: str
    need: str
    topics: tuple[str, ...]
    is_unsafe: bool
    is_first: bool
    is_offered: bool
    is_away: bool


def visit_of(person: Person | None) -> Visit | None:
    """Return somebody's running visit, else their last one, else None."""
    if person is None:
        return None
    visits = Visit.objects.select_related("person", "conversation").filter(person_id=person.pk)
    return visits.running().first() or visits.order_by("-entered_at", "-id").first()


def running_visit_of(person: Person | None) -> Visit | None:
    """Return the visit whose evening is not over, if there is one."""
    if person is None:
        return None
    return (
        Visit.objects.running().select_related("person", "conversation").filter(person_id=person.pk).first()
    )


def visit_of_conversation(conversation: Conversation | None) -> Visit | None:
    """Return the visit a conversation belongs to, also when its seeker has moved on to another."""
    if conversation is None:
        return None
    visits = Visit.objects.select_related("person", "conversation")
    held = visits.filter(conversation_id=conversation.pk).first()
    if held:
        return held
    offer = offer_of_conversation(conversation)
    return visits.get(pk=offer.visit_id) if offer else None


def offer_of_conversation(conversation: Conversation | None) -> Offer | None:
    """Return the offer a conversation came from; its reasons may be shown to both."""
    if conversation is None:
        return None
    return Offer.objects.select_related("visit", "supporter").filter(conversation_id=conversation.pk).first()


def visit_by_id(visit_id: int) -> Visit | None:
    """Return a visit that an event named, if it is still there."""
    return Visit.objects.select_related("person", "conversation").filter(pk=visit_id).first()


def place_in_line(visit: Visit) -> int:
    """Return the place in the line, from 1; 0 when not in it."""
    if _is_about_to_meet(visit):
        return 1
    order = Visit.objects.in_line().values_list("pk", flat=True)
    return next((place for place, pk in enumerate(order, 1) if pk == visit.pk), 0)


def estimate(*, now: datetime) -> Estimate:
    """Return the middle of the last real waits, with its basis."""
    served = Visit.objects.filter(
        is_demo=False,
        served_at__isnull=False,
        served_at__lte=now,
        served_at__gt=now - timedelta(days=BASIS_DAYS),
    ).order_by("-served_at", "-id")
    pairs = served.values_list("entered_at", "served_at")[:BASIS_VISITS]
    waits = [(met_at - entered_at).total_seconds() / 60 for entered_at, met_at in pairs if met_at]
    return Estimate(rules.median_minutes(waits, least=LEAST_VISITS), len(waits))


def here(visit: Visit, *, now: datetime) -> Here:
    """Return how many supporters are here, may meet this seeker tonight, and could at once."""
    seeker = line_facts(visits=[visit])[0]
    supporters = supporter_facts(now=now)
    possible = [other for other in supporters if rules.why_never(seeker, other) is None]
    free = [other for other in possible if rules.why_not_match(seeker, other) is None]
    return Here(len(supporters), len(possible), len(free))


def anyone_here(*, now: datetime) -> int:
    """Return how many supporters are here, for the first page."""
    return len(supporter_facts(now=now))


def open_offer_for(supporter: Person | None, *, now: datetime | None = None) -> Offer | None:
    """Return the offer this supporter is asked to answer, if there is one."""
    if supporter is None:
        return None
    pending = Offer.objects.filter(supporter_id=supporter.pk, answer=Answer.PENDING).select_related("visit")
    offer = pending.first()
    return None if offer is None or (now and offer.expires_at <= now) else offer


def because_in_words(because: list[list[str]]) -> list[str]:
    """Return the stored reasons of an offer as sentences without a subject, for both sides."""
    return [_reason(kind, slug) for kind, slug in because]


def _reason(kind: str, slug: str) -> str:
    if kind == "topic":
        return gettext("has been through %(topic)s too") % {"topic": "".join(people.topic_labels([slug]))}
    if kind == "language":
        return gettext("speaks %(language)s") % {"language": _called(people.languages(), slug, "about")}
    if kind == "need":
        return gettext("likes to help with this: %(need)s") % {
            "need": _called(people.needs(), slug, "label").lower()
        }
    return gettext("is here and has time now")


def _called(entries: list[people.Topic], slug: str, name: str) -> str:
    return next((str(getattr(entry, name)) for entry in entries if entry.slug == slug), slug)


def line(*, now: datetime) -> list[LineFact]:
    """Return the line in its order, as facts for the board."""
    return [
        LineFact(
            key=visit.key,
            place=place,
            entered_at=visit.entered_at,
            waited_minutes=int((now - visit.entered_at).total_seconds() // 60),
            language=visit.language,
            need=visit.need,
            topics=tuple(visit.topics),
            is_unsafe=visit.is_unsafe,
            is_first=visit.is_first,
            is_offered=visit.state == VisitState.OFFERED,
            is_away=visit.kept_until is not None and visit.kept_until > now,
        )
        for place, visit in enumerate(Visit.objects.in_line(), 1)
    ]


def running_chats_of(supporter: Person) -> int:
    """Return how many talks this supporter has now, for their limit."""
    return Offer.objects.busy().filter(supporter_id=supporter.pk, answer=Answer.ACCEPTED).count()


def has_talked(visit: Visit) -> bool:
    """Tell whether a talk of this visit was ever opened."""
    return Offer.objects.filter(visit_id=visit.pk, conversation__opened_at__isnull=False).exists()


def served_count(*, since: datetime) -> int:
    """Return how many visits since then ended after a talk."""
    return _ended(VisitState.SERVED, since)


def unserved_count(*, since: datetime) -> int:
    """Return how many visits since then ended without one."""
    return _ended(VisitState.UNSERVED, since)


def _ended(state: VisitState, since: datetime) -> int:
    return Visit.objects.filter(is_demo=False, entered_at__gte=since, state=state).count()


def is_in_line(visit: Visit) -> bool:
    """Tell whether a visit waits, whether or not somebody is being asked or has just said yes."""
    return visit.state in IN_LINE or _is_about_to_meet(visit)


def _is_about_to_meet(visit: Visit) -> bool:
    # Between a supporter's yes and the conversation there is a moment; the page must not say "left".
    return visit.state == VisitState.MATCHED and visit.conversation_id is None


def own_note(visit: Visit) -> str:
    """Return what the seeker wrote while waiting, for the seeker alone."""
    if visit.waiting_note is None:
        return ""
    return keys.unseal(
        subject=f"person:{visit.person.key}",
        place=f"visit-note:{visit.key}",
        sealed=bytes(visit.waiting_note),
    )


def shared_note(visit: Visit) -> str:
    """Return the note if the seeker handed it over, else an empty string."""
    return own_note(visit) if visit.note_is_shared else ""


def wishes_of(visit: Visit) -> list[Wish]:
    """Return what a seeker asked for while nobody was here."""
    return list(Wish.objects.filter(visit_id=visit.pk).order_by("made_at", "id"))


def wish_words(wish: Wish) -> str:
    """Return the words left with a wish."""
    if wish.words is None:
        return ""
    subject = f"person:{wish.visit.person.key}"
    return keys.unseal(subject=subject, place=f"wish:{wish.key}", sealed=bytes(wish.words))


@dataclass(frozen=True)
class LeftForTheTeam:
    """A note or a wished-for time that a seeker left for the coordinators."""

    key: str
    kind: str
    words: str
    wanted_at: datetime | None
    made_at: datetime


def left_for_the_team() -> list[LeftForTheTeam]:
    """Return what seekers left for the team and nobody has taken, the oldest first."""
    kinds = [Wish.Kind.NOTE, Wish.Kind.CALL_BACK]
    open_wishes = Wish.objects.filter(done_at=None, kind__in=kinds).select_related("visit__person")
    return [
        LeftForTheTeam(wish.key, wish.kind, wish_words(wish), wish.wanted_at, wish.made_at)
        for wish in open_wishes.order_by("made_at", "id")
    ]


def open_wish_count() -> int:
    """Return how many wishes wait to be met, for the board."""
    return Wish.objects.filter(done_at__isnull=True).count()


def missed_in_a_row(supporter: Person, *, since: datetime | None) -> int:
    """Return how many of the last offers in a row ran out unanswered since they became available."""
    answered = Offer.objects.filter(supporter_id=supporter.pk).exclude(
        answer__in=[Answer.PENDING, Answer.WITHDRAWN]
    )
    if since is not None:
        answered = answered.filter(offered_at__gte=since)
    answers = answered.order_by("-offered_at", "-id").values_list("answer", flat=True)
    count = 0
    for answer in islice(answers.iterator(), 10):
        if answer != Answer.MISSED:
            break
        count += 1
    return count


@dataclass(frozen=True)
class TalkFact:
    """One visit that came to a talk: ids and times, for counting."""

    visit_id: int
    person_id: int
    entered_at: datetime
    is_ended: bool


def talks(*, since: datetime) -> list[TalkFact]:
    """Return the visits since then in which a talk was opened, the first first."""
    talked = Offer.objects.filter(conversation__opened_at__isnull=False).values("visit_id")
    visits = Visit.objects.filter(entered_at__gte=since, pk__in=talked).order_by("entered_at", "id")
    rows = visits.values_list("pk", "person_id", "entered_at", "ended_at")
    return [
        TalkFact(pk, person_id, entered_at, bool(ended_at)) for pk, person_id, entered_at, ended_at in rows
    ]


@dataclass(frozen=True)
class RunningTalk:
    """A talk going on, as facts for the board."""

    place: str
    supporter: str
    state: str
    minutes: int
    minutes_left: int | None
    messages: int
    is_demo: bool


def running_talks(*, now: datetime) -> list[RunningTalk]:
    """Return the talks going on, the longest first; never a word of them."""
    offers = Offer.objects.busy().filter(answer=Answer.ACCEPTED, conversation__isnull=False)
    rows = offers.select_related("conversation__supporter", "visit").order_by("conversation__made_at", "id")
    return [_running_talk(offer, offer.conversation, now) for offer in rows if offer.conversation]


def _running_talk(offer: Offer, talk: Conversation, now: datetime) -> RunningTalk:
    left = None if talk.ends_at is None else max(0, int((talk.ends_at - now).total_seconds() // 60))
    return RunningTalk(
        place=talk.key[:4],
        supporter=people.display_name(talk.supporter),
        state=talk.state,
        minutes=int((now - (talk.opened_at or talk.made_at)).total_seconds() // 60),
        minutes_left=left,
        messages=talk.last_seq,
        is_demo=offer.visit.is_demo,
    )
