"""Written example sentences: for each card the one whose situation is most like what the seeker said.

Nothing is filled in and nothing is made up: a person wrote every sentence. Likeness is the cosine of the encoder's
vectors plus the number of the situation's words that were said; without the encoder the card's own example stands.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from beenthere.readers import model
from beenthere.skills.rules import Card

# A sentence about another loss than theirs hurts: a situation must share this many words with what was said.
LEAST_SHARED = 2
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


@lru_cache(maxsize=64)
def _vector(words: str) -> model.Floats:
    return np.asarray(model.vectors([words])[0])


def example_for(card: Card, words: str) -> str:
    """Return the sentence that fits what was said; the card's own where nothing was said or nothing can be compared."""
    near = [one for one in examples().get(card.slug, ()) if _shared(one.fits, words) >= LEAST_SHARED]
    if not near:
        return card.say
    try:
        likeness = model.vectors([f"{one.fits}. {one.say}" for one in near]) @ _vector(words[-600:])
    except model.Unavailable:
        return card.say
    shared = np.array([_shared(one.fits, words) for one in near])
    return near[int(np.argmax(likeness + shared))].say


def _shared(fits: str, words: str) -> int:
    """Return how many of a situation's words were said, compared by their first five letters."""
    said = {word[:5] for word in re.findall(r"\w{3,}", words.lower())}
    return len(said & {word[:5] for word in re.findall(r"\w{3,}", fits.lower())})
