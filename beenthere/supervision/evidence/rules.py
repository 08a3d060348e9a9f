"""Who may open the words of a reported talk, for how long, and when they are destroyed: pure.

    asked (with a reason) ─ second person says yes ─ open for an hour, for who asked ─ over
                          └ says no, or nobody answers within a day ─ over

Neither of the two people who talked may ask or say yes, whatever duty they hold.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

GRANT = timedelta(minutes=60)
WAITS = timedelta(hours=24)
LEAST_REASON = 10
# After somebody who was reported erased everything: long enough to finish, and no longer.
AFTER_ERASURE = timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """A request to open, and what became of it."""

    by: int | None
    at: datetime
    approved_at: datetime | None = None
    refused_at: datetime | None = None


def state(asked: Asked | None, *, now: datetime) -> str:
    """Return "none", "waiting", "open" or "over"."""
    if asked is None:
        return "none"
    if asked.refused_at is not None:
        return "over"
    if asked.approved_at is None:
        return "waiting" if now < asked.at + WAITS else "over"
    return "open" if now < asked.approved_at + GRANT else "over"


def why_not_ask(
    *, person: int, parties: Collection[int], reason: str, asked: Asked | None, now: datetime
) -> str:
    """Return why somebody may not ask now, or nothing."""
    if person in parties:
        return "party"
    if len(reason.strip()) < LEAST_REASON:
        return "reason"
    return "waits" if state(asked, now=now) in ("waiting", "open") else ""


def why_not_answer(*, person: int, parties: Collection[int], asked: Asked | None, now: datetime) -> str:
    """Return why somebody may not say yes or no as the second person, or nothing."""
    if asked is None or state(asked, now=now) != "waiting":
        return "over"
    if person in parties:
        return "party"
    return "same" if person == asked.by else ""


def may_read(*, person: int, parties: Collection[int], asked: Asked | None, now: datetime) -> bool:
    """Tell whether somebody may read now: only who asked, while it is open."""
    if asked is None or person in parties:
        return False
    return person == asked.by and state(asked, now=now) == "open"


def kept_until(
    *, settled_at: datetime | None, erased_at: datetime | None, stays: timedelta
) -> datetime | None:
    """Return when one side's words are destroyed; None while the report is not settled.

    ``erased_at`` is when the reported person erased everything about themselves: then what is
    settled goes soon, and what is not settled goes after the full time at the latest.
    """
    if settled_at is None:
        return erased_at + stays if erased_at else None
    if erased_at is None:
        return settled_at + stays
    return min(settled_at + stays, max(settled_at, erased_at) + AFTER_ERASURE)


def erases_at_once(*, side: str, reported_by: str) -> bool:
    """Tell whether this side's own words go at once when they erase everything: theirs who reported, not theirs who were."""
    return side == reported_by
