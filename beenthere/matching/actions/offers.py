"""One round of matching, and what supporters answer.

Every step is a claim: a conditional update that changes exactly one row, or nothing. Two
rounds at once, a killed process or a second click find the row already changed and stop.
"""

from dataclasses import astuple
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from beenthere.conversations import actions as conversations
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import OutOfStep
from beenthere.matching import access, events, facts, queries, rules
from beenthere.matching.models import Answer, Offer, Visit, VisitState
from beenthere.notices import actions as notices
from beenthere.people import actions as people
from beenthere.people import queries as people_queries
from beenthere.people.models import Person
from beenthere.people.vetting import queries as vetting

MISSED_BEFORE_AWAY = 2


class OfferIsGone(OutOfStep):
    """The offer ran out, was withdrawn, or was answered already."""


def match(now: datetime) -> list[Offer]:
    """Run one round: let old offers run out, then ask supporters for those who wait."""
    expire_offers(now=now)
    waiting = facts.waiting_visits(now=now)
    if not waiting:
        return []
    supporters = facts.supporter_facts(now=now)
    if not supporters:
        return []
    pairings = rules.choose(facts.line_facts(visits=waiting), supporters)
    offers = [_make_offer(pairing, now=now) for pairing in pairings]
    return [offer for offer in offers if offer is not None]


def _make_offer(pairing: rules.Pairing, *, now: datetime) -> Offer | None:
    """Ask one supporter, unless another round was faster."""
    try:
        with transaction.atomic():
            waits = Visit.objects.filter(pk=pairing.visit_id, state=VisitState.WAITING)
            if not waits.update(state=VisitState.OFFERED):
                return None
            offer = Offer.objects.create(
                visit_id=pairing.visit_id,
                supporter_id=pairing.supporter_id,
                because=[list(astuple(reason)) for reason in pairing.because],
                offered_at=now,
                expires_at=now + timedelta(seconds=settings.TABLE.offer_seconds),
            )
            announce(events.OfferMade(offer_id=offer.pk))
            return offer
    except IntegrityError:
        return None


def expire_offers(*, now: datetime) -> int:
    """Let offers run out that nobody answered; the seeker keeps their place and notices nothing."""
    run_out = Offer.objects.filter(answer=Answer.PENDING, expires_at__lte=now).select_related("supporter")
    return sum(
        _answer(offer, Answer.MISSED, now=now) and _rest(offer.supporter, now=now) for offer in run_out
    )


@transaction.atomic
def _answer(offer: Offer, answer: Answer, *, now: datetime) -> bool:
    """Close an open offer and put its visit back at its place; return whether it was still open."""
    if not Offer.objects.filter(pk=offer.pk, answer=Answer.PENDING).update(answer=answer, answered_at=now):
        return False
    Visit.objects.filter(pk=offer.visit_id, state=VisitState.OFFERED).update(state=VisitState.WAITING)
    return True


def _rest(supporter: Person, *, now: datetime) -> bool:
    """Make a supporter away who missed two offers in a row, and tell them kindly."""
    profile = people_queries.profile_of(supporter)
    if profile is None or not profile.is_available:
        return True
    if queries.missed_in_a_row(supporter, since=profile.available_since) < MISSED_BEFORE_AWAY:
        return True
    with transaction.atomic():
        people.set_availability(supporter=supporter, is_available=False, why="missed", now=now)
        notices.queue_notice(
            to=supporter,
            channel="in_app",
            kind="away_after_missed",
            link="/desk/",
            due_at=now,
            dedup_key=f"away:{supporter.key}:{int(now.timestamp())}",
            now=now,
        )
    return True


