"""What this room does when a talk between friends ended, and when a friend may not be safe."""

from django.utils import timezone

from beenthere.conversations.events import ConversationEnded
from beenthere.friends import actions, suggesting
from beenthere.friends.events import FriendMayBeUnsafe
from beenthere.friends.models import FriendEvening
from beenthere.kernel.bus import listens_to
from beenthere.kernel.wire.hub import hub


@listens_to(ConversationEnded)
def let_the_evening_be_over(event: ConversationEnded) -> None:
    """End an evening with its talk; the timer would do the same later."""
    rows = FriendEvening.objects.filter(conversation_id=event.conversation_id)
    for evening in rows.select_related("visit", "conversation", "pair"):
        actions.finish(evening=evening, now=timezone.now())


@listens_to(FriendMayBeUnsafe)
def show_it_in_the_open_chat(event: FriendMayBeUnsafe) -> None:
    """Let the host's open chat say it at once, beside the companion: that may be off. The page asks again by itself too."""
    evening = FriendEvening.objects.select_related("pair", "visit", "conversation").get(pk=event.evening_id)
    talk = evening.conversation
    if talk is not None and talk.state == "open" and suggesting.may_be_unsafe(evening):
        hub.nudge(talk.key, {"notice": "unsafe", "to": "supporter"})
