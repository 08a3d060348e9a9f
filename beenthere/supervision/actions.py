"""Look after those who support: debriefs, supervision, reports."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from beenthere.conversations.models import Conversation
from beenthere.matching import queries as matching
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.safety import actions as safety
from beenthere.supervision import queries, rules
from beenthere.supervision.models import Debrief, Report


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
    """Keep a report and call a human; the other side is told nothing. A second one adds its words."""
    mine = conversation.seeker if side == "seeker" else conversation.supporter
    row, _is_new = Report.objects.get_or_create(
        conversation=conversation,
        side=side,
        defaults={"supporter": conversation.supporter, "reporter": mine, "at": now},
    )
    if reason.strip():
        words = reason.strip()[: rules.MOST_WORDS]
        row.reason = keys.seal(subject="service", place=queries.report_place(row), words=words)
        row.save(update_fields=["reason"])
    visit = matching.visit_of_conversation(conversation)
    safety.page_on_call(visit=visit, conversation=conversation, why="report", now=now)
    return row


def seen(*, report: Report, by: Person, now: datetime) -> bool:
    """Note that a coordinator looks after a report; the first who does has it."""
    return bool(Report.objects.filter(pk=report.pk, seen_at=None).update(seen_by=by, seen_at=now))
