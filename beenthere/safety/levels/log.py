"""The hash-chained log of every step: a row that is changed or taken out breaks the chain, and its head shows an end cut off.

A link is written in the commit of the row it stands for. Whoever writes holds the chain until that commit, so
rows are locked in one order everywhere: a talk, then the chain, then pages and who was told.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from beenthere.conversations.models import Conversation
from beenthere.people.models import Person, new_key
from beenthere.privacy import heads
from beenthere.safety.models import SafetyLog

START = "0" * 64
# Any number that nobody else takes for an advisory lock of this database.
TURN = 0x5AFE10C
PAGED, TOLD, TAKEN, LINES = "page", "told", "taken", "lines"
DECIDED, LET_GO = "welfare_check", "let_go"
FORM = 2


@transaction.atomic
def write(*, what: str, now: datetime, conversation: Conversation | None = None, **facts: Any) -> SafetyLog:
    """Add a step; ``facts`` are codes, keys and numbers, never words somebody wrote."""
    take_turn()
    last = SafetyLog.objects.order_by("-id").first()
    salt = new_key() if conversation is not None else ""
    row = SafetyLog(
        form=FORM,
        what=what,
        facts=facts,
        conversation=conversation,
        salt=salt,
        bound=bound_to(conversation.key, salt) if conversation is not None else "",
        at=now,
        previous=last.hash if last else START,
    )
    row.hash = hash_of(row)
    row.save()
    heads.move(heads.SAFETY, previous=row.previous, last=row.hash, is_first=last is None, after=links_after)
    return row


def links_after(hash: str) -> int | None:
    """Return how many links stand after the one with this hash; None when it is not there."""
    row = SafetyLog.objects.filter(hash=hash).first()
    return SafetyLog.objects.filter(pk__gt=row.pk).count() if row else None


def take_turn() -> None:
    """Let no other process add a link before this transaction has ended; writers of SQLite take turns anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def hold(conversation: Conversation | None) -> None:
    """Lock a talk before the chain, for whoever writes about it."""
    if conversation is not None and connection.vendor == "postgresql":
        Conversation.objects.select_for_update().filter(pk=conversation.pk).first()


def bound_to(key: str, salt: str) -> str:
    """Return what binds a link to the talk with this key."""
    return hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()


def hash_of(row: SafetyLog) -> str:
    """Return the SHA-256 of a row, bound to its talk; rows from before keep their own way, and stay valid."""
    whole: list[Any] = [row.what, row.facts, row.at.isoformat(), row.previous]
    whole = whole if row.form == 1 else [row.form, row.bound, *whole]
    said = json.dumps(whole, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def let_go(*, seeker: Person, now: datetime) -> int:
    """Let go of a seeker's talks for good: the salt goes, the chain holds, and a link says which rows were let go of.

    Return how many rows. Each talk is held before the chain.
    """
    rows = SafetyLog.objects.filter(conversation__seeker=seeker)
    for talk in Conversation.objects.filter(pk__in=rows.values("conversation")).order_by("pk"):
        hold(talk)
    take_turn()
    gone = list(rows.order_by("id").values_list("pk", flat=True))
    if gone:
        write(what=LET_GO, now=now, rows=gone)
        SafetyLog.objects.filter(pk__in=gone).update(conversation=None, salt="")
    return len(gone)


def steps(conversation: Conversation) -> list[SafetyLog]:
    """Return the steps of one talk, in order."""
    return list(SafetyLog.objects.filter(conversation=conversation).order_by("id"))
