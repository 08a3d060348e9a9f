"""What the guard does: show a hint, make a message wait, let it go with a reason, count false alarms.

No words of a draft are kept. What is kept is the code, when, and what the supporter did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import cast

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from beenthere.boundaries import events
from beenthere.boundaries.guard import hearing, queries, reading, rules
from beenthere.boundaries.guard.catalog import Drift, drifts
from beenthere.boundaries.guard.rules import Seen
from beenthere.boundaries.models import DriftCount, GuardSwitch, Noticed
from beenthere.conversations.models import Conversation, Mode
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Person
from beenthere.privacy import keys

REASON_LENGTH = 500


@dataclass(frozen=True)
class Nudge:
    """What stands beside a draft: the key to answer with, at most two lines, one sentence that would be fine."""

    key: str
    code: str
    severity: int
    says: str
    instead: str
    card: str
    is_interruptive: bool


def look_at_draft(*, conversation: Conversation, draft: str, now: datetime) -> Nudge | None:
    """Return the hint for a draft, or None; the draft is read once and kept nowhere.

    :raises GuardFails: the guard could not read
    """
    if not queries.may_look(conversation) or not draft.strip():
        return None
    found = reading.read(
        draft,
        turn=queries.next_turn(conversation),
        mode=conversation.mode,
        heard=partial(hearing.last_words, conversation),
    )
    story = queries.telling(conversation, draft, found) if _may_be_story(found) else None
    seen = reading.seen_in(found, story, muted=queries.muted())
    return _shown(conversation, seen, now=now) if seen else None


def _may_be_story(found: reading.Found) -> bool:
    return found.is_story or rules.STORY in found.codes


@transaction.atomic
def _shown(conversation: Conversation, seen: Seen, *, now: datetime) -> Nudge | None:
    row = queries.last_noticed(conversation, seen.code)
    how = rules.shows(queries.before(row), seen, now)
    if how == "silent":
        return None
    if how == "new" or row is None:
        row = _notice(conversation, seen, place="draft", now=now)
    return nudge_of(row, drifts()[seen.code], words=seen.words)


def _notice(conversation: Conversation, seen: Seen, *, place: str, now: datetime) -> Noticed:
    # What was noticed only once it was sent was shown to nobody, and nobody could tap on it.
    if place != "sent" and not conversation.is_of_friends:
        DriftCount.objects.get_or_create(code=seen.code)
        DriftCount.objects.filter(code=seen.code).update(shown=F("shown") + 1)
    return Noticed.objects.create(
        conversation=conversation,
        # Nobody asks the guard about a talk without a supporter: see ``queries.may_look``.
        supporter=cast(Person, conversation.supporter),
        code=seen.code,
        severity=seen.severity,
        place=place,
        mode=conversation.mode,
        calls=place == "held" and _calls(conversation, seen),
        at=now,
    )


def _calls(conversation: Conversation, seen: Seen) -> bool:
    """Between friends a message may wait, but nobody is told of it."""
    return rules.calls(seen) and not conversation.is_of_friends


def nudge_of(row: Noticed, drift: Drift, *, words: str = "") -> Nudge:
    """Return a noticed moment in words; the sentence changes from one time to the next."""
    place = row.pk % len(drift.instead)
    quoted = _("“%(words)s”: ") % {"words": words} if 0 < len(words) <= queries.MOST_QUOTED else ""
    return Nudge(
        key=row.key,
        code=row.code,
        severity=row.severity,
        says=f"{quoted}{_(drift.seen)} {_(drift.move)}",
        instead=_(drift.instead[place]),
        card=drift.card,
        is_interruptive=rules.is_interruptive(Seen(row.code, row.severity)),
    )


def why_wait(*, conversation: Conversation, text: str) -> Seen | None:
    """Return what makes a message wait, or None when it may go at once; nothing is written.

    :raises GuardFails: the guard could not read
    """
    if not queries.may_look(conversation):
        return None
    return queries.to_hold(reading.read(text, turn=queries.next_turn(conversation), mode=conversation.mode))


@transaction.atomic
def hold(*, conversation: Conversation, seen: Seen, now: datetime) -> Nudge:
    """Remember that a message waits, and return why in words; the gravest call somebody."""
    row = queries.waiting_now(conversation, seen.code, now) or _notice(
        conversation, seen, place="held", now=now
    )
    if row.place == "draft":
        row.place, row.calls = "held", _calls(conversation, seen)
        row.save(update_fields=["place", "calls"])
    if row.calls and row.called_at is None:
        announce(events.MessageHeld(noticed_id=row.pk))
    return nudge_of(row, drifts()[seen.code], words=seen.words)


@transaction.atomic
def insist(*, conversation: Conversation, seen: Seen, reason: str, now: datetime) -> Nudge | None:
    """Let a message that waited go, with the reason where one is asked; None means that it may go."""
    nudge = hold(conversation=conversation, seen=seen, now=now)
    if rules.asks_reason(seen) and not reason.strip():
        return nudge
    row = Noticed.objects.select_related("supporter").get(key=nudge.key)
    row.outcome = "sent_anyway"
    row.reason = _sealed(row, reason.strip()[:REASON_LENGTH])
    row.save(update_fields=["outcome", "reason"])
    return None


def _sealed(row: Noticed, words: str) -> bytes | None:
    if not words:
        return None
    subject = f"person:{row.supporter.key}"
    keys.make_key(subject=subject)
    return keys.seal(subject=subject, place=f"noticed:{row.key}", words=words)


@transaction.atomic
def answer(*, conversation: Conversation, key: str, answer: str) -> bool:
    """Take the one tap of a supporter; the first counts. Return whether it was this one.

    :raises NotHere: no such hint in this talk, or no such answer
    """
    row = Noticed.objects.filter(key=key, conversation=conversation).first()
    if row is None or answer not in rules.ANSWERS:
        raise NotHere
    if not Noticed.objects.filter(pk=row.pk, answer="").update(answer=answer):
        return False
    if row.mode == Mode.LINE:
        DriftCount.objects.filter(code=row.code).update(**{answer: F(answer) + 1})
    return True


def note_sent(*, conversation: Conversation, text: str, now: datetime) -> None:
    """Remember what became of the hints once a message was sent: it held the drift still, or it was changed.

    :raises GuardFails: the guard could not read
    """
    if not queries.may_look(conversation):
        return
    found = reading.read(text, turn=queries.next_turn(conversation) - 1, mode=conversation.mode)
    seen = reading.seen_in(found)
    if seen or queries.lately(conversation, now).exists():
        _settle(conversation, found.codes, seen, now=now)


@transaction.atomic
def _settle(conversation: Conversation, codes: Sequence[str], seen: Seen | None, *, now: datetime) -> None:
    lately = queries.lately(conversation, now)
    waiting = lately.filter(place__in=["draft", "held"], outcome="")
    waiting.filter(place="draft", code__in=codes).update(place="sent")
    waiting.exclude(code__in=codes).update(outcome="changed")
    if seen and seen.severity >= rules.NOTED and not lately.filter(code=seen.code).exists():
        _notice(conversation, seen, place="sent", now=now)


@transaction.atomic
def called(*, noticed: Noticed, now: datetime) -> bool:
    """Note that somebody was called about a held message; true for the one caller who does it."""
    return bool(Noticed.objects.filter(pk=noticed.pk, calls=True, called_at=None).update(called_at=now))


def review(*, noticed: Noticed, by: Person, now: datetime) -> bool:
    """Note that a supervisor looked at a moment; the first who did stands there."""
    return bool(
        Noticed.objects.filter(pk=noticed.pk, reviewed_at=None).update(reviewed_by=by, reviewed_at=now)
    )


def mute(*, code: str, is_muted: bool) -> None:
    """Stop or start the hints of one code for the whole service; the gravest and contact details wait all the same.

    :raises NotHere: there is no such code, or it may not be muted
    """
    drift = drifts().get(code)
    if drift is None or not rules.may_mute(drift.severity):
        raise NotHere
    DriftCount.objects.update_or_create(code=code, defaults={"is_muted": is_muted})


def switch(*, is_on: bool, now: datetime) -> None:
    """Switch the guard on or off for the whole service."""
    GuardSwitch.objects.update_or_create(pk=1, defaults={"is_on": is_on, "at": now})
