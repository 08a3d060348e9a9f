"""What the guard knows about a talk, and what may be asked about what it noticed."""

from datetime import datetime
from typing import TYPE_CHECKING

from beenthere.boundaries.guard import reading, rules
from beenthere.boundaries.guard.rules import Before, Seen, Telling
from beenthere.boundaries.models import DriftCount, GuardSwitch, Noticed
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.matching import queries as matching
from beenthere.privacy.keys import KeyIsGone
from beenthere.readers.counts import count_words
from beenthere.relief import queries as relief

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_QUOTED = 60
LOOK_BACK = 8


def is_on() -> bool:
    """Tell whether the operator lets the guard read."""
    return not GuardSwitch.objects.filter(is_on=False).exists()


def may_look(conversation: Conversation) -> bool:
    """Tell whether the guard may read in this talk: it is on, and there is a supporter whose words these are."""
    return conversation.supporter_id is not None and is_on()


def muted() -> frozenset[str]:
    """Return the codes whose hints an operator has stopped."""
    return frozenset(DriftCount.objects.filter(is_muted=True).values_list("code", flat=True))


def standing() -> str:
    """Return "off", "unavailable" or "on": what the supporter's panel says of the guard."""
    if not is_on():
        return "off"
    return "unavailable" if reading.is_in_doubt() else "on"


def next_turn(conversation: Conversation) -> int:
    """Return the number of the supporter's next message."""
    return talks.balance(conversation).supporter_messages + 1


def lately(conversation: Conversation, now: datetime) -> "QuerySet[Noticed]":
    """Return what was noticed in a talk within the time in which the same is said once."""
    return Noticed.objects.filter(conversation_id=conversation.pk, at__gt=now - rules.COLLAPSE)


def last_noticed(conversation: Conversation, code: str) -> Noticed | None:
    """Return the last time this was noticed in a talk."""
    return Noticed.objects.filter(conversation_id=conversation.pk, code=code).order_by("-at", "-id").first()


def before(row: Noticed | None) -> Before | None:
    """Return a noticed moment as the rules know it."""
    if row is None:
        return None
    return Before(at=row.at, is_answered=bool(row.answer), is_past=row.place == "sent" or bool(row.outcome))


def waiting_now(conversation: Conversation, code: str, now: datetime) -> Noticed | None:
    """Return the moment of a draft or a message that waits already, for a second try with the same drift."""
    open_ones = lately(conversation, now).filter(code=code, place__in=["draft", "held"], outcome="")
    return open_ones.order_by("-at", "-id").first()


def to_hold(found: reading.Found) -> Seen | None:
    """Return the drift for which a message waits, the gravest first, or None."""
    grave = [code for code in found.codes if found.severities.get(code) == rules.HELD]
    if found.has_contact:
        grave.append(rules.CONTACT)
    seen = rules.lead(grave, found.severities, found.spans)
    return seen if rules.waits(seen, has_contact=found.has_contact) else None


def is_drift(draft: str, *, turn: int, mode: str = talks.Mode.LINE) -> bool:
    """Tell whether the guard sees more in a draft than a faint hint, whether or not it has said so already.

    :raises GuardFails: the guard could not read
    """
    seen = reading.seen_in(reading.read(draft, turn=turn, mode=mode))
    return seen is not None and seen.severity >= rules.NOTED


def telling(conversation: Conversation, draft: str, found: reading.Found) -> Telling:
    """Return the share and recency of a supporter's own stories, measured on the last messages.

    :raises GuardFails: the guard could not read
    """
    lines = _lines(conversation)
    own = [reading.read(line.text) for line in lines if line.side == talks.Side.SUPPORTER]
    theirs = [line.text for line in lines if line.side == talks.Side.SEEKER]
    in_a_row = 0
    while in_a_row < len(own) and own[-1 - in_a_row].is_story:
        in_a_row += 1
    visit = matching.visit_of_conversation(conversation)
    return Telling(
        is_story=True,
        words=count_words(draft),
        their_words=count_words(theirs[-1]) if theirs else 0,
        reflections=sum(one.is_reflection for one in own),
        stories_in_a_row=in_a_row,
        distress=relief.ratings(visit).get("before") if visit else None,
        gives_back=found.gives_back,
    )


def _lines(conversation: Conversation) -> list[talks.Line]:
    try:
        return talks.latest(conversation=conversation, most=LOOK_BACK)
    except KeyIsGone:
        return []


def noticed(pk: int) -> Noticed | None:
    """Return a noticed moment that an event named, if it is still there."""
    return Noticed.objects.select_related("conversation").filter(pk=pk).first()


def uncalled() -> list[Noticed]:
    """Return the held messages about which nobody has been called yet."""
    waiting = Noticed.objects.filter(calls=True, called_at=None, mode=talks.Mode.LINE)
    return list(waiting.select_related("conversation").order_by("at"))


def to_review() -> list[Noticed]:
    """Return what a supervisor should look at within a day, the oldest first; nothing of an evening between friends."""
    waiting = Noticed.objects.filter(severity__gte=rules.REVIEWED, reviewed_at=None, mode=talks.Mode.LINE)
    kept = waiting.exclude(place="draft").exclude(outcome="changed")
    return list(kept.select_related("supporter", "conversation").order_by("at", "id"))


def counts() -> list[DriftCount]:
    """Return how often each code was shown and what supporters tapped, the most often first."""
    return list(DriftCount.objects.order_by("-shown", "code"))
