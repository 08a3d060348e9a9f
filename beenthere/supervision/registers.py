"""What this room keeps about people, and how it is shown and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains
from beenthere.supervision import queries
from beenthere.supervision.models import Debrief, Report

REPORTS_STAY = timedelta(days=365)


@erases
def erase_supervision(person: Person, now: datetime) -> None:
    """Delete a person's debriefs and the words of their reports; that there was a report stays."""
    Debrief.objects.filter(supporter=person).delete()
    Report.objects.filter(reporter=person).update(reporter=None, reason=None)
    Report.objects.filter(supporter=person).update(supporter=None)


@exports
def export_supervision(person: Person) -> dict[str, Any]:
    """Return a person's own debriefs, and when they reported something."""
    debriefs = Debrief.objects.filter(supporter=person).select_related("supporter").order_by("at")
    reports = Report.objects.filter(reporter=person).order_by("at")
    return {
        "debriefs": [{"at": row.at.isoformat(), "answers": queries.answers_of(row)} for row in debriefs],
        "reports": [{"at": row.at.isoformat()} for row in reports],
    }


@retains
def forget_old_words(now: datetime) -> None:
    """Delete debrief words with the words of talks, and settled reports after a year."""
    Debrief.objects.filter(at__lte=now - timedelta(days=settings.TABLE.keep_days)).update(answers=None)
    Report.objects.filter(seen_at__lte=now - REPORTS_STAY).delete()
