"""When a talk ends, breaks off or is swapped for another; and who is kept apart."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from beenthere.conversations import actions as talks
from beenthere.conversations import queries as conversations
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.matching import events, queries
from beenthere.matching.actions.offers import OfferIsGone, begin_talk, take_back
from beenthere.matching.facts import DUAL_ROLE
from beenthere.matching.models import IN_LINE, RUNNING, Answer, Offer, Separation, Visit, VisitState
from beenthere.people import actions as people
from beenthere.people.models import Person

BEGIN_WITHIN = timedelta(seconds=10)
# The seeker's evening goes on with somebody else after these.
SOMEBODY_ELSE = {"switched", "declined", "handed_over"}
KEPT_APART = {"switched", "declined", "reported"}
# An evening that goes on is in the line like one that was handed over, and has no end yet.
GOES_ON: dict[str, Any] = {
    "state": VisitState.WAITING,
    "is_first": True,
    "conversation": None,
    "ended_at": None,
    "ended_why": "",
    "asked_still_there_at": None,
    "kept_until": None,
}


@transaction.atomic
def requeue_first(*, visit: Visit, now: datetime, apart_from: Person | None = None) -> Visit:
    """Put a seeker who had a supporter back in the line, before everybody who had none.

    With ``apart_from`` the old talk is left behind for good; without, it may still be taken
    up again when its supporter comes back in time.
    """
    if apart_from is not None:
        separate(seeker=visit.person, supporter=apart_from, why="switched", now=now)
        Visit.objects.filter(pk=visit.pk).update(conversation=None)
    moved = Visit.objects.filter(pk=visit.pk, state=VisitState.MATCHED).update(
        state=VisitState.WAITING, is_first=True, last_here_at=now, asked_still_there_at=None, kept_until=None
    )
    if moved:
        Offer.objects.filter(visit_id=visit.pk, answer=Answer.ACCEPTED, conversation=None).update(
            is_over=True
        )
        announce(events.VisitEntered(visit_id=visit.pk))
    visit.refresh_from_db()
    return visit


@transaction.atomic
def go_on(*, visit: Visit, apart_from: Person | None, now: datetime) -> Visit:
    """Let an evening that has just ended go on with somebody else, first in the line; one that goes on already stays as it is."""
    settle(visit=visit, now=now)
    if apart_from is not None:
        separate(seeker=visit.person, supporter=apart_from, why="reported", now=now)
    over = Visit.objects.filter(pk=visit.pk, state__in=[VisitState.SERVED, VisitState.UNSERVED])
    # Somebody who has checked in anew meanwhile has a place already; the tables allow no second one.
    with suppress(IntegrityError), transaction.atomic():
        if over.update(**GOES_ON, last_here_at=now):
            announce(events.VisitEntered(visit_id=visit.pk))
    visit.refresh_from_db()
    return visit


@transaction.atomic
def hand_over(*, supporter: Person, now: datetime) -> int:
    """Put everybody whom a supporter talks with first in the line, when the supporter may not go on; return how many.

    An evening between friends goes on: it is not the line's to end.
    """
    for offer in Offer.objects.filter(supporter=supporter, answer=Answer.PENDING):
        take_back(offer=offer, now=now)
    begun = Offer.objects.filter(
        supporter=supporter, answer=Answer.ACCEPTED, conversation=None, is_over=False
    ).select_related("visit")
    count = sum(requeue_first(visit=offer.visit, now=now).is_first for offer in begun)
    for talk in conversations.running_of(person=supporter, side="supporter"):
        if talk.is_of_friends:
            continue
        visit = queries.visit_of_conversation(talk)
        talks.end(conversation=talk, side="supporter", why="handed_over", now=now)
        if visit is not None and visit.conversation is not None and visit.conversation_id == talk.pk:
            visit.conversation.refresh_from_db()
            settle(visit=visit, now=now)
            count += 1
    return count


@transaction.atomic
def show_out(*, seeker: Person, now: datetime) -> None:
    """End what a barred seeker has open: their talk, or their place in the line; the bar of one who is not safe ends instead."""
    visit = queries.running_visit_of(seeker)
    if visit is None:
        return
    if visit.is_unsafe:
        people.lift_bar(seeker=seeker)
        return
    if visit.conversation is not None:
        talks.end(conversation=visit.conversation, side="", why="closed", now=now)
    finish(visit=visit, now=now, why="barred")


@transaction.atomic
def restore(*, visit: Visit, now: datetime) -> Visit:
    """Quietly take back the place in line of a seeker whose supporter came back in time."""
    beside_a_talk = Visit.objects.filter(pk=visit.pk, state__in=IN_LINE, conversation__isnull=False)
    beside_a_talk.exclude(conversation__state="ended").update(
        state=VisitState.MATCHED, is_first=False, asked_still_there_at=None
    )
    visit.refresh_from_db()
    if visit.state == VisitState.MATCHED:
        Offer.objects.filter(visit_id=visit.pk, answer=Answer.PENDING).update(
            answer=Answer.WITHDRAWN, answered_at=now
        )
    return visit


@transaction.atomic
def separate(*, seeker: Person, supporter: Person, why: str, now: datetime) -> Separation:
    """Never offer these two people to each other again; a dual role outweighs other reasons."""
    for offer in Offer.objects.filter(visit__person=seeker, supporter=supporter, answer=Answer.PENDING):
        take_back(offer=offer, now=now)
    row, is_new = Separation.objects.get_or_create(
        seeker=seeker, supporter=supporter, defaults={"why": why, "at": now}
    )
    if not is_new and why == DUAL_ROLE:
        Separation.objects.filter(pk=row.pk).update(why=why)
    return row


@transaction.atomic
def finish(*, visit: Visit, now: datetime, why: str = "closed") -> Visit:
    """End a visit: served if it met a supporter, unserved if not; an ended one stays as it is."""
    met = queries.has_talked(visit)
    ended = Visit.objects.filter(pk=visit.pk, state__in=RUNNING).update(
        state=VisitState.SERVED if met else VisitState.UNSERVED, ended_at=now, ended_why=why
    )
    Offer.objects.filter(visit_id=visit.pk, answer=Answer.PENDING).update(
        answer=Answer.WITHDRAWN, answered_at=now
    )
    Offer.objects.filter(visit_id=visit.pk, answer=Answer.ACCEPTED, conversation=None).update(is_over=True)
    visit.refresh_from_db()
    if ended:
        announce(events.VisitFinished(visit_id=visit.pk) if met else events.VisitUnserved(visit_id=visit.pk))
    return visit


@transaction.atomic
def settle(*, visit: Visit, now: datetime) -> Visit:
    """Let a visit follow its conversation, which has ended; doing so twice changes nothing."""
    conversation = visit.conversation
    if conversation is None:
        return visit
    why = conversation.ended_why
    if why in KEPT_APART and visit.person and conversation.supporter:
        separate(seeker=visit.person, supporter=conversation.supporter, why=why, now=now)
    if visit.state in IN_LINE:
        # Already waiting for somebody else when the broken talk was ended: the place stays.
        Visit.objects.filter(pk=visit.pk, conversation=conversation).update(conversation=None)
        visit.refresh_from_db()
        return visit
    if _goes_on(conversation) and visit.state == VisitState.MATCHED:
        if why == "vanished":
            Offer.objects.filter(conversation=conversation).update(answer=Answer.MISSED)
        Visit.objects.filter(pk=visit.pk).update(conversation=None)
        return requeue_first(visit=visit, now=now)
    return finish(visit=visit, now=now, why=why)


def _goes_on(conversation: Conversation) -> bool:
    """Somebody else was asked for, or the supporter said yes and then never came."""
    if conversation.ended_why in SOMEBODY_ELSE:
        return True
    return conversation.ended_why == "vanished" and conversation.opened_at is None


def finish_begun(*, now: datetime) -> int:
    """Begin the talks whose supporter said yes just before the service was stopped; who can not begin goes first in line."""
    stuck = Offer.objects.filter(
        answer=Answer.ACCEPTED, conversation=None, is_over=False, answered_at__lte=now - BEGIN_WITHIN
    ).select_related("visit")
    count = 0
    for offer in stuck:
        try:
            begin_talk(offer=offer, now=now)
            count += 1
        except OfferIsGone:
            requeue_first(visit=offer.visit, now=now)
            Offer.objects.filter(pk=offer.pk).update(is_over=True)
    return count