def accept(*, offer_key: str, supporter: Person, now: datetime) -> Offer:
    """Take the seeker of an offer; a second click returns the same offer.

    :raises NotHere: no such offer for this supporter
    :raises OfferIsGone: it ran out, was withdrawn or was declined, or a gate behind the supporter has lapsed since
    """
    offer = access.access_offer(key=offer_key, supporter=supporter)
    if offer.answer == Answer.ACCEPTED:
        return offer
    _require_gates(supporter, now=now)
    try:
        with transaction.atomic():
            _claim(offer, now=now)
            announce(events.OfferAccepted(offer_id=offer.pk, visit_id=offer.visit_id))
    except OfferIsGone:
        # The same supporter's second click may have been the faster one.
        offer.refresh_from_db()
        if offer.answer != Answer.ACCEPTED:
            raise
    offer.refresh_from_db()
    return offer


def _require_gates(supporter: Person, *, now: datetime) -> None:
    if not vetting.may_meet(person=supporter, now=now):
        raise OfferIsGone(_("This one has moved on to someone else. Your desk says what is still to come."))


def _claim(offer: Offer, *, now: datetime) -> None:
    """Take the offer and its visit, both or neither.

    :raises OfferIsGone: either has been taken or has moved on
    """
    open_still = Offer.objects.filter(pk=offer.pk, answer=Answer.PENDING, expires_at__gt=now)
    taken = open_still.update(answer=Answer.ACCEPTED, answered_at=now) and Visit.objects.filter(
        pk=offer.visit_id, state=VisitState.OFFERED
    ).update(state=VisitState.MATCHED, asked_still_there_at=None, kept_until=None)
    if not taken:
        raise OfferIsGone(_("This one has moved on to someone else. Thank you for being here."))
    Visit.objects.filter(pk=offer.visit_id, served_at=None).update(served_at=now)


def decline(*, offer_key: str, supporter: Person, now: datetime) -> Offer:
    """Pass on an offer; the next supporter is asked. Passing on it twice is the same.

    :raises NotHere: no such offer for this supporter
    """
    offer = access.access_offer(key=offer_key, supporter=supporter)
    _answer(offer, Answer.DECLINED, now=now)
    offer.refresh_from_db()
    return offer


def release(*, supporter: Person, now: datetime) -> bool:
    """Take back the open offer of a supporter who went away; the next is asked at once."""
    offer = Offer.objects.filter(supporter_id=supporter.pk, answer=Answer.PENDING).first()
    return offer is not None and take_back(offer=offer, now=now)


def take_back(*, offer: Offer, now: datetime) -> bool:
    """Withdraw an open offer; its visit waits on at its place. Return whether it was still open."""
    return _answer(offer, Answer.WITHDRAWN, now=now)


def begin_talk(*, offer: Offer, now: datetime) -> Conversation:
    """Begin the conversation of an accepted offer, once; a second call returns the same one.

    :raises OfferIsGone: the offer was not accepted, the seeker has left since, or a gate behind the supporter lapsed
    """
    with transaction.atomic():
        held = Offer.objects.select_for_update().select_related("supporter").get(pk=offer.pk)
        if held.conversation_id is not None:
            return Conversation.objects.get(pk=held.conversation_id)
        _require_gates(held.supporter, now=now)
        visit = Visit.objects.select_for_update().get(pk=held.visit_id)
        if held.answer != Answer.ACCEPTED or held.is_over or visit.state != VisitState.MATCHED:
            raise OfferIsGone(_("This person has left the line. Thank you for being here."))
        return _begin(held, visit, now=now)


def _begin(offer: Offer, visit: Visit, *, now: datetime) -> Conversation:
    before = visit.conversation
    conversation = conversations.begin(
        seeker=visit.person,
        supporter=offer.supporter,
        language=visit.language,
        minutes=settings.TABLE.chat_minutes,
        now=now,
    )
    Offer.objects.filter(pk=offer.pk).update(conversation=conversation)
    Visit.objects.filter(pk=visit.pk).update(conversation=conversation, is_first=False)
    if before is not None:
        conversations.end(conversation=before, side="supporter", why="vanished", now=now)
    return conversation
