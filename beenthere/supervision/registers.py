"""What this room keeps about people, and how it is shown and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains
from beenthere.supervision import queries
from beenthere.supervision.evidence import actions as evidence
from beenthere.supervision.evidence import queries as openings
from beenthere.supervision.models import Debrief, Evidence, PatternReview, Report

REPORTS_STAY = timedelta(days=365)


@erases
def erase_supervision(person: Person, now: datetime) -> None:
    """Delete a person's debriefs, the words of their reports and reviews about them; that there was a report stays.

    Evidence: who reported loses their own words at once; who was reported does after a while (docs/decisions/0010).
    """
    Debrief.objects.filter(supporter=person).delete()
    evidence.let_go(person=person, now=now)
    Report.objects.filter(reporter=person).update(reporter=None, reason=None, about="")
    Report.objects.filter(supporter=person).update(supporter=None)
    PatternReview.objects.filter(Q(supporter=person) | Q(seeker=person)).delete()


@exports
def export_supervision(person: Person) -> dict[str, Any]:
    """Return a person's own debriefs, when they reported something, and when the team read words of their talks."""
    debriefs = Debrief.objects.filter(supporter=person).select_related("supporter").order_by("at")
    reports = Report.objects.filter(reporter=person).order_by("at")
    return {
        "debriefs": [{"at": row.at.isoformat(), "answers": queries.answers_of(row)} for row in debriefs],
        "reports": [{"at": row.at.isoformat()} for row in reports],
        "words_read_by_the_team": [
            {"at": at.isoformat(), "talk_of": talked_at.isoformat()}
            for at, talked_at in openings.openings_for(person)
        ],
    }


@retains
def forget_old_words(now: datetime) -> None:
    """Delete debrief words with the words of talks, evidence by its own dates, and settled reports after a year."""
    Debrief.objects.filter(at__lte=now - timedelta(days=settings.TABLE.keep_days)).update(answers=None)
    evidence.forget_what_is_due(now=now)
    old = Report.objects.filter(settled_at__lte=now - REPORTS_STAY)
    old.exclude(
        pk__in=Evidence.objects.exclude(seeker_words=None, supporter_words=None, on_call_words=None).values(
            "report"
        )
    ).delete()
