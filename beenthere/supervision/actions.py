"""Look after those who support: debriefs, supervision, reports."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries.guard import actions as guard
from beenthere.boundaries.guard import queries as guarding
from beenthere.boundaries.models import Noticed
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere, OutOfStep
from beenthere.matching import queries as matching
from beenthere.people import actions as people
from beenthere.people.models import Person
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys
from beenthere.safety import actions as safety
from beenthere.supervision import queries, rules
from beenthere.supervision.evidence import actions as evidence
from beenthere.supervision.models import Debrief, Report

logger = logging.getLogger(__name__)


@transaction.atomic
def debrief(
    *,
    conversation: Conversation,
    supporter: Person,
    answers: dict[str, str],
    wants_supervision: bool,
    now: datetime,
    flags: Sequence[str] = (),
) -> Debrief:
    """Keep a supporter's debrief; written again, the last words count."""
    row, _is_new = Debrief.objects.get_or_create(
        conversation=conversation, supporter=supporter, defaults={"at": now}
    )
    row.answers = _sealed(supporter, row, rules.kept_answers(answers))
    row.flags = rules.kept_flags(list(flags))
    row.wants_supervision = wants_supervision
    row.at = now
    row.save()
    return row


def _sealed(supporter: Person, row: Debrief, answers: dict[str, str]) -> bytes | None:
    if not answers:
        return None
    words = json.dumps(answers, ensure_ascii=False)
    return keys.seal(subject=f"person:{supporter.key}", place=queries.debrief_place(row), words=words)


def talked(*, debrief: Debrief, by: Person, now: datetime) -> bool:
    """Note that a coordinator talked with the supporter; the first who did stands there."""
    open_ones = Debrief.objects.filter(pk=debrief.pk, talked_at=None)
    return bool(open_ones.update(talked_by=by, talked_at=now))


@transaction.atomic
def report(*, conversation: Conversation, side: str, reason: str, now: datetime) -> Report:
    """Keep a report with the words of the talk sealed, and call a human; the other side is told nothing. A second one adds its reason; after the first was settled it is a new one."""
    mine = conversation.seeker if side == "seeker" else conversation.supporter
    row, _is_new = Report.objects.get_or_create(
        about=queries.about_talk(conversation, side),
        settled_at=None,
        defaults={
            "conversation": conversation,
            "side": side,
            "supporter": conversation.supporter,
            "reporter": mine,
            "at": now,
        },
    )
    _keep_reason(row, reason)
    evidence.seal(report=row, now=now)
    visit = matching.visit_of_conversation(conversation)
    safety.page_on_call(visit=visit, conversation=conversation, why="report", now=now)
    return row


def _keep_reason(row: Report, reason: str) -> None:
    told, more = queries.reasons_of(row), reason.strip()[: rules.MOST_WORDS]
    # Pressed twice is told once; and what was told before is never written over.
    if more and more not in told:
        words = json.dumps([*told, more], ensure_ascii=False)
        row.reason = keys.seal(subject="service", place=queries.report_place(row), words=words)
        row.save(update_fields=["reason"])


@transaction.atomic
def report_friend(
    *, reporter: Person, host: Person, conversation: Conversation | None, reason: str, now: datetime
) -> Report:
    """Keep what a friend tells of the one who asked them in; the words of a chat are sealed only when they chose one.

    Telling more is added to what is open; after that was settled it is a new report, which somebody reads.
    """
    row, _is_new = Report.objects.get_or_create(
        about=queries.about_friend(reporter=reporter, host=host, conversation=conversation),
        settled_at=None,
        defaults={
            "conversation": conversation,
            "side": "seeker",
            "of_friends": True,
            "reporter": reporter,
            "supporter": host,
            "at": now,
        },
    )
    _keep_reason(row, reason)
    evidence.seal(report=row, now=now)
    return row


def call_about_held_messages(*, now: datetime) -> int:
    """Call a human about held messages that nobody has been called for; return how many."""
    return sum(_call_safely(noticed, now) for noticed in guarding.uncalled())


def _call_safely(noticed: Noticed, now: datetime) -> bool:
    # One row that fails must not keep the others waiting; it is tried again at the next beat.
    try:
        return _call_about(noticed, now)
    except Exception:
        logger.exception("nobody could be called about held message %s", noticed.pk)
        return False


@transaction.atomic
def _call_about(noticed: Noticed, now: datetime) -> bool:
    if not guard.called(noticed=noticed, now=now):
        return False
    talk = noticed.conversation
    visit = matching.visit_of_conversation(talk) if talk else None
    safety.page_on_call(visit=visit, conversation=talk, why="boundary", now=now)
    return True


def seen(*, report: Report, by: Person, now: datetime) -> bool:
    """Note that a coordinator looks after a report; the first who does has it."""
    return bool(Report.objects.filter(pk=report.pk, seen_at=None).update(seen_by=by, seen_at=now))


class StayWithThem(OutOfStep):
    """Somebody who said that they are not safe is not sent away."""


@transaction.atomic
def settle(*, report: Report, by: Person, note: str, now: datetime) -> bool:
    """Note what was done about a report; from then on the time of its evidence runs. Return whether it was still open."""
    sealed = None
    if note.strip():
        place = queries.note_place(report)
        sealed = keys.seal(subject="service", place=place, words=note.strip()[: rules.MOST_WORDS])
    Report.objects.filter(pk=report.pk, seen_at=None).update(seen_by=by, seen_at=now)
    open_still = Report.objects.filter(pk=report.pk, settled_at=None)
    if not open_still.update(settled_by=by, settled_at=now, note=sealed):
        return False
    privacy.record(actor=by.key, deed="report settled", about=report.key, now=now)
    return True


@transaction.atomic
def bar_seeker(*, report: Report, by: Person, now: datetime) -> None:
    """Let the seeker of a reported talk rest from this place until tomorrow. Crisis lines and "I am not safe" stay open to them.

    :raises NotHere: the talk was reported by the seeker, or they have erased themselves
    :raises StayWithThem: they may not be safe tonight, or a human is being called about them
    """
    seeker = report.conversation.seeker if report.conversation else None
    if report.side != "supporter" or seeker is None:
        raise NotHere
    if rules.must_stay_with(queries.tonight(seeker)):
        raise StayWithThem(_("They may not be safe right now. Stay with them first."))
    people.bar(seeker=seeker, until=now + rules.BAR, now=now)
    privacy.record(actor=by.key, deed="seeker may not come in for a day", about=report.key, now=now)
