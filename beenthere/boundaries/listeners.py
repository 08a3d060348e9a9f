"""What this room does when something was said."""

import logging

from django.utils import timezone
from django.utils.translation import gettext

from beenthere.boundaries.events import Disclosed
from beenthere.boundaries.guard import actions, reading
from beenthere.boundaries.models import Disclosure
from beenthere.conversations import queries as talks
from beenthere.conversations.events import MessagePosted
from beenthere.conversations.models import Conversation, Side
from beenthere.kernel.bus import listens_to
from beenthere.kernel.wire.hub import hub

logger = logging.getLogger(__name__)


@listens_to(MessagePosted)
def look_at_what_was_sent(event: MessagePosted) -> None:
    """Remember what became of the guard's hints."""
    if event.side != Side.SUPPORTER:
        return
    conversation = Conversation.objects.select_related("supporter").get(pk=event.conversation_id)
    line = next(iter(talks.messages_after(conversation=conversation, seq=event.seq - 1, most=1)), None)
    if line is None:
        return
    try:
        actions.note_sent(conversation=conversation, text=line.text, now=timezone.now())
    except reading.GuardFails:
        logger.warning("the guard could not read what was sent")


@listens_to(Disclosed)
def show_the_tie(event: Disclosed) -> None:
    """Tell two people in an open talk that something new was said about how they know each other; the words themselves stand under "What we agreed"."""
    row = Disclosure.objects.select_related("conversation").filter(pk=event.disclosure_id).first()
    talk = row.conversation if row else None
    if talk is not None and talk.state == "open":
        words = gettext("There is something new on how you know each other. See “What we agreed”.")
        hub.nudge(talk.key, {"notice": "tie", "text": words})
