"""What every reader shares: the last turn is read, the one before it is its context, and failing is said openly."""

import logging
from collections.abc import Callable, Sequence
from functools import cache

from beenthere.readers import model
from beenthere.readers.model import Asked
from beenthere.readers.scripts import is_readable, language
from beenthere.readers.shapes import LEVELS, UNAVAILABLE, Reading, Span, Turn

logger = logging.getLogger(__name__)
Chances = dict[str, float]
Decide = Callable[[Sequence[Turn], Chances], Reading]


def asked(turns: Sequence[Turn]) -> Asked:
    """Return the last turn's text with what was said before it."""
    return Asked(turns[-1].text.strip(), turns[-2].text.strip() if len(turns) > 1 else "")


def can_be_read(text: str, usual: str = "en") -> bool:
    """Return whether the readers were trained on such a text: English, in its own letters; in a talk in another language it has to show."""
    return is_readable(text) and language(text, usual) == "en"


def read_many(
    name: str, talks: Sequence[Sequence[Turn]], decide: Decide, ask: Callable[[Sequence[Turn]], Asked] = asked
) -> list[Reading]:
    """Read the last turn of each talk; what can not be read is unavailable, an empty message says nothing.

    ``ask`` says what the weights are given to read; the decision rests on the words as they were written.
    """
    found: list[Reading] = [_unread(turns) for turns in talks]
    readable = [
        number
        for number, turns in enumerate(talks)
        if turns and can_be_read(turns[-1].text, turns[-1].language)
    ]
    if not readable:
        return found
    try:
        chances = model.probabilities(name, [ask(talks[number]) for number in readable])
    except model.Unavailable:
        say_missing(name)
        return [UNAVAILABLE if number in readable else one for number, one in enumerate(found)]
    for number, one in zip(readable, chances, strict=True):
        found[number] = decide(talks[number], one)
    return found


@cache
def say_missing(name: str) -> None:
    """Write once into the log that the weights of a reader are missing."""
    logger.warning("the %s reader has no weights", name)


def _unread(turns: Sequence[Turn]) -> Reading:
    return Reading() if not turns or not turns[-1].text.strip() else UNAVAILABLE


def passed(name: str, chances: Chances, labels: Sequence[str]) -> list[str]:
    """Return the labels whose chance reaches the reader's threshold, strongest first."""
    thresholds = model.half(name).thresholds
    held = [label for label in labels if chances[label] >= thresholds.get(label, 0.5)]
    return sorted(held, key=lambda label: (-chances[label], label))


def passed_or_likeliest(name: str, chances: Chances, labels: Sequence[str]) -> list[str]:
    """Return the labels that pass, or the likeliest one where none does."""
    return passed(name, chances, labels) or [max(labels, key=lambda label: chances[label])]


def levels(name: str, chances: Chances) -> tuple[Chances, list[str]]:
    """Return how likely each level from A1 on is reached or passed, and the levels whose chance reaches the reader's threshold."""
    at_least = {level: sum(chances[one] for one in LEVELS[n:]) for n, level in enumerate(LEVELS) if n}
    return at_least, passed(name, at_least, LEVELS[1:])


def because(name: str, text: str, labels: Sequence[str]) -> tuple[Span, ...]:
    """Return for each label the words that speak for it; a label that no words speak for has no span."""
    spans = [model.half(name).because(text, label) for label in labels]
    return tuple(span for span in spans if span is not None)


def labels_of(name: str, head: str) -> list[str]:
    """Return the labels of one head of a reader."""
    return next(labels for found, labels, _ in model.half(name).heads if found == head)
