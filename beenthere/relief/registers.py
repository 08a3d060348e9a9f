"""What this room keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from beenthere.matching.models import Visit
from beenthere.people.models import Person
from beenthere.privacy.keys import KeyIsGone
from beenthere.privacy.registry import erases, exports, retains
from beenthere.relief import queries
from beenthere.relief.models import Closing, FollowUp, Rating, Worry


@erases
def erase_relief(person: Person, now: datetime) -> None:
    """Delete a person's answers, notes and tomorrow's message, sent or not."""
    for table in (Worry, FollowUp, Closing, Rating):
        table.objects.filter(visit__person=person).delete()


@exports
def export_relief(person: Person) -> dict[str, Any]:
    """Return a person's answers and what they wrote at the close."""
    visits = Visit.objects.filter(person=person).select_related("person").order_by("entered_at")
    return {"relief": [_exported(visit) for visit in visits]}


def _exported(visit: Visit) -> dict[str, Any]:
    try:
        notes = queries.notes(visit)
    except KeyIsGone:
        notes = None
    follow_up = queries.follow_up(visit)
    return {
        "evening": visit.entered_at.isoformat(),
        "distress_0_to_10": queries.ratings(visit),
        "helped": list(notes.helped) if notes else [],
        "words": notes.words if notes else "",
        "next_step": notes.next_step if notes else "",
        "tomorrows_message": follow_up.state if follow_up else "not asked for",
    }


@retains
def forget_old_notes(now: datetime) -> None:
    """Delete the words of closes older than the service keeps words; the numbers stay."""
    old = Closing.objects.filter(at__lte=now - timedelta(days=settings.TABLE.keep_days))
    old.update(words=None, next_step=None)
