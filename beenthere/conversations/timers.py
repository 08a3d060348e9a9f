"""What is due in conversations."""

from datetime import datetime

from django.utils.translation import gettext as _

from beenthere.conversations import actions
from beenthere.conversations.listeners import _nudge
from beenthere.kernel.clockwork import every


@every(3)
def notice_missing(now: datetime) -> None:
    """Notice who has vanished."""
    actions.notice_missing(now=now)


@every(5)
def give_end_notices(now: datetime) -> None:
    """Say gently that about ten minutes are left."""
    for conversation_id in actions.give_end_notices(now=now):
        words = _("About ten minutes are left. No rush: this is a good time to look at what helped.")
        _nudge(conversation_id, {"notice": "ten_minutes", "text": words})
