"""What this room keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from beenthere.matching import queries
from beenthere.matching.models import RUNNING, Answer, Offer, Separation, Visit, VisitState, Wish
from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains


@erases
def erase_visits(person: Person, now: datetime) -> None:
    """Delete every visit, offer and separation of a person, on either side."""
    Separation.objects.filter(Q(seeker=person) | Q(supporter=person)).delete()
    _put_back(supporter=person)
    Offer.objects.filter(Q(supporter=person) | Q(visit__person=person)).delete()
    Wish.objects.filter(visit__person=person).delete()
    Visit.objects.filter(person=person).delete()


def _put_back(*, supporter: Person) -> None:
    """Seekers who were just being offered to this supporter keep their place."""
    asked = Offer.objects.filter(supporter=supporter, answer=Answer.PENDING).values("visit_id")
    Visit.objects.filter(pk__in=asked, state=VisitState.OFFERED).update(state=VisitState.WAITING)


@exports
def export_visits(person: Person) -> dict[str, Any]:
    """Return a person's visits with the words they wrote while waiting."""
    visits = Visit.objects.filter(person=person).select_related("person").order_by("entered_at")
    return {"visits": [_exported(visit) for visit in visits]}


def _exported(visit: Visit) -> dict[str, Any]:
    return {
        "entered_at": visit.entered_at.isoformat(),
        "topics": visit.topics,
        "avoided_topics": visit.avoided_topics,
        "need": visit.need,
        "language": visit.language,
        "said_not_safe": visit.is_unsafe,
        "met_somebody_at": visit.served_at.isoformat() if visit.served_at else None,
        "note": queries.own_note(visit),
        "wishes": [
            {"kind": wish.kind, "words": queries.wish_words(wish)} for wish in queries.wishes_of(visit)
        ],
    }


@retains
def forget_old_words(now: datetime) -> None:
    """Delete notes, wishes and offers of visits that ended longer ago than the service keeps words."""
    old = Q(ended_at__lte=now - timedelta(days=settings.TABLE.keep_days)) & ~Q(state__in=RUNNING)
    ended = Visit.objects.filter(old)
    ended.filter(waiting_note__isnull=False).update(waiting_note=None, note_is_shared=False)
    Wish.objects.filter(visit__in=ended).delete()
