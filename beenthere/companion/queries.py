"""What may be asked about the companion."""

from beenthere.conversations.models import Conversation
from beenthere.skills.rules import Card


def used_cards(conversation: Conversation | None) -> list[Card]:
    """Return the cards a supporter used in a talk; none are recorded yet, so the close asks in free text."""
    return []
