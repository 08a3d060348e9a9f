"""What this room itself keeps about people."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from beenthere.people.models import Person
from beenthere.privacy import rules
from beenthere.privacy.models import AuditEntry, Consent, ReturnCode
from beenthere.privacy.registry import erases, exports, retains


@erases
def erase_codes(person: Person, now: datetime) -> None:
    """Delete a person's return code and consents."""
    ReturnCode.objects.filter(person=person).delete()
    Consent.objects.filter(person=person).delete()


@exports
def export_consents(person: Person) -> dict[str, Any]:
    """Return what a person said yes to, and whether they have a return code."""
    given = Consent.objects.filter(person=person).order_by("given_at")
    return {
        "has_return_code": ReturnCode.objects.filter(person=person).exists(),
        "consents": [_exported(row) for row in given],
    }


def _exported(row: Consent) -> dict[str, Any]:
    return {
        "purpose": row.purpose,
        "version": row.version,
        "given_at": row.given_at.isoformat(),
        "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }


@retains
def forget_old_lines(now: datetime) -> None:
    """Delete audit lines after a year, the oldest first, so that the rest stays one chain."""
    newest = AuditEntry.objects.filter(at__lte=now - rules.AUDIT_STAYS).order_by("-id").first()
    if newest is not None:
        AuditEntry.objects.filter(pk__lte=newest.pk).delete()


@retains
def forget_old_sessions(now: datetime) -> None:
    """Delete sessions that have run out."""
    SessionStore.clear_expired()
