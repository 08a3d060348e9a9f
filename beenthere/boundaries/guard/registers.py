"""What the guard keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.boundaries.models import Noticed
from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains

MOMENTS_STAY = timedelta(days=365)


@erases
def erase_moments(person: Person, now: datetime) -> None:
    """Delete what the guard noticed in a supporter's words; of a seeker it keeps nothing but the talk, which is let go."""
    Noticed.objects.filter(supporter=person).delete()
    Noticed.objects.filter(conversation__seeker=person).update(conversation=None)


@exports
def export_moments(person: Person) -> dict[str, Any]:
    """Return what the guard noticed in a person's own words, and what they did."""
    rows = Noticed.objects.filter(supporter=person).order_by("at", "id")
    shown = ("code", "severity", "place", "answer", "outcome")
    return {
        "guard": [{"at": row.at.isoformat()} | {name: getattr(row, name) for name in shown} for row in rows]
    }


@retains
def forget_old_moments(now: datetime) -> None:
    """Delete moments after a year."""
    Noticed.objects.filter(at__lte=now - MOMENTS_STAY).delete()
