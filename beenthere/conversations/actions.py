"""What can be done with a conversation. Words go through the writer, in ``writer.py``."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.conversations import events, queries, rules
from beenthere.conversations.models import Conversation, Message, Mode, Presence, Side, State
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, OutOfStep
from beenthere.people.models import Person
from beenthere.privacy import keys


class NotClosedYet(OutOfStep):
    """The other side proposed to close in the same moment, and somebody has to stay."""


class AlreadyEnded(OutOfStep):
    """The conversation has ended."""


@transaction.atomic
def begin(
    *, seeker: Person, supporter: Person, language: str, minutes: int, now: datetime, mode: str = Mode.LINE
) -> Conversation:
    """Make a conversation that waits for both sides to agree."""
    conversation = Conversation.objects.create(
        seeker=seeker,
        supporter=supporter,
        mode=mode,
        language=language,
        made_at=now,
        ends_at=None,
        planned_minutes=minutes,
    )
    keys.make_key(subject=queries.subject_of(conversation.key))
    return conversation


@transaction.atomic
def open_conversation(*, conversation: Conversation, now: datetime) -> bool:
    """Let words be said from now on; return whether this call opened it."""
    ends_at = now + timedelta(minutes=conversation.planned_minutes)
    opened = Conversation.objects.filter(pk=conversation.pk, state=State.AGREEING).update(
        state=State.OPEN, opened_at=now, ends_at=ends_at
    )
    if opened:
        for side in Side.values:
            see(conversation_id=conversation.pk, side=side, now=now)
        announce(events.ConversationOpened(conversation_id=conversation.pk))
    conversation.refresh_from_db()
    return bool(opened)


@transaction.atomic
def propose_close(
    *,
    conversation: Conversation,
    side: str,
    now: datetime,
    may_end: Callable[[Conversation], bool] = lambda _talk: True,
) -> bool:
    """Propose to close; when the other side has proposed it too, it ends. Return whether it ended.

    ``may_end`` is asked while the talk is held, when both have proposed.

    :raises AlreadyEnded: there is nothing left to close
    :raises NotClosedYet: both proposed it, and it may not end
    """
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if row.state == State.ENDED:
        raise AlreadyEnded(_("This talk has ended already."))
    if row.close_proposed_by not in ("", side):
        if not may_end(row):
            raise NotClosedYet(_("Not closed yet. Please stay with them."))
        return end(conversation=row, side=side, why="closed", now=now)
    Conversation.objects.filter(pk=row.pk).update(close_proposed_by=side)
    announce(events.CloseProposed(conversation_id=row.pk, side=side))
    return False


@transaction.atomic
def withdraw_close(*, conversation: Conversation, now: datetime) -> None:
    """Take a proposal to close back: somebody wants to go on."""
    Conversation.objects.filter(pk=conversation.pk).exclude(state=State.ENDED).update(close_proposed_by="")
    announce(events.CloseProposed(conversation_id=conversation.pk, side=""))


@transaction.atomic
def end(*, conversation: Conversation, side: str, why: str, now: datetime) -> bool:
    """End a conversation; the first who does decides why. Return whether this call ended it."""
    if why not in rules.ENDINGS:
        raise ValueError(f"unknown ending {why!r}; one of {sorted(rules.ENDINGS)}")
    ended = (
        Conversation.objects.filter(pk=conversation.pk)
        .exclude(state=State.ENDED)
        .update(state=State.ENDED, ended_at=now, ended_by=side, ended_why=why)
    )
    if ended:
        announce(events.ConversationEnded(conversation_id=conversation.pk, why=why))
    conversation.refresh_from_db()
    return bool(ended)


def keep_message(*, conversation: Conversation, seq: int, is_kept: bool, now: datetime) -> None:
    """Keep a message that helped, or no longer.

    :raises NotHere: there is no such message
    """
    rows = Message.objects.filter(conversation_id=conversation.pk, seq=seq)
    if not rows.update(is_kept=is_kept):
        raise NotHere


@transaction.atomic
def see(*, conversation_id: int, side: str, now: datetime) -> None:
    """Remember that a side was heard just now."""
    presence, is_new = Presence.objects.get_or_create(
        conversation_id=conversation_id, side=side, defaults={"last_seen_at": now}
    )
    if is_new:
        return
    Presence.objects.filter(pk=presence.pk).update(last_seen_at=now)
    if Presence.objects.filter(pk=presence.pk, is_missing=True).update(is_missing=False):
        announce(events.SideCameBack(conversation_id=conversation_id, side=side))


@transaction.atomic
def see_all(*, heard: set[tuple[int, str]], now: datetime) -> None:
    """Remember many sides at once, in one commit."""
    for conversation_id, side in sorted(heard):
        see(conversation_id=conversation_id, side=side, now=now)


def notice_missing(*, now: datetime) -> int:
    """Notice sides that have not been heard for half a minute; return how many."""
    silent = Presence.objects.filter(
        is_missing=False, last_seen_at__lte=now - rules.MISSING_AFTER, conversation__state=State.OPEN
    )
    return sum(_notice(presence, now) for presence in silent)


@transaction.atomic
def _notice(presence: Presence, now: datetime) -> bool:
    # Conditional on the time read: a side heard in between is not missing.
    claimed = Presence.objects.filter(pk=presence.pk, is_missing=False, last_seen_at=presence.last_seen_at)
    if not claimed.update(is_missing=True):
        return False
    announce(events.SideVanished(conversation_id=presence.conversation_id, side=presence.side))
    return True


def give_end_notices(*, now: datetime) -> list[int]:
    """Mark conversations whose planned end is near, each once; return their ids."""
    near = Conversation.objects.filter(
        state=State.OPEN, end_notice_at=None, ends_at__lte=now + rules.END_NOTICE_BEFORE
    )
    return [
        conversation.pk
        for conversation in near
        if Conversation.objects.filter(pk=conversation.pk, end_notice_at=None).update(end_notice_at=now)
    ]
