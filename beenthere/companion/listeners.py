"""What this room does when the rooms below announce something."""

from beenthere.companion import ears
from beenthere.conversations.events import ConversationEnded
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import listens_to


@listens_to(ConversationEnded)
def forget_what_was_read(event: ConversationEnded) -> None:
    """Let this process forget the readings of a talk that ended; another process lets them age."""
    for key in Conversation.objects.filter(pk=event.conversation_id).values_list("key", flat=True):
        ears.forget(key)
