"""The last words of the other side, for a draft that is hard to read alone. They are kept nowhere.

The seeker is told that they can switch the program off that reads along. Rooms above say whether they did.
"""

from collections.abc import Callable

from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.kernel.registers import Register

May = Callable[[Conversation], bool]
# Asked before a seeker's words are fetched for the guard; one no is enough.
may_hear: Register[May] = Register()


def last_words(conversation: Conversation) -> str:
    """Return the seeker's last message, or nothing when there is none or it may not be read.

    :raises KeyIsGone: the words were erased
    """
    if not all(may(conversation) for may in may_hear):
        return ""
    line = talks.last_of(conversation=conversation, side=talks.Side.SEEKER)
    return line.text if line else ""
