"""What may be asked about supervision."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beenthere.conversations.models import Conversation
from beenthere.matching import queries as matching
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.safety import queries as safety
from beenthere.safety.levels import queries as levels
from beenthere.supervision import rules
from beenthere.supervision.evidence import queries as evidence
from beenthere.supervision.models import Debrief, Report


def tonight(seeker: Person) -> rules.Tonight:
    """Return what is known about the safety of a seeker now."""
    visit = matching.running_visit_of(seeker)
    talk = visit.conversation if visit else None
    return rules.Tonight(
        is_unsafe=visit is not None and visit.is_unsafe,
        last_answer=safety.last_answer(visit) if visit else "",
        level=levels.level_of(talk) if talk else 0,
        open_whys=safety.open_whys(seeker),
    )


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
    evidence: str = ""
    is_in_hand: bool = False
    of_friends: bool = False
    may_bar: bool = False


def was_reported_by_seeker(conversation: Conversation) -> bool:
    """Tell whether the seeker of a talk reported it, also when it had ended in the same moment."""
    return Report.objects.filter(conversation=conversation, side="seeker").exists()


# What the buttons of the chat send; anything else is somebody's own words.
REASONS = {
    "hurtful": _("Hurtful or rude"),
    "contact": _("Wanted to meet, or wanted contact details"),
    "advice": _("Pushed, or gave advice on medicine"),
    "misuse": _("Misused this place"),
    "other": _("Something else"),
}


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


def note_place(row: Report) -> str:
    """Return where in the database the note of a settled report is sealed to."""
    return f"report:{row.key}:note"


def open_reports(*, reader: Person | None = None) -> list[ReportFacts]:
    """Return the reports that are not settled, the oldest first; what is about the reader is not for the reader."""
    rows = Report.objects.filter(settled_at=None).select_related("supporter__account", "conversation")
    if reader is not None:
        rows = rows.exclude(supporter=reader)
    listed = list(rows.order_by("at", "id"))
    sealed = evidence.by_report([row.pk for row in listed])
    return [_report(row, sealed.get(row.pk, "")) for row in listed]


def about_talk(conversation: Conversation, side: str) -> str:
    """Return what one side of a talk on the line reports, as one word."""
    return f"{side} of {conversation.pk}"


def about_friend(*, reporter: Person, host: Person, conversation: Conversation | None) -> str:
    """Return what a friend tells of a host, as one word; each chat is told of by itself."""
    talk = f"in {conversation.pk}" if conversation is not None else "alone"
    return f"friend {reporter.pk} of {host.pk} {talk}"


def reasons_of(row: Report) -> list[str]:
    """Return what was told in one report, in the order of telling."""
    if row.reason is None:
        return []
    words = keys.unseal(subject="service", place=report_place(row), sealed=bytes(row.reason))
    try:
        told = json.loads(words)
    except ValueError:
        return [words]
    # Reports from before telling more was kept hold the bare words.
    return told if isinstance(told, list) else [words]


def _report(row: Report, key: str) -> ReportFacts:
    return ReportFacts(
        key=row.key,
        side=row.side,
        at=row.at,
        supporter=evidence.reported_name(row),
        reason="\n\n".join(str(REASONS.get(reason, reason)) for reason in reasons_of(row)),
        evidence=key,
        is_in_hand=row.seen_at is not None,
        of_friends=row.of_friends,
        may_bar=row.side == "supporter" and row.conversation is not None and bool(row.conversation.seeker_id),
    )


def friend_reported_at(*, reporter: Person, host: Person) -> datetime | None:
    """Return when a friend told of the one who asked them in; None when they did not."""
    rows = Report.objects.filter(reporter=reporter, supporter=host, of_friends=True)
    return rows.order_by("at").values_list("at", flat=True).first()
