"""What this room keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains
from beenthere.safety.models import Page, SafetyAnswer, Told

PAGES_STAY = timedelta(days=365)


@erases
def erase_safety(person: Person, now: datetime) -> None:
    """Delete a person's answers; a page stays as a fact without anybody in it, open ones included."""
    SafetyAnswer.objects.filter(visit__person=person).delete()
    Page.objects.filter(visit__person=person).update(visit=None)
    Page.objects.filter(conversation__seeker=person).update(conversation=None)
    Page.objects.filter(acknowledged_by=person).update(acknowledged_by=None)
    Page.objects.filter(hidden_from=person).update(hidden_from=None)
    Told.objects.filter(person=person).delete()


@exports
def export_safety(person: Person) -> dict[str, Any]:
    """Return a person's answers and when a human was called about them."""
    answers = SafetyAnswer.objects.filter(visit__person=person).order_by("at", "id")
    mine = Q(visit__person=person) | Q(conversation__seeker=person)
    pages = Page.objects.filter(mine).order_by("opened_at")
    return {
        "safety_answers": [{"at": row.at.isoformat(), "answer": row.answer} for row in answers],
        "humans_called": [{"at": page.opened_at.isoformat(), "why": page.why} for page in pages],
    }


@retains
def forget_old_pages(now: datetime) -> None:
    """Delete pages after a year; open ones stay however old they are."""
    Page.objects.filter(acknowledged_at__lte=now - PAGES_STAY).delete()
