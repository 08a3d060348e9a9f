"""Find patterns, and settle what was looked at."""

from datetime import datetime

from django.db import IntegrityError, transaction

from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Person
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys
from beenthere.supervision.models import PatternReview
from beenthere.supervision.patterns import queries, rules

NOTE_LENGTH = 2000


def look(*, now: datetime) -> int:
    """Keep every new finding for a coordinator; return how many."""
    return sum(_kept(finding, now=now) for finding in rules.find(queries.facts(now=now), now=now))


def _kept(finding: rules.Finding, *, now: datetime) -> bool:
    if not rules.is_new(finding, found_before=queries.found_before(finding), now=now):
        return False
    try:
        with transaction.atomic():
            PatternReview.objects.create(
                pattern=finding.pattern,
                about=finding.about,
                week=rules.week_of(now),
                supporter_id=finding.supporter,
                seeker_id=finding.seeker,
                facts=dict(finding.numbers),
                found_at=now,
            )
    except IntegrityError:
        # Another process looked at the same moment.
        return False
    return True


@transaction.atomic
def settle(*, key: str, by: Person, note: str, now: datetime) -> bool:
    """Settle a finding with a note; the first who does stands there. Return whether it was this one.

    :raises NotHere: there is no such finding, or it is about the one who would settle it
    """
    row = PatternReview.objects.filter(key=key).first()
    if row is None or row.supporter_id == by.pk:
        raise NotHere
    sealed = None
    if note.strip():
        words = note.strip()[:NOTE_LENGTH]
        sealed = keys.seal(subject="service", place=queries.note_place(row), words=words)
    waiting = PatternReview.objects.filter(pk=row.pk, settled_at=None)
    if not waiting.update(settled_by=by, settled_at=now, note=sealed):
        return False
    privacy.record(actor=by.key, deed=f"pattern settled: {row.pattern}", about=row.key, now=now)
    return True
