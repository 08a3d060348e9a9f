"""The cards, read from ``content/cards`` once."""

from functools import cache
from pathlib import Path

from beenthere.skills import rules
from beenthere.skills.rules import Card

FOLDER = Path(__file__).parent / "content" / "cards"


@cache
def cards() -> dict[str, Card]:
    """Return every card by slug. A file with a problem is left out; the start-up check names it."""
    return rules.read_folder(FOLDER)[0]


def card(slug: str) -> Card | None:
    """Return one card, or None."""
    return cards().get(slug)


def search(words: str) -> list[Card]:
    """Return the cards that hold every word, the best first."""
    return rules.search(words=words, cards=cards().values())


def helped_label(slug: str) -> str:
    """Return what a seeker calls this card, in plain words; empty for an unknown one."""
    found = card(slug)
    return found.helped if found else ""
