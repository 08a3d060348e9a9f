"""What may be asked about consent, the audit trail and a person's own data."""

from datetime import datetime
from typing import Any

from beenthere.people.models import Person
from beenthere.privacy import heads, rules
from beenthere.privacy.models import AuditEntry, Consent, ReturnCode
from beenthere.privacy.registry import exports

RETENTION = "retention ran"


def has_consented(*, person: Person, purpose: str) -> bool:
    """Tell whether a yes to this purpose stands."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def has_code(person: Person) -> bool:
    """Tell whether this person can come back with a code."""
    return ReturnCode.objects.filter(person=person).exists()


def everything_about(*, person: Person, now: datetime) -> dict[str, Any]:
    """Return what the service keeps about a person, room by room, ready for JSON."""
    found: dict[str, Any] = {
        "format": "beenthere-export-1",
        "made_at": now.isoformat(),
        "first_day": person.created_on.isoformat(),
        "last_day": person.last_seen_on.isoformat(),
    }
    for exporter in exports:
        found |= exporter(person)
    return found


def broken_link() -> int | None:
    """Return the id of the first audit line that was changed, or None when the chain holds."""
    previous = None
    for row in AuditEntry.objects.order_by("id").iterator():
        expected = rules.link(
            previous=row.previous, at=row.at, actor=row.actor, deed=row.deed, about=row.about
        )
        if row.digest != expected or (previous is not None and row.previous != previous):
            return row.pk
        previous = row.digest
    return None


def lines_after(digest: str) -> int | None:
    """Return how many lines of the audit trail stand after the one with this digest; None when it is not there."""
    row = AuditEntry.objects.filter(digest=digest).first()
    return AuditEntry.objects.filter(pk__gt=row.pk).count() if row else None


def is_audit_cut() -> bool:
    """Tell whether the audit trail does not end where its head says; its oldest lines are forgotten after a year."""
    head = heads.head_of(heads.AUDIT)
    last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first()
    if head is None:
        return last is not None
    return not head.is_sealed or head.last != last or head.count < AuditEntry.objects.count()


def last_retention_at() -> datetime | None:
    """Return when old words were last forgotten."""
    ran = AuditEntry.objects.filter(deed=RETENTION).order_by("-id")
    return ran.values_list("at", flat=True).first()
