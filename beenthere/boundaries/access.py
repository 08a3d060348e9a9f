"""Whose words count: the two people in a conversation, each for their own side; a journal is its supporter's alone."""

from beenthere.boundaries.models import Noticed, Reflection
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Person


def require_side(*, conversation: Conversation, person: Person | None, side: str) -> Person:
    """Return the person if they are on this side of the conversation.

    :raises NotHere: anybody else
    """
    if not person:
        raise NotHere
    if side == "seeker" and person.pk == conversation.seeker_id:
        return person
    if side == "supporter" and person.pk == conversation.supporter_id:
        return person
    raise NotHere


def access_moment(*, key: str, supporter: Person | None) -> Noticed:
    """Return a moment the guard noticed in this supporter's own words.

    :raises NotHere: missing and foreign look the same
    """
    row = Noticed.objects.filter(key=key).first()
    if row is None or not supporter:
        raise NotHere
    if row.supporter_id != supporter.pk:
        raise NotHere
    return row


def access_own_piece(*, key: str, supporter: Person | None) -> Reflection:
    """Return a piece of this supporter's own journal.

    :raises NotHere: missing and foreign look the same
    """
    row = Reflection.objects.select_related("supporter").filter(key=key).first()
    if row is None or not supporter:
        raise NotHere
    if row.supporter_id != supporter.pk:
        raise NotHere
    return row


def access_shared_piece(*, key: str) -> Reflection:
    """Return a piece its supporter shared; whoever calls has made sure that a coordinator asks.

    :raises NotHere: missing and private look the same
    """
    row = Reflection.objects.select_related("supporter", "noticed").filter(key=key).first()
    if row is None or row.shared_with_supervision_at is None:
        raise NotHere
    return row


def require_talk(*, conversation: Conversation | None, supporter: Person | None) -> Conversation:
    """Return a talk of this supporter's that has begun.

    :raises NotHere: none, not theirs, or without a first word
    """
    if conversation is None:
        raise NotHere
    require_side(conversation=conversation, person=supporter, side="supporter")
    if conversation.opened_at is None:
        raise NotHere
    return conversation
