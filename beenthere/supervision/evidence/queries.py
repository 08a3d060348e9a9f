"""What is known about evidence; words only by ``words``, which the action that logs an opening calls."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from beenthere.conversations import queries as talks
from beenthere.conversations.queries import Line
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.supervision.evidence import rules
from beenthere.supervision.evidence.rules import Asked
from beenthere.supervision.models import BreakGlass, Evidence, Opening, Report

SIDES = ("seeker", "supporter")
VOICES = (*SIDES, "on_call")


@dataclass(frozen=True)
class EvidenceFacts:
    """Evidence as those on the staff see it before it is opened: no word of it."""

    key: str
    side: str
    supporter: str
    at: datetime
    talked_at: datetime
    state: str
    asked_by: str
    asked_at: datetime | None
    reason: str
    open_until: datetime | None
    is_mine: bool
    is_party: bool
    openings: tuple[tuple[datetime, str], ...]
    erased: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """One line of evidence."""

    seq: int
    side: str
    at: datetime
    text: str


def subject_of(evidence: Evidence, side: str) -> str:
    """Return whose key seals one side's words."""
    return f"evidence:{evidence.key}:{side}"


def place_of(evidence: Evidence, side: str) -> str:
    """Return where in the database they are sealed to."""
    return f"evidence:{evidence.key}:{side}:words"


def reason_place(request: BreakGlass) -> str:
    """Return where in the database the reason of a request is sealed to."""
    return f"break-glass:{request.key}"


def packed(lines: list[Line], side: str) -> str:
    """Return one side's lines as they are sealed."""
    mine = [[line.seq, line.at.isoformat(), line.text] for line in lines if line.side == side]
    return json.dumps(mine, ensure_ascii=False)


def parties(evidence: Evidence) -> set[int]:
    """Return the people who talked, and who on call wrote among them; those who erased themselves are nobody any more."""
    talk = evidence.report.conversation
    beside = talks.speakers_on_call(talk) if talk else set()
    both = {pk for pk in (evidence.seeker_id, evidence.supporter_id) if pk is not None}
    return both | beside | set(evidence.on_call_ids)


def last_request(evidence: Evidence) -> BreakGlass | None:
    """Return the last time somebody asked."""
    rows = BreakGlass.objects.filter(evidence=evidence).select_related("asked_by__account")
    return rows.order_by("-asked_at", "-id").first()


def asked(request: BreakGlass | None) -> Asked | None:
    """Return a request as the rules know it."""
    if request is None:
        return None
    return Asked(request.asked_by_id, request.asked_at, request.approved_at, request.refused_at)


def words(evidence: Evidence) -> list[Said]:
    """Return the words of both sides and of people on call in order; what was erased is left out."""
    found = [said for side in VOICES for said in _side(evidence, side)]
    return sorted(found, key=lambda said: said.seq)


def _side(evidence: Evidence, side: str) -> list[Said]:
    sealed = getattr(evidence, f"{side}_words")
    if sealed is None:
        return []
    try:
        text = keys.unseal(
            subject=subject_of(evidence, side), place=place_of(evidence, side), sealed=bytes(sealed)
        )
    except keys.KeyIsGone:
        return []
    return [Said(seq, side, datetime.fromisoformat(at), said) for seq, at, said in json.loads(text)]


def leaves_out(said: list[Said]) -> bool:
    """Tell whether other lines stood between these: older reports sealed nothing of people on call."""
    return [line.seq for line in said] != list(range(1, len(said) + 1))


def facts(evidence: Evidence, *, reader: Person, now: datetime) -> EvidenceFacts:
    """Return what somebody on the staff may know before opening."""
    request = last_request(evidence)
    state = rules.state(asked(request), now=now)
    return EvidenceFacts(
        key=evidence.key,
        side=evidence.report.side,
        supporter=reported_name(evidence.report),
        at=evidence.at,
        talked_at=evidence.talked_at,
        state=state,
        asked_by=staff_name(request.asked_by) if request else "",
        asked_at=request.asked_at if request else None,
        reason=reason_of(request) if request and state in ("waiting", "open") else "",
        open_until=request.approved_at + rules.GRANT if request and request.approved_at else None,
        is_mine=request is not None and request.asked_by_id == reader.pk,
        is_party=reader.pk in parties(evidence),
        openings=tuple(openings_of(evidence)),
        erased=tuple(side for side in SIDES if getattr(evidence, f"{side}_words") is None),
    )


def reason_of(request: BreakGlass) -> str:
    """Return why somebody asked."""
    return keys.unseal(subject="service", place=reason_place(request), sealed=bytes(request.reason))


def staff_name(person: Person | None) -> str:
    """Return how colleagues know somebody."""
    if person is None:
        return ""
    return people.display_name(person) or (person.account.email if person.account else "")


def reported_name(report: Report) -> str:
    """Return how the staff knows a supporter; somebody who hosts friends alone has an account and no name here."""
    return staff_name(report.supporter) if report.of_friends else people.display_name(report.supporter)


def openings_of(evidence: Evidence) -> list[tuple[datetime, str]]:
    """Return when evidence was read, and by whom."""
    rows = Opening.objects.filter(evidence=evidence).select_related("by__account").order_by("at", "id")
    return [(row.at, staff_name(row.by)) for row in rows]


def all_evidence(*, reader: Person) -> list[Evidence]:
    """Return the evidence there is, the newest first; what is about the reader is not for the reader."""
    rows = Evidence.objects.exclude(report__supporter=reader)
    return list(rows.select_related("report__supporter__account").order_by("-at", "-id"))


def by_report(report_ids: list[int]) -> dict[int, str]:
    """Return the keys of the evidence of some reports."""
    return dict(Evidence.objects.filter(report_id__in=report_ids).values_list("report_id", "key"))


def openings_for(person: Person) -> list[tuple[datetime, datetime]]:
    """Return when the words of a seeker's talks were read, each with when that talk began; neither who nor why."""
    rows = Opening.objects.filter(evidence__seeker=person).select_related("evidence").order_by("-at", "-id")
    return [(row.at, row.evidence.talked_at) for row in rows]


def is_due(evidence: Evidence, side: str, *, now: datetime) -> bool:
    """Tell whether the time of one side's words is over."""
    until = rules.kept_until(
        settled_at=evidence.report.settled_at,
        # What was said to a seeker goes with the seeker.
        erased_at=getattr(evidence, f"{'seeker' if side == 'on_call' else side}_erased_at"),
        stays=timedelta(days=settings.TABLE.evidence_days),
    )
    return until is not None and now >= until
