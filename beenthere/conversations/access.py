"""The only way to get a conversation on a person's behalf."""

from beenthere.conversations.models import Conversation, Side
from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Person


def access_conversation(*, person: Person | None, key: str, side: str) -> Conversation:
    """Return the conversation for somebody on this side of it.

    :raises NotHere: missing and foreign look the same from outside
    """
    conversation = Conversation.objects.select_related("seeker", "supporter").filter(key=key).first()
    if conversation is None or not person:
        raise NotHere
    if side == Side.SEEKER and conversation.seeker_id == person.pk:
        return conversation
    if side == Side.SUPPORTER and conversation.supporter_id == person.pk:
        return conversation
    raise NotHere
