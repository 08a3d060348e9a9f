"""The role journal: write about a moment or a talk, share a piece, take it back, forget it; and read what was shared."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries import access, events
from beenthere.boundaries.models import Noticed, Reflection
from beenthere.conversations.models import Conversation, Mode
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotAllowed, OutOfStep, Refused, TooMuch
from beenthere.people.models import Person
from beenthere.privacy import keys

PARTS = ("planned", "organic", "human")
MOST_WORDS = 2000


class NothingWritten(Refused):
    """All three places of a piece are empty."""


class AboutAFriend(NotAllowed):
    """What is between two friends goes to no coordinator."""


class WasRead(OutOfStep):
    """A supervisor has read this piece, so it stays as it is."""


def _was_read() -> WasRead:
    return WasRead(_("This piece was read, so it stays as it is. You can talk about it together."))


@transaction.atomic
def reflect(
    *,
    supporter: Person,
    words: Mapping[str, str],
    now: datetime,
    noticed: Noticed | None = None,
    conversation: Conversation | None = None,
) -> Reflection:
    """Keep what a supporter thinks about a moment or a talk of theirs; written again, it is private again.

    :raises NothingWritten: there is not a word
    :raises TooMuch: one of the three is too long
    :raises WasRead: a supervisor has read it
    :raises NotHere: not their moment, not their talk, or neither
    """
    said = {part: words.get(part, "").strip() for part in PARTS}
    if not any(said.values()):
        raise NothingWritten(_("Write one line, or leave it. Both are fine."))
    if any(len(one) > MOST_WORDS for one in said.values()):
        raise TooMuch(_("That is too long to keep. Please say it in fewer words."))
    row = _piece(supporter=supporter, noticed=noticed, conversation=conversation, now=now)
    sealed: dict[str, Any] = {part: _sealed(row, part, one) for part, one in said.items()}
    unread = Reflection.objects.filter(pk=row.pk, read_at=None)
    if not unread.update(**sealed, written_at=now, shared_with_supervision_at=None):
        raise _was_read()
    row.refresh_from_db()
    return row


def _piece(
    *, supporter: Person, noticed: Noticed | None, conversation: Conversation | None, now: datetime
) -> Reflection:
    """Return the piece about this moment or talk, made when there is none."""
    if noticed is not None:
        access.access_moment(key=noticed.key, supporter=supporter)
        about: dict[str, Any] = {"noticed": noticed, "supporter": supporter}
        first = {"code": noticed.code, "at": noticed.at, "written_at": now}
    else:
        access.require_talk(conversation=conversation, supporter=supporter)
        about = {"conversation": conversation, "noticed": None, "supporter": supporter}
        first = {"at": (conversation and conversation.opened_at) or now, "written_at": now}
    row, _is_new = Reflection.objects.select_related("supporter").get_or_create(**about, defaults=first)
    return row


def _sealed(row: Reflection, part: str, words: str) -> bytes | None:
    if not words:
        return None
    subject = f"person:{row.supporter.key}"
    return keys.seal(subject=subject, place=f"reflection:{row.key}:{part}", words=words)


@transaction.atomic
def share_moment(*, noticed: Noticed, supporter: Person, now: datetime) -> Reflection:
    """Share a moment with supervision, with or without words about it.

    :raises NotHere: not their moment
    """
    row = _piece(supporter=supporter, noticed=noticed, conversation=None, now=now)
    share(piece=row, supporter=supporter, now=now)
    row.refresh_from_db()
    return row


@transaction.atomic
def share(*, piece: Reflection, supporter: Person, now: datetime) -> bool:
    """Share one piece with supervision; return whether this call did.

    :raises NotHere: not their piece
    :raises AboutAFriend: it is about an evening between friends
    """
    access.access_own_piece(key=piece.key, supporter=supporter)
    if _is_about_a_friend(piece):
        raise AboutAFriend(
            _(
                "This is about a friend, so it stays with you. Take it to your own consultation, without the name."
            )
        )
    private = Reflection.objects.filter(pk=piece.pk, shared_with_supervision_at=None)
    if not private.update(shared_with_supervision_at=now):
        return False
    announce(events.PieceShared(reflection_id=piece.pk))
    return True


def _is_about_a_friend(piece: Reflection) -> bool:
    in_talk = piece.conversation is not None and piece.conversation.is_of_friends
    return in_talk or (piece.noticed is not None and piece.noticed.mode == Mode.FRIEND)


@transaction.atomic
def take_back(*, piece: Reflection, supporter: Person) -> None:
    """Make a shared piece private again, as long as nobody has read it.

    :raises WasRead: a supervisor has
    :raises NotHere: not their piece
    """
    access.access_own_piece(key=piece.key, supporter=supporter)
    if not Reflection.objects.filter(pk=piece.pk, read_at=None).update(shared_with_supervision_at=None):
        raise _was_read()


@transaction.atomic
def forget(*, piece: Reflection, supporter: Person) -> None:
    """Delete a piece of one's own; one that was read is deleted too, for the words are still theirs.

    :raises NotHere: not their piece
    """
    access.access_own_piece(key=piece.key, supporter=supporter)
    Reflection.objects.filter(pk=piece.pk).delete()


@transaction.atomic
def read(*, piece: Reflection, by: Person, now: datetime) -> bool:
    """Note that a supervisor opens a shared piece; the first who does stands there. Return whether it is open to read.

    Whoever calls has made sure that ``by`` coordinates.
    """
    shared = Reflection.objects.filter(pk=piece.pk, shared_with_supervision_at__isnull=False)
    shared.filter(read_at=None).update(read_by=by, read_at=now)
    piece.refresh_from_db()
    return piece.read_at is not None
