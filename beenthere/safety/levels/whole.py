"""Whether the safety log is whole: links that follow, rows bound to their talks, an end where its head says, nothing beside it."""

import hashlib
from collections.abc import Iterator

from beenthere.conversations.models import Conversation
from beenthere.privacy import heads
from beenthere.safety.levels.log import DECIDED, LET_GO, PAGED, START, TAKEN, bound_to, hash_of
from beenthere.safety.models import Page, SafetyLog, WelfareCheck


def first_broken() -> SafetyLog | None:
    """Return the first row that does not follow from the one before it, or hangs on another talk; None when all is well."""
    keys = dict(Conversation.objects.filter(pk__in=_talks()).values_list("pk", "key"))
    gone = _let_go()
    previous, form = START, 1
    for row in SafetyLog.objects.order_by("id").iterator():
        follows = row.previous == previous and row.form >= form and row.hash == hash_of(row)
        if not follows or not _is_bound(row, keys, gone):
            return row
        previous, form = row.hash, row.form
    return None


def _talks() -> Iterator[int]:
    rows = SafetyLog.objects.filter(conversation_id__isnull=False).order_by()
    return iter(rows.values_list("conversation_id", flat=True).distinct())


def _let_go() -> set[int]:
    rows = SafetyLog.objects.filter(what=LET_GO).values_list("facts__rows", flat=True)
    return {pk for gone in rows for pk in gone or ()}


def _is_bound(row: SafetyLog, keys: dict[int, str], gone: set[int]) -> bool:
    if row.form == 1:
        return True
    if row.pk in gone:
        return row.conversation_id is None
    if not row.bound:
        return row.conversation_id is None
    key = keys.get(row.conversation_id or 0)
    return key is not None and row.bound == bound_to(key, row.salt)


def is_cut() -> bool:
    """Tell whether the log does not end where its head says, or its head was moved by somebody without the key."""
    head = heads.head_of(heads.SAFETY)
    last = SafetyLog.objects.order_by("-id").values_list("hash", flat=True).first()
    if head is None:
        return last is not None
    return not head.is_sealed or head.last != last or head.count != SafetyLog.objects.count()


def unlinked_pages() -> list[str]:
    """Return the keys of pages that were made or taken without a link: a row slipped in beside the log.

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
