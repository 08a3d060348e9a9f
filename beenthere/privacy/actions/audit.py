"""The audit trail: who did what to which thing, never a word of what it held."""

from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from beenthere.privacy import heads, queries, rules
from beenthere.privacy.models import AuditEntry

ATTEMPTS = 20


def record(*, actor: str, deed: str, about: str = "", now: datetime) -> AuditEntry:
    """Add a line to the audit trail."""
    for _attempt in range(ATTEMPTS):
        try:
            return _append(actor=actor, deed=deed, about=about, at=now.astimezone(UTC))
        except IntegrityError:
            # Two wrote at once (PostgreSQL); ``previous`` is unique, so one of them goes again.
            continue
    raise RuntimeError("the audit trail is too busy")


@transaction.atomic
def _append(*, actor: str, deed: str, about: str, at: datetime) -> AuditEntry:
    last = AuditEntry.objects.order_by("-id").first()
    previous = last.digest if last else rules.FIRST_LINK
    digest = rules.link(previous=previous, at=at, actor=actor, deed=deed, about=about)
    row = AuditEntry.objects.create(
        at=at, actor=actor, deed=deed, about=about, previous=previous, digest=digest
    )
    heads.move(heads.AUDIT, previous=previous, last=digest, is_first=last is None, after=queries.lines_after)
    return row
