"""A friend is not safe: their host is told, also when no page of theirs is open; and when they looked."""

from datetime import datetime

from django.db import transaction

from beenthere.friends import events, queries, rules
from beenthere.friends.models import EveningState, FriendEvening, NotSafeNote, Side
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere
from beenthere.notices import actions as notices
from beenthere.notices import queries as ways
from beenthere.people.models import Person
from beenthere.safety import actions as safety

KINDS = ("look_now", "look_now_again")


@transaction.atomic
def say_not_safe(*, evening: FriendEvening, side: str, now: datetime) -> None:
    """Keep the friend's own word that they are not safe; the host's pages show it at once, and the host is told to look.

    :raises NotHere: the host's side
    """
    if side != Side.FRIEND or evening.visit is None:
        raise NotHere
    safety.record_answer(visit=evening.visit, answer="yes", now=now)
    announce(events.FriendMayBeUnsafe(evening_id=evening.pk))
    tell_the_host(evening=evening, now=now)


def tell_the_host(*, evening: FriendEvening, now: datetime) -> NotSafeNote | None:
    """Tell the host to look, by every way they chose, in neutral words: at once, and once more if they have not looked in a minute.

    Rows in the caller's transaction, both times: neither waits in memory. Nobody is told once the evening or the pair is over.
    """
    host = evening.pair.host
    if host is None or evening.pair.ended_at is not None or evening.state == EveningState.OVER:
        return None
    last = queries.not_safe_note(evening)
    if last is not None and not rules.is_told_anew(last_at=last.at, looked_at=last.looked_at, now=now):
        return last
    note = NotSafeNote.objects.create(evening=evening, at=now, channels=ways.channels_of(host))
    for number in range(len(KINDS)):
        _send(note, to=host, number=number, now=now)
    return note


def _send(note: NotSafeNote, *, to: Person, number: int, now: datetime) -> None:
    for channel in note.channels:
        notices.queue_notice(
            to=to,
            channel=channel,
            kind=KINDS[number],
            link=f"/friends/evening/{note.evening.key}/",
            due_at=now + number * rules.TOLD_AGAIN_AFTER,
            dedup_key=_name(note, number=number, channel=channel),
            now=now,
        )


def _name(note: NotSafeNote, *, number: int, channel: str) -> str:
    return f"not-safe:{note.key}:{number}:{channel}"


@transaction.atomic
def host_looked(*, evening: FriendEvening, now: datetime) -> bool:
    """Note that a page in front of the host shows it, so that nothing more is sent; return whether that was news."""
    unseen = NotSafeNote.objects.filter(evening=evening, looked_at=None)
    if not unseen.exists():
        return False
    let_rest(evening=evening)
    return bool(unseen.update(looked_at=now))


def let_rest(*, evening: FriendEvening) -> None:
    """Send nothing more that has not gone out yet: the host looked, the friend is safe, or the pair has ended."""
    for note in NotSafeNote.objects.filter(evening=evening, looked_at=None):
        for number in range(len(KINDS)):
            for channel in note.channels:
                notices.withdraw(dedup_key=_name(note, number=number, channel=channel))
