"""The guard at the door of the talk: which messages wait for a second look."""

from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from beenthere.boundaries.guard import actions, queries, reading, rules
from beenthere.conversations.gates import Asking, Held, Hold, before_opening, gate, when_failed
from beenthere.conversations.models import Conversation, Side

when_failed(reading.doubt)


@before_opening
def warm_up() -> None:
    """Load the readers once, so that nobody's first message waits for them."""
    reading.read("Hello, I am here.")


@gate
def look(asking: Asking) -> Hold | None:
    """Decide whether a message waits, or is spoken of: the gravest drifts of a supporter, and ways out on either side."""
    conversation = Conversation.objects.select_related("supporter", "seeker").get(pk=asking.conversation_id)
    if asking.side == Side.SEEKER:
        may_go = asking.insists or conversation.is_of_friends or not queries.is_on()
        return None if may_go else _for_a_seeker(asking.text)
    if asking.side != Side.SUPPORTER:
        # Somebody on call may have to say a number, or ask where somebody is; they are no peer.
        return None
    seen = actions.why_wait(conversation=conversation, text=asking.text)
    return partial(_hold, conversation, seen, asking) if seen else None


def _hold(conversation: Conversation, seen: rules.Seen, asking: Asking) -> Held | None:
    now = datetime.now(UTC)
    if asking.insists:
        nudge = actions.insist(conversation=conversation, seen=seen, reason=asking.reason, now=now)
    else:
        nudge = actions.hold(conversation=conversation, seen=seen, now=now)
    return Held(nudge.code, {**asdict(nudge), "reason": rules.asks_reason(seen)}) if nudge else None


def _for_a_seeker(text: str) -> Hold | None:
    """A number or a name once given can not be taken back, so there is one look before; a link is only spoken of after.

    A link is more often a group or a page than a way to them, and nobody in distress waits for that.
    """
    if reading.is_contact(text):
        return _warn
    return _mention if reading.is_link_away(text) else None


def _warn() -> Held:
    # Nothing is kept of a seeker's warning: they may say what they like.
    return Held(
        rules.CONTACT,
        _gently(
            _(
                "This looks like a way to reach you outside. Here nobody needs to know it, and your supporter may not use it."
            )
        ),
    )


def _mention() -> Held:
    says = _(
        "That link leads to another place. Here nobody needs to know where else you are, and your supporter may not meet you there."
    )
    return Held(rules.CONTACT, _gently(says), waits=False)


def _gently(says: str) -> dict[str, Any]:
    return {
        "key": "",
        "severity": rules.REVIEWED,
        "says": says,
        "instead": "",
        "card": "",
        "is_interruptive": True,
        "reason": False,
    }
