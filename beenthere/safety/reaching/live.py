"""Tell the live pages that something about reaching somebody has changed; what it is they ask for themselves."""

import hashlib

from beenthere.conversations import beside
from beenthere.conversations.models import Conversation
from beenthere.safety.levels import queries as levels
from beenthere.safety.reaching import queries


@beside.marks
def mark_of_the_card(conversation_id: int, side: str) -> str:
    """Return a mark that changes with what the card of one side shows; empty when it shows nothing."""
    conversation = Conversation.objects.get(pk=conversation_id)
    if conversation.is_of_friends:
        return ""
    if side == "seeker":
        shown = queries.card(conversation)
        return _short(shown) if shown.is_shown else ""
    return _short(
        (
            levels.level_of(conversation),
            queries.has_way(conversation),
            queries.next_contact(conversation),
        )
    )


def _short(shown: object) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
