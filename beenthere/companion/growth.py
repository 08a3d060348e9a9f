"""A supporter's own listening over the evenings: counts only, seen by nobody else, deleted when they like."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.companion import ears
from beenthere.companion.actions import panel_of
from beenthere.companion.models import ListeningPicture, Panel
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.people.models import Person
from beenthere.privacy.keys import KeyIsGone
from beenthere.readers import Review, Turn, review
from beenthere.readers.counts import listening_balance
from beenthere.readers.listening import GIVING, QUESTIONS, REFLECTIONS, UNASKED

LOOKED_BACK = timedelta(hours=6)
MOST_AT_ONCE = 5
# Below this a share says nothing about an evening.
LEAST_READ = 3
GROUPS = {"reflections": REFLECTIONS, "questions": QUESTIONS, "inputs": GIVING, "unasked_advice": UNASKED}


def keep_pictures(*, now: datetime) -> int:
    """Keep the counts of talks that ended lately; return how many were looked at."""
    counted = Panel.objects.filter(is_pictured=True).values("conversation")
    ended = Conversation.objects.filter(ended_at__gt=now - LOOKED_BACK, supporter_messages__gt=0).exclude(
        pk__in=counted
    )
    found = list(ended.order_by("ended_at")[:MOST_AT_ONCE]) if ears.are_on() else []
    for conversation in found:
        panel = panel_of(conversation=conversation)
        Panel.objects.filter(pk=panel.pk).update(is_pictured=True)
        ears.forget(conversation.key)
        if panel.seeker_allows:
            _keep(conversation, now=now)
    return len(found)


def _keep(conversation: Conversation, *, now: datetime) -> None:
    try:
        lines = talks.transcript(conversation)
    except KeyIsGone:
        return
    found = review([Turn(line.side, line.text, conversation.language) for line in lines])
    counts = _counted(found)
    # A picture of words that nobody could read would be a picture of nothing.
    if conversation.supporter and counts["messages"] >= LEAST_READ:
        ListeningPicture.objects.get_or_create(
            conversation=conversation,
            defaults={**counts, "supporter": conversation.supporter, "on": now.date()},
        )


def _counted(found: Review) -> dict[str, Any]:
    """Return the counts of what could be read; a heart or another language on either side is left out of all of them."""
    read = [
        (turn, set(labels))
        for n, (turn, labels) in enumerate(zip(found.turns, found.readings, strict=True), start=1)
        if n not in found.unread
    ]
    said = [labels for turn, labels in read if turn.side == talks.Side.SUPPORTER]
    balance = listening_balance(turn for turn, _ in read)
    return {
        **{name: sum(bool(labels & group) for labels in said) for name, group in GROUPS.items()},
        "messages": len(said),
        "words": balance.supporter_words,
        "share_of_words": balance.supporter_share,
    }


def forget_pictures(*, supporter: Person) -> None:
    """Delete all of a supporter's own pictures; talks already counted are not counted again."""
    ListeningPicture.objects.filter(supporter=supporter).delete()
