"""Whose words count in a conversation: the two people in it, each for their own side."""

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
