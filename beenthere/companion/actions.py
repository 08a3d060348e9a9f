"""What a supporter does with the panel. There is no way from here to the seeker's screen."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from beenthere.companion.models import CardEvent, Panel
from beenthere.companion.rules import PHASES
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.skills.queries import card

REASONS = {"not_now": _("Not now"), "not_for_them": _("Not for this person"), "declined": _("They said no")}


class UnknownPhase(Refused):
    """That is not a phase of a talk."""


def panel_of(*, conversation: Conversation) -> Panel:
    """Return the panel of a conversation, made when it is first looked at."""
    return Panel.objects.get_or_create(conversation=conversation)[0]


def switch(*, conversation: Conversation, is_on: bool) -> None:
    """Switch the panel on or off for the supporter."""
    panel_of(conversation=conversation)
    Panel.objects.filter(conversation=conversation).update(is_on=is_on)


def allow(*, conversation: Conversation, allows: bool) -> None:
    """Let the seeker switch the program's prompts off, or on again."""
    panel_of(conversation=conversation)
    Panel.objects.filter(conversation=conversation).update(seeker_allows=allows)


def set_phase(*, conversation: Conversation, phase: str) -> None:
    """Say where the talk is; an empty phase lets the companion follow the clock again.

    :raises UnknownPhase: not one of the five
    """
    if phase and phase not in PHASES:
        raise UnknownPhase(_("Please choose a phase from the list."))
    panel_of(conversation=conversation)
    Panel.objects.filter(conversation=conversation).update(phase=phase)


def note(*, conversation: Conversation, slug: str, kind: str, now: datetime, reason: str = "") -> CardEvent:
    """Remember that a card was pinned, unpinned, put away or used.

    :raises NotHere: there is no such card, kind or reason
    """
    is_known = card(slug) is not None and kind in CardEvent.Kind.values and (not reason or reason in REASONS)
    if not is_known:
        raise NotHere
    return CardEvent.objects.create(conversation=conversation, slug=slug, kind=kind, reason=reason, at=now)
