"""What may be asked about supervision."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from beenthere.conversations.models import Conversation
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.supervision.models import Debrief, Report


@dataclass(frozen=True)
class Request:
    """A supporter a coordinator should talk with."""

    key: str
    supporter: str
    at: datetime
    asked: bool
    flags: tuple[str, ...]
    answers: dict[str, str]


@dataclass(frozen=True)
class ReportFacts:
    """A report as the coordinators see it."""

    key: str
    side: str
    at: datetime
    supporter: str
    reason: str


def debrief_place(row: Debrief) -> str:
    """Return where in the database a debrief is sealed to."""
    return f"debrief:{row.key}"


def report_place(row: Report) -> str:
    """Return where in the database a report is sealed to."""
    return f"report:{row.key}"


def answers_of(row: Debrief) -> dict[str, str]:
    """Return a debrief's words; what was erased is empty."""
    if row.answers is None:
        return {}
    try:
        words = keys.unseal(
            subject=f"person:{row.supporter.key}", place=debrief_place(row), sealed=bytes(row.answers)
        )
    except keys.KeyIsGone:
        return {}
    read: dict[str, str] = json.loads(words)
    return read


def debrief_of(*, conversation: Conversation, supporter: Person) -> Debrief | None:
    """Return a supporter's own debrief of a talk."""
    rows = Debrief.objects.select_related("supporter")
    return rows.filter(conversation=conversation, supporter=supporter).first()


def requests() -> list[Request]:
    """Return the supporters a coordinator should talk with, the longest waiting first.

    The words of a debrief are here only when its supporter asked for supervision; a mark
    alone says that somebody should ask how they are.
    """
    waiting = Debrief.objects.filter(talked_at=None).filter(Q(wants_supervision=True) | ~Q(flags=[]))
    return [_request(row) for row in waiting.select_related("supporter").order_by("at", "id")]


def _request(row: Debrief) -> Request:
    return Request(
        key=row.key,
        supporter=people.display_name(row.supporter),
        at=row.at,
        asked=row.wants_supervision,
        flags=tuple(row.flags),
        answers=answers_of(row) if row.wants_supervision else {},
    )


def open_reports() -> list[ReportFacts]:
    """Return the reports nobody looks after yet, the oldest first."""
    rows = Report.objects.filter(seen_at=None).select_related("supporter").order_by("at", "id")
    return [_report(row) for row in rows]


def _report(row: Report) -> ReportFacts:
    reason = ""
    if row.reason is not None:
        reason = keys.unseal(subject="service", place=report_place(row), sealed=bytes(row.reason))
    return ReportFacts(row.key, row.side, row.at, people.display_name(row.supporter), reason)


def report_count(*, since: datetime) -> int:
    """Return how many reports there were since then."""
    return Report.objects.filter(at__gte=since).count()
