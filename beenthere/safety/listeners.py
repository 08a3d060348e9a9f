"""What this room does when a row was written; the timer would do the same a second later."""

from django.utils import timezone

from beenthere.kernel.bus import listens_to
from beenthere.relief.events import TomorrowIsWorse
from beenthere.safety import actions
from beenthere.safety.events import PageOpened


@listens_to(PageOpened)
def tell_the_first(event: PageOpened) -> None:
    """Tell the first person at once."""
    actions.escalate(timezone.now())


@listens_to(TomorrowIsWorse)
def call_about_tomorrow(event: TomorrowIsWorse) -> None:
    """Call a human about a worse next day."""
    actions.call_about_worries(now=timezone.now())
