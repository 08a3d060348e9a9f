"""What may be asked about the line, the offers and the visits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.utils.translation import gettext

from beenthere.conversations.models import Conversation
from beenthere.matching import rules
from beenthere.matching.facts import DUAL_ROLE, line_facts, supporter_facts
from beenthere.matching.models import IN_LINE, Answer, Offer, Separation, Visit, VisitState, Wish
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.people.vetting import queries as vetting
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


def visit_of(person: Person | None) -> Visit | None:
    """Return somebody's running visit, else their last one, else None; evenings with a friend are not of the line."""
    if person is None:
        return None
    visits = Visit.objects.select_related("person", "conversation").filter(person_id=person.pk)
    visits = visits.exclude(state=VisitState.FRIEND)
    return visits.running().first() or visits.order_by("-entered_at", "-id").first()


def visits_of(person: Person, *, most: int) -> list[Visit]:
    """Return somebody's last evenings, the newest first."""
    visits = Visit.objects.select_related("person", "conversation").filter(person_id=person.pk)
    return list(visits.order_by("-entered_at", "-id")[:most])


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


def talk_ids_of(visit: Visit) -> list[int]:
    """Return the ids of every talk of one evening, the first first."""
    held = Offer.objects.filter(visit_id=visit.pk, conversation__isnull=False)
    return sorted(pk for pk in held.values_list("conversation_id", flat=True) if pk is not None)


def stopped_in_talks() -> list[Person]:
    """Return the supporters who were stopped and still have somebody; for an event that was lost."""
    busy = Offer.objects.busy().select_related("supporter")
    held = {offer.supporter_id: offer.supporter for offer in busy}
    return [held[pk] for pk in sorted(vetting.stopped_ids(held))]


def barred_with_visits(*, now: datetime) -> list[Person]:
    """Return the barred seekers whose evening goes on."""
    running = Visit.objects.running().filter(person__barred_until__gt=now)
    return [visit.person for visit in running.select_related("person")]


def offer_of_conversation(conversation: Conversation | None) -> Offer | None:
    """Return the offer a conversation came from; its reasons may be shown to both."""
    if conversation is None:
        return None
    return Offer.objects.select_related("visit", "supporter").filter(conversation_id=conversation.pk).first()


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


def have_dual_role(*, seeker: Person, supporter: Person) -> bool:
    """Tell whether two people are kept apart for a tie that never goes with peer support."""
    return Separation.objects.filter(seeker=seeker, supporter=supporter, why=DUAL_ROLE).exists()


def running_chats_of(supporter: Person) -> int:
    """Return how many talks this supporter has now, for their limit."""
    return Offer.objects.busy().filter(supporter_id=supporter.pk, answer=Answer.ACCEPTED).count()


def has_talked(visit: Visit) -> bool:
    """Tell whether a talk of this visit was ever opened."""
    return Offer.objects.filter(visit_id=visit.pk, conversation__opened_at__isnull=False).exists()


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
