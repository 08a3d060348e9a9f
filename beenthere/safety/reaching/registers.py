"""What is kept about how somebody is reached, and how it is shown and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains
from beenthere.safety.models import NextContact, OtherWay, WelfareCheck
from beenthere.safety.reaching import actions, queries

DECISIONS_STAY = timedelta(days=365)


@erases
def erase_reaching(person: Person, now: datetime) -> None:
    """Destroy the key of every other way a seeker left, and delete the decisions about them."""
    for row in OtherWay.objects.filter(visit__person=person).select_related("visit"):
        actions.forget_way(row.visit)
    WelfareCheck.objects.filter(conversation__seeker=person).delete()
    NextContact.objects.filter(conversation__seeker=person).delete()
    NextContact.objects.filter(by=person).update(by=None)
    WelfareCheck.objects.filter(by=person).update(by=None)


@exports
def export_reaching(person: Person) -> dict[str, Any]:
    """Return the other ways that are still kept, and when a welfare check was decided on."""
    ways = OtherWay.objects.filter(visit__person=person).select_related("visit__conversation")
    noted = NextContact.objects.filter(conversation__seeker=person).select_related("conversation")
    checks = WelfareCheck.objects.filter(conversation__seeker=person).order_by("id")
    return {
        "other_ways_to_be_reached": [
            {"at": row.given_at.isoformat(), "words": queries.way_of_visit(row.visit)} for row in ways
        ],
        "next_contacts": [_exported(row) for row in noted.order_by("id")],
        "welfare_checks_decided": [{"at": row.at.isoformat(), "decided": row.decided} for row in checks],
    }


def _exported(row: NextContact) -> dict[str, Any]:
    return {
        "at": row.at.isoformat(),
        "none_wanted": row.is_none,
        "when": queries.when_of(row),
        "how": row.how,
        "you_agreed": row.agrees,
    }


@retains
def forget_old_decisions(now: datetime) -> None:
    """Delete decisions and next contacts after a year, and other ways whose timer was lost."""
    actions.forget_old_ways(now=now)
    for kept in (WelfareCheck, NextContact):
        kept.objects.filter(at__lte=now - DECISIONS_STAY).delete()
