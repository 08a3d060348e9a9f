"""What this room keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from beenthere.conversations import actions, queries
from beenthere.conversations.models import Conversation, Message, Presence, Side, State
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.privacy.registry import erases, exports, retains


@erases
def erase_conversations(person: Person, now: datetime) -> None:
    """End a seeker's talks and destroy their keys; a supporter's name leaves theirs."""
    for conversation in Conversation.objects.filter(seeker=person):
        actions.end(conversation=conversation, side=Side.SEEKER, why="erased", now=now)
        erase_words(conversation)
    for conversation in Conversation.objects.filter(supporter=person).exclude(state=State.ENDED):
        actions.end(conversation=conversation, side=Side.SUPPORTER, why="left", now=now)


def erase_words(conversation: Conversation) -> None:
    """Destroy the key, delete the rows. The facts stay, for honest counts."""
    keys.destroy_key(subject=queries.subject_of(conversation.key))
    Message.objects.filter(conversation=conversation).delete()
    Presence.objects.filter(conversation=conversation).delete()


@exports
def export_conversations(person: Person) -> dict[str, Any]:
    """Return a seeker's talks with the words of both sides."""
    mine = Conversation.objects.filter(seeker=person).order_by("made_at")
    return {"conversations": [_exported(conversation) for conversation in mine]}


def _exported(conversation: Conversation) -> dict[str, Any]:
    return {
        "began_at": conversation.made_at.isoformat(),
        "ended_at": conversation.ended_at.isoformat() if conversation.ended_at else None,
        "with_a_friend": conversation.is_of_friends,
        "messages": _lines(conversation),
    }


def _lines(conversation: Conversation) -> list[dict[str, Any]]:
    try:
        lines = queries.transcript(conversation)
    except keys.KeyIsGone:
        return []
    return [_line(line) for line in lines]


def _line(line: queries.Line) -> dict[str, Any]:
    who = {"name": line.name} if line.side == queries.Voice.ON_CALL else {}
    return {"at": line.at.isoformat(), "from": line.side, **who, "text": line.text, "kept": line.is_kept}


@retains
def forget_old_words(now: datetime) -> None:
    """Destroy the words of conversations that ended longer ago than the service keeps them."""
    old = Conversation.objects.filter(
        ended_at__lte=now - timedelta(days=settings.TABLE.keep_days), last_seq__gt=0
    )
    for conversation in old.filter(pk__in=Message.objects.values("conversation")):
        erase_words(conversation)
