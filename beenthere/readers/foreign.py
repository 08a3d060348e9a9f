"""Danger in German, Spanish, French and Portuguese, which the encoder and a linear half know from few sentences.

It only ever adds attention to what patterns find; that it finds nothing says nothing.
"""

from types import MappingProxyType

from beenthere.readers import base, model
from beenthere.readers.model import Asked
from beenthere.readers.scripts import is_readable
from beenthere.readers.shapes import LEVELS, Reading

NAME = "foreign"
# "Estou bem" and "je suis là" are too little to go by; in so few words only a pattern is trusted.
LEAST_WORDS = 4
# A grave level calls somebody, so it must be clearer than a reason to ask.
CLEARLY_GRAVE, ASKS = 0.5, 2


def read(text: str) -> Reading | None:
    """Return the level and cues a message in one of the four languages calls attention to, or None when it calls to none."""
    if not is_readable(text) or len(text.split()) < LEAST_WORDS:
        return None
    try:
        chances = model.probabilities(NAME, [Asked(text.strip())])[0]
    except model.Unavailable:
        base.say_missing(NAME)
        return None
    at_least, reached = base.levels(NAME, chances)
    if not reached:
        return None
    is_clear = at_least["A3"] >= CLEARLY_GRAVE
    return _found(text, max(reached), chances, clear=LEVELS.index(max(reached)) if is_clear else ASKS)


def _found(text: str, level: str, chances: dict[str, float], *, clear: int) -> Reading:
    cues = base.passed_or_likeliest(NAME, chances, base.labels_of(NAME, "cue"))
    return Reading(
        labels=tuple(cues),
        level=level,
        numbers=MappingProxyType({"clear": min(clear, LEVELS.index(level))}),
        because=base.because(NAME, text, cues),
    )
