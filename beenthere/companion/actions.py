"""What a supporter does with the panel. There is no way from here to the seeker's screen."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries.guard import actions as guard
from beenthere.companion.attention import SITUATIONS
from beenthere.companion.models import CardEvent, Panel, ReaderSwitch, WrongReading
from beenthere.companion.rules import FEELINGS, PHASES
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.skills.queries import card

LABELS = {
    "feeling": (*FEELINGS, "intensity", "need"),
    "cue": ("level", *(cue.replace("_", "-") for cue in SITUATIONS)),
    "listening": ("balance", "hint"),
}
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


def stand(*, conversation: Conversation, shown: dict[str, object]) -> None:
    """Remember which cards stand on the panel, and since which message."""
    Panel.objects.filter(conversation=conversation).update(shown=shown)


def switch_readers(*, is_on: bool) -> None:
    """Switch the readers of the whole service on or off, the guard's too; every panel follows within two seconds."""
    now = timezone.now()
    ReaderSwitch.objects.update_or_create(pk=1, defaults={"is_on": is_on, "at": now})
    guard.switch(is_on=is_on, now=now)


def say_wrong(*, reader: str, label: str) -> None:
    """Count that a reading was wrong. Which talk it was, and its words, are not kept.

    :raises NotHere: there is no such reader or label
    """
    if label not in LABELS.get(reader, ()):
        raise NotHere
    with transaction.atomic():
        WrongReading.objects.get_or_create(reader=reader, label=label)
        WrongReading.objects.filter(reader=reader, label=label).update(times=F("times") + 1)
