"""The hash-chained log of every step: a row that is changed or taken out breaks the chain.

A link is written in the commit of the row it stands for. Whoever writes holds the chain until that commit, so
rows are locked in one order everywhere: a talk, then the chain, then pages and who was told.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from beenthere.conversations.models import Conversation
from beenthere.safety.models import Page, SafetyLog, WelfareCheck

START = "0" * 64
# Any number that nobody else takes for an advisory lock of this database.
TURN = 0x5AFE10C
PAGED, TOLD, TAKEN, LINES = "page", "told", "taken", "lines"
DECIDED = "welfare_check"


@transaction.atomic
def write(*, what: str, now: datetime, conversation: Conversation | None = None, **facts: Any) -> SafetyLog:
    """Add a step; ``facts`` are codes, keys and numbers, never words somebody wrote."""
    take_turn()
    last = SafetyLog.objects.order_by("-id").first()
    previous = last.hash if last else START
    return SafetyLog.objects.create(
        what=what,
        facts=facts,
        conversation=conversation,
        at=now,
        previous=previous,
        hash=hash_of(what, facts, now, previous),
    )


def take_turn() -> None:
    """Let no other process add a link before this transaction has ended; writers of SQLite take turns anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def hold(conversation: Conversation | None) -> None:
    """Lock a talk before the chain, for whoever writes about it."""
    if conversation is not None and connection.vendor == "postgresql":
        Conversation.objects.select_for_update().filter(pk=conversation.pk).first()


def hash_of(what: str, facts: dict[str, Any], at: datetime, previous: str) -> str:
    """Return the SHA-256 of a row. The talk is not part of it, so that erasing a talk does not break the chain."""
    whole = json.dumps([what, facts, at.isoformat(), previous], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def first_broken() -> SafetyLog | None:
    """Return the first row that does not follow from the one before it, or None when the log is whole."""
    previous = START
    for row in SafetyLog.objects.order_by("id").iterator():
        if row.previous != previous or row.hash != hash_of(row.what, row.facts, row.at, row.previous):
            return row
        previous = row.hash
    return None


def unlinked_pages() -> list[str]:
    """Return the keys of pages that were made or taken without a link: the end of the chain was cut off, or a row slipped in.

    Pages from before the first link are let be.
    """
    since = SafetyLog.objects.filter(what=PAGED).order_by("id").values_list("at", flat=True).first()
    if since is None:
        return []
    pages = Page.objects.filter(opened_at__gte=since)
    made = set(pages.values_list("key", flat=True)) - _named(PAGED)
    taken = set(pages.filter(acknowledged_at__isnull=False).values_list("key", flat=True)) - _named(TAKEN)
    return sorted(made | taken)


def changed_reasons() -> list[int]:
    """Return the decisions on a welfare check whose sealed reason is not the one that the log has the digest of."""
    linked = set(SafetyLog.objects.filter(what=DECIDED).values_list("facts__reason", flat=True))
    rows = WelfareCheck.objects.values_list("pk", "because")
    return [pk for pk, because in rows if hashlib.sha256(because).hexdigest() not in linked]


def _named(what: str) -> set[str]:
    return set(SafetyLog.objects.filter(what=what).values_list("facts__page", flat=True))


def steps(conversation: Conversation) -> list[SafetyLog]:
    """Return the steps of one talk, in order."""
    return list(SafetyLog.objects.filter(conversation=conversation).order_by("id"))
