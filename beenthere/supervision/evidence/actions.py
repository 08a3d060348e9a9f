"""Seal, ask, answer, open, destroy. Each is a line in the audit trail."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.conversations import queries as talks
from beenthere.kernel.refusals import NotAllowed, OutOfStep, Refused
from beenthere.people.models import Person
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys
from beenthere.supervision.evidence import queries, rules
from beenthere.supervision.models import BreakGlass, Evidence, Opening, Report

logger = logging.getLogger(__name__)
WORDS = {
    "party": _("You were in this talk. Two other people have to look."),
    "reason": _("Please write in a sentence why these words have to be read."),
    "waits": _("Somebody has asked already."),
    "same": _("A second person has to say yes, not the one who asked."),
    "over": _("This has been answered, or a day has passed. Ask once more if it is still needed."),
}


class CanNotOpen(NotAllowed):
    """These words may not be read by this person now."""


class ReasonIsMissing(Refused):
    """Words are opened for a reason that somebody wrote down."""


class IsAnswered(OutOfStep):
    """Somebody asked already, or the answer has been given."""


def seal(*, report: Report, now: datetime) -> Evidence | None:
    """Seal the words of a reported talk up to now; None when they are gone already. A second report keeps the first words."""
    talk = report.conversation
    standing = Evidence.objects.filter(report=report).first()
    if talk is None or standing is not None:
        return standing
    try:
        lines = talks.transcript(talk)
    except (keys.KeyIsGone, keys.Tampered):
        logger.warning("the words of a reported talk could not be read; the report stands without them")
        return None
    row = Evidence(
        report=report, seeker=talk.seeker, supporter=talk.supporter, talked_at=talk.made_at, at=now
    )
    row.on_call_ids = sorted({line.author for line in lines if line.author is not None})
    for side in queries.VOICES if row.on_call_ids else queries.SIDES:
        sealed = keys.seal(
            subject=queries.subject_of(row, side),
            place=queries.place_of(row, side),
            words=queries.packed(lines, side),
        )
        setattr(row, f"{side}_words", sealed)
    row.save()
    return row


@transaction.atomic
def ask(*, evidence: Evidence, by: Person, reason: str, now: datetime) -> BreakGlass:
    """Ask to read, with a reason; a second person has to say yes.

    :raises CanNotOpen: whoever was in the talk
    :raises ReasonIsMissing: no reason
    :raises IsAnswered: somebody has asked already
    """
    request = queries.last_request(evidence)
    why = rules.why_not_ask(
        person=by.pk,
        parties=queries.parties(evidence),
        reason=reason,
        asked=queries.asked(request),
        now=now,
    )
    _refuse(why)
    row = BreakGlass(evidence=evidence, asked_by=by, asked_at=now)
    row.reason = keys.seal(subject="service", place=queries.reason_place(row), words=reason.strip()[:500])
    row.save()
    privacy.record(actor=by.key, deed="asked to open evidence", about=evidence.key, now=now)
    return row


def _refuse(why: str) -> None:
    if why == "reason":
        raise ReasonIsMissing(WORDS[why])
    if why in ("party", "same"):
        raise CanNotOpen(WORDS[why])
    if why:
        raise IsAnswered(WORDS[why])


@transaction.atomic
def answer(*, evidence: Evidence, by: Person, says_yes: bool, now: datetime) -> None:
    """Say yes or no as the second person; the first answer counts.

    :raises CanNotOpen: the one who asked, or whoever was in the talk
    :raises IsAnswered: answered already, or nobody asked within the last day
    """
    request = queries.last_request(evidence)
    _refuse(
        rules.why_not_answer(
            person=by.pk, parties=queries.parties(evidence), asked=queries.asked(request), now=now
        )
    )
    if request is None:
        raise IsAnswered(WORDS["over"])
    waiting = BreakGlass.objects.filter(pk=request.pk, approved_at=None, refused_at=None)
    said = {"approved_at": now} if says_yes else {"refused_at": now}
    if not waiting.update(answered_by=by, **said):
        raise IsAnswered(WORDS["over"])
    deed = "let evidence be opened" if says_yes else "refused to open evidence"
    privacy.record(actor=by.key, deed=deed, about=evidence.key, now=now)


@transaction.atomic
def read(*, evidence: Evidence, by: Person, now: datetime) -> list[queries.Said]:
    """Return the words, after writing down who read them; the seeker sees the day on their own page.

    :raises CanNotOpen: nobody said yes, the hour is over, or it was somebody else who asked
    """
    request = queries.last_request(evidence)
    allowed = rules.may_read(
        person=by.pk, parties=queries.parties(evidence), asked=queries.asked(request), now=now
    )
    if request is None or not allowed:
        raise CanNotOpen(_("These words are closed. Ask first; a second person has to say yes."))
    Opening.objects.create(request=request, evidence=evidence, by=by, at=now)
    privacy.record(actor=by.key, deed="evidence opened", about=evidence.key, now=now)
    return queries.words(evidence)


def let_go(*, person: Person, now: datetime) -> None:
    """Let go of somebody who erases everything: who reported loses their own words at once, who was reported after a while."""
    for side in queries.SIDES:
        for row in Evidence.objects.filter(**{side: person}).select_related("report"):
            if rules.erases_at_once(side=side, reported_by=row.report.side):
                _destroy(row, side)
            Evidence.objects.filter(pk=row.pk).update(**{side: None, f"{side}_erased_at": now})
    for row in Evidence.objects.exclude(on_call_ids=[]):
        if person.pk in row.on_call_ids:
            rest = [pk for pk in row.on_call_ids if pk != person.pk]
            Evidence.objects.filter(pk=row.pk).update(on_call_ids=rest)
    BreakGlass.objects.filter(asked_by=person).update(asked_by=None)
    Opening.objects.filter(by=person).update(by=None)


def _destroy(row: Evidence, side: str) -> None:
    keys.destroy_key(subject=queries.subject_of(row, side))
    Evidence.objects.filter(pk=row.pk).update(**{f"{side}_words": None})


def forget_what_is_due(*, now: datetime) -> int:
    """Destroy the words whose time is over, each side's by its own date; return how many."""
    count = 0
    for row in Evidence.objects.select_related("report"):
        for side in queries.VOICES:
            if getattr(row, f"{side}_words") is not None and queries.is_due(row, side, now=now):
                _destroy(row, side)
                count += 1
    return count
