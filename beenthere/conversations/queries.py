"""What may be asked about conversations."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from beenthere.conversations import rules
from beenthere.conversations.models import Conversation, Message, Mode, Presence, Side, State, Voice
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys

__all__ = ["Mode", "Side", "State", "Voice"]
PAGE = 200


@dataclass(frozen=True)
class Facts:
    """What anybody who coordinates may know: never a word of what was said."""

    id: int
    key: str
    state: str
    language: str
    made_at: datetime
    opened_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    ended_why: str
    last_seq: int
    close_proposed_by: str
    missing: frozenset[str]


@dataclass(frozen=True)
class Balance:
    """How much each side said; somebody on call counts for neither."""

    seeker_messages: int
    seeker_words: int
    supporter_messages: int
    supporter_words: int
    supporter_questions: int


@dataclass(frozen=True)
class Line:
    """One message, unsealed. ``name`` is who on call said it, and empty for the two sides."""

    seq: int
    side: str
    text: str
    at: datetime
    client_key: str
    is_kept: bool = False
    author: int | None = None
    name: str = ""


def subject_of(key: str) -> str:
    """Return whose key seals a conversation."""
    return f"conversation:{key}"


def facts(conversation: Conversation | int) -> Facts:
    """Return the facts of a conversation as they are now."""
    row = Conversation.objects.get(pk=getattr(conversation, "pk", conversation))
    missing = Presence.objects.filter(conversation=row, is_missing=True).values_list("side", flat=True)
    return Facts(
        id=row.pk,
        key=row.key,
        state=row.state,
        language=row.language,
        made_at=row.made_at,
        opened_at=row.opened_at,
        ends_at=row.ends_at,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
        last_seq=row.last_seq,
        close_proposed_by=row.close_proposed_by,
        missing=frozenset(missing),
    )


def running() -> list[Conversation]:
    """Return the conversations that have not ended, the oldest first."""
    return list(Conversation.objects.running().select_related("seeker", "supporter").order_by("made_at"))


def last_seen_at(*, conversation: Conversation, side: str) -> datetime | None:
    """Return when a side was last heard, or None when it never was."""
    seen = Presence.objects.filter(conversation_id=conversation.pk, side=side)
    return seen.values_list("last_seen_at", flat=True).first()


def running_of(*, person: Person, side: str) -> list[Conversation]:
    """Return somebody's running conversations, the newest first."""
    return list(of(person=person, side=side).running())


def of(*, person: Person, side: str):  # type: ignore[no-untyped-def]
    """Return somebody's conversations as a queryset, the newest first."""
    mine = {"seeker": person} if side == Side.SEEKER else {"supporter": person}
    return Conversation.objects.filter(**mine).select_related("seeker", "supporter").order_by("-made_at")


def messages_after(*, conversation: Conversation, seq: int, most: int = PAGE) -> list[Line]:
    """Return up to ``most`` messages after a place, in order.

    :raises KeyIsGone: the words were erased
    """
    rows = Message.objects.filter(conversation_id=conversation.pk, seq__gt=seq).order_by("seq")[:most]
    return unsealed(key=conversation.key, rows=list(rows))


def unsealed(*, key: str, rows: list[Message]) -> list[Line]:
    """Return the rows of one conversation as lines."""
    if not rows:
        return []
    cipher = keys.cipher_for(subject=subject_of(key))
    names = people.shown_by_ids({row.author_id for row in rows if row.author_id is not None})
    return [
        Line(
            seq=row.seq,
            side=row.side,
            text=cipher.decrypt(rules.place(key=key, seq=row.seq, side=row.side), row.body),
            at=row.at,
            client_key=row.client_key,
            is_kept=row.is_kept,
            author=row.author_id,
            name=names.get(row.author_id, "") if row.author_id else "",
        )
        for row in rows
    ]


def kept_seqs(conversation: Conversation) -> list[int]:
    """Return the places of the messages the seeker kept, in order."""
    kept = Message.objects.filter(conversation_id=conversation.pk, is_kept=True).order_by("seq")
    return list(kept.values_list("seq", flat=True))


def transcript(conversation: Conversation) -> list[Line]:
    """Return every message, in order.

    :raises KeyIsGone: the words were erased
    """
    rows = Message.objects.filter(conversation_id=conversation.pk).order_by("seq")
    return unsealed(key=conversation.key, rows=list(rows))


def latest(*, conversation: Conversation, most: int) -> list[Line]:
    """Return the last messages, in order.

    :raises KeyIsGone: the words were erased
    """
    rows = Message.objects.filter(conversation_id=conversation.pk).order_by("-seq")[:most]
    return unsealed(key=conversation.key, rows=list(rows)[::-1])


def last_of(*, conversation: Conversation, side: str) -> Line | None:
    """Return the last message of one side, or None when it said nothing yet.

    :raises KeyIsGone: the words were erased
    """
    rows = Message.objects.filter(conversation_id=conversation.pk, side=side).order_by("-seq")[:1]
    return next(iter(unsealed(key=conversation.key, rows=list(rows))), None)


def balance(conversation: Conversation) -> Balance:
    """Return how much each side said, from counters and not from text."""
    row = Conversation.objects.values(
        "seeker_messages", "seeker_words", "supporter_messages", "supporter_words", "supporter_questions"
    ).get(pk=conversation.pk)
    return Balance(**row)


def sides_at(*, conversation: Conversation) -> list[tuple[str, datetime]]:
    """Return who spoke when, without the words."""
    rows = Message.objects.filter(conversation_id=conversation.pk).order_by("seq")
    return list(rows.values_list("side", "at"))


def speakers_on_call(conversation: Conversation) -> set[int]:
    """Return who of the people on call wrote in a talk, as ids."""
    rows = Message.objects.filter(conversation_id=conversation.pk, author__isnull=False)
    return set(rows.values_list("author_id", flat=True))


def minutes_left(*, facts: Facts, now: datetime) -> int | None:
    """Return the whole minutes until the planned end, or None before the opening."""
    return None if facts.ends_at is None else max(0, int((facts.ends_at - now) / timedelta(minutes=1)))


def last_seqs(*, ids: set[int]) -> dict[int, int]:
    """Return the last place of each conversation."""
    return dict(Conversation.objects.filter(pk__in=ids).values_list("pk", "last_seq"))
