"""Read the research sets an operator may hold; nothing here is copied into the project."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.shapes import Example, Head

LEVELS = ("none", "weak", "strong")
EPITOME = {"er": "reaction", "ip": "interpretation", "ex": "exploration"}
BEHAVIOURS = ("reflection", "question", "therapist_input", "other")
EPITOME_HEADS = tuple(Head(f"epitome-{key}", LEVELS, "one") for key in EPITOME)
ANNOMI_HEADS = (Head("behaviour", BEHAVIOURS, "one"),)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def epitome(path: Path) -> list[Example]:
    """Return (post, reply) pairs with the three mechanisms on three levels."""
    return [
        Example(
            row["response"],
            row["seeker"],
            {f"epitome-{key}": frozenset({LEVELS[row[key]]}) for key in EPITOME},
        )
        for row in rows(path)
    ]


def annomi(path: Path) -> list[Example]:
    """Return the therapist's utterances with their behaviour and one turn of context."""
    return [
        Example(
            row["text"],
            row["context"][-1]["text"] if row["context"] else "",
            {"behaviour": frozenset({row["behaviour"]})},
        )
        for row in rows(path)
        if row.get("behaviour")
    ]
