"""The only way to get a conversation on a person's behalf."""

from beenthere.conversations import beside
from beenthere.conversations.models import Conversation, Side, Voice
from beenthere.kernel.refusals import NotHere
from beenthere.people.access import require_listener, require_member
from beenthere.people.models import Person


def access_conversation(*, person: Person | None, key: str, side: str) -> Conversation:
    """Return the conversation for somebody on this side of it, or beside it ("on_call").

    :raises NotHere: missing and foreign look the same from outside
    """
    conversation = Conversation.objects.select_related("seeker", "supporter").filter(key=key).first()
    if conversation is None or not person:
        raise NotHere
    if side == Side.SEEKER and conversation.seeker_id == person.pk:
        return conversation
    if side == Side.SUPPORTER and conversation.supporter_id == person.pk:
        return conversation
    if side == Voice.ON_CALL and beside.may_read((conversation.pk, person.pk)):
        return conversation
    raise NotHere


def access_as_supporter(*, member: Person | None, key: str) -> Conversation:
    """Return a talk for its supporter: on the line somebody approved, between friends whoever has signed in.

    :raises NotHere: missing and foreign look the same from outside
    """
    conversation = access_conversation(person=require_member(member), key=key, side=Side.SUPPORTER)
    if not conversation.is_of_friends:
        require_listener(member)
    return conversation
