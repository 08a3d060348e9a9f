"""What this room keeps about people, and how it is shown and forgotten."""

from datetime import datetime
from typing import Any

from beenthere.boundaries import queries
from beenthere.boundaries.models import Agreement, Disclosure
from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains


@erases
def erase_agreements(person: Person, now: datetime) -> None:
    """Delete a person's agreements and what was disclosed to or by them."""
    Agreement.objects.filter(person=person).delete()
    Disclosure.objects.filter(supporter=person).delete()
    Disclosure.objects.filter(conversation__seeker=person).delete()
    Disclosure.objects.filter(offer__visit__person=person).delete()


@exports
def export_agreements(person: Person) -> dict[str, Any]:
    """Return what a person agreed to, word for word, and when."""
    rows = Agreement.objects.filter(person=person).order_by("at", "id")
    return {"agreements": [_exported(row) for row in rows]}


def _exported(row: Agreement) -> dict[str, Any]:
    text = queries.agreement(row.side, version=row.version)
    return {
        "side": row.side,
        "version": row.version,
        "at": row.at.isoformat(),
        "answers": row.answers,
        "words": list(text.points),
    }


@retains
def keep_agreements(now: datetime) -> None:
    """Agreements stay as long as the person: they are the proof of what was said yes to."""
