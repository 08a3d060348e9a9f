"""What a seeker's words carry: emotions, how strong, and what might help. Never certain, never a diagnosis."""

from collections.abc import Sequence
from types import MappingProxyType

from beenthere.readers.base import Chances, because, labels_of, passed
from beenthere.readers.base import read_many as _read_many
from beenthere.readers.shapes import Reading, Turn

NAME = "feeling"
LEAST_NEED = 0.5


def read(turns: Sequence[Turn]) -> Reading:
    """Return the emotions of the last turn, its ``intensity`` 0-10 with ``low`` and ``high`` ends, and its need."""
    return read_many([turns])[0]


def read_many(talks: Sequence[Sequence[Turn]]) -> list[Reading]:
    """Return one reading for each talk, in order."""
    return _read_many(NAME, talks, _decide)


def _decide(turns: Sequence[Turn], chances: Chances) -> Reading:
    emotions = passed(NAME, chances, labels_of(NAME, "emotion"))
    need = max(labels_of(NAME, "need"), key=lambda label: chances[label])
    return Reading(
        labels=tuple(emotions),
        need=need if need != "unknown" and chances[need] >= LEAST_NEED else "",
        numbers=MappingProxyType(_intensity([chances[f"at-least-{n}"] for n in range(1, 11)])),
        because=because(NAME, turns[-1].text, emotions),
    )


def _intensity(reached: Sequence[float]) -> dict[str, float]:
    """Return the expected step and one standard deviation around it, from the chances of reaching each step."""
    steady = [min(reached[: n + 1]) for n in range(len(reached))]
    expected = sum(steady)
    square = sum((2 * n + 1) * chance for n, chance in enumerate(steady))
    spread = max(square - expected**2, 0.0) ** 0.5
    return {
        "intensity": round(expected, 1),
        "low": round(max(expected - spread, 0), 1),
        "high": round(min(expected + spread, 10), 1),
    }
