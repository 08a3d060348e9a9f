"""Written example sentences: for each card the one whose situation is most like what the seeker said.

Nothing is filled in and nothing is made up: a person wrote every sentence. Only those are compared that speak of nobody
and of no loss that was not named (``naming``); of these the nearest by the cosine of the encoder's vectors is shown. Where
none is left, or without the encoder, the card's plain sentence stands, which was written to fit any talk.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from beenthere.companion import naming
from beenthere.readers import model
from beenthere.skills.rules import Card

MOST_COMPARED = 600
ANYTHING = "anything"
EXAMPLES = Path(__file__).parent.parent / "skills" / "content" / "examples.yml"


@dataclass(frozen=True)
class Example:
    """A sentence and the situation it was written for."""

    fits: str
    say: str


@lru_cache(maxsize=1)
def examples() -> dict[str, tuple[Example, ...]]:
    """Return the examples of every card, as they are written in the content file."""
    rows = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")) or {}
    return {slug: tuple(Example(row["fits"], row["say"]) for row in found) for slug, found in rows.items()}


@lru_cache(maxsize=512)
def _vector(one: Example) -> model.Floats:
    """Return the vector of a written sentence; what a seeker said is kept by nothing here."""
    return np.asarray(model.vectors([f"{one.fits}. {one.say}"])[0])


def plain_for(card: Card) -> str:
    """Return the sentence of a card that fits any talk; the card's own where none was written."""
    return next((one.say for one in examples().get(card.slug, ()) if one.fits == ANYTHING), card.say)


def example_for(card: Card, words: str) -> str:
    """Return the sentence that fits what was said; the plain one where nothing fits or nothing can be compared."""
    near = [one for one in examples().get(card.slug, ()) if one.fits != ANYTHING and _may_fit(one, words)]
    if not near:
        return plain_for(card)
    try:
        heard = model.vectors([words[-MOST_COMPARED:]])[0]
        return max(near, key=lambda one: float(_vector(one) @ heard)).say
    except model.Unavailable:
        return plain_for(card)


def _may_fit(one: Example, words: str) -> bool:
    return naming.is_near(one.fits, words) and naming.may_be_said(fits=one.fits, say=one.say, heard=words)
