"""Tell open sockets that something about their conversation changed."""

from beenthere.conversations import events
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import listens_to
from beenthere.kernel.wire.hub import hub


def _nudge(conversation_id: int, note: dict[str, object]) -> None:
    key = Conversation.objects.filter(pk=conversation_id).values_list("key", flat=True).first()
    if key:
        hub.nudge(key, note)


@listens_to(events.ConversationOpened)
@listens_to(events.ConversationEnded)
@listens_to(events.CloseProposed)
@listens_to(events.SideVanished)
@listens_to(events.SideCameBack)
def show_state(event: events.ConversationOpened) -> None:
    """Open sockets read where the conversation stands."""
    _nudge(event.conversation_id, {"state": True})
