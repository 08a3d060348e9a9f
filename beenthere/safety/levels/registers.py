"""What levels keep about people, and how it is shown and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains
from beenthere.safety.levels import actions, log
from beenthere.safety.models import Joining, LevelChange, SafetyCheck

LEVELS_STAY = timedelta(days=365)


@erases
def erase_levels(person: Person, now: datetime) -> None:
    """Delete a seeker's levels and answers; the log keeps its codes without the talk, so that its chain holds.

    At A3 and above a human is called first, in the same commit: nothing would be left to see it by afterwards.
    """
    actions.call_before_erasing(seeker=person, now=now)
    LevelChange.objects.filter(conversation__seeker=person).delete()
    SafetyCheck.objects.filter(conversation__seeker=person).delete()
    Joining.objects.filter(conversation__seeker=person).delete()
    Joining.objects.filter(person=person).delete()
    log.let_go(seeker=person, now=now)


@exports
def export_levels(person: Person) -> dict[str, Any]:
    """Return what was noted about a seeker's safety, and when."""
    changes = LevelChange.objects.filter(conversation__seeker=person).order_by("id")
    checks = SafetyCheck.objects.filter(conversation__seeker=person).order_by("id")
    beside = Joining.objects.filter(conversation__seeker=person).select_related("person__account")
    return {
        "action_levels": [{"at": row.at.isoformat(), "level": f"A{row.level}"} for row in changes],
        "safety_questions": [{"at": row.at.isoformat(), "answers": row.answers} for row in checks],
        "people_on_call_beside_a_talk": [
            {
                "name": people.shown_on_call(row.person),
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else None,
            }
            for row in beside.order_by("since", "id")
        ],
    }


@retains
def forget_old_levels(now: datetime) -> None:
    """Delete levels and answers after a year; the log stays, it holds codes only."""
    for kept in (LevelChange, SafetyCheck):
        kept.objects.filter(at__lte=now - LEVELS_STAY).delete()
    Joining.objects.filter(until__lte=now - LEVELS_STAY).delete()
