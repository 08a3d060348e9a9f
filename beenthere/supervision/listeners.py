"""What this room does when the boundary guard held a message."""

from django.utils import timezone

from beenthere.boundaries.events import MessageHeld
from beenthere.kernel.bus import listens_to
from beenthere.supervision import actions


@listens_to(MessageHeld)
def call_about_held_messages(event: MessageHeld) -> None:
    """Call a human at once; the timer would do the same a second later."""
    actions.call_about_held_messages(now=timezone.now())
