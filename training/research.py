"""Read the research sets an operator may hold; nothing here is copied into the project."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.shapes import Example, Head

LEVELS = ("none", "weak", "strong")
EPITOME = {"er": "reaction", "ip": "interpretation", "ex": "exploration"}
BEHAVIOURS = ("reflection", "question", "therapist_input", "other")
EPITOME_HEADS = tuple(Head(f"epitome-{key}", LEVELS, "one") for key in EPITOME)
DOES = ("open", "closed", "simple", "complex", "information", "advice", "negotiation", "options")
# The second question is only learned beside the first, which is the one that is measured.
ANNOMI_HEADS = (Head("behaviour", BEHAVIOURS, "one"), Head("does", DOES))
MOST_WORDS = 110
LEAST_BEFORE = 6


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def epitome(path: Path) -> list[Example]:
    """Return (post, reply) pairs with the three mechanisms on three levels."""
    return [
        Example(
            _shortened(row["response"]),
            row["seeker"],
            {f"epitome-{key}": frozenset({LEVELS[row[key]]}) for key in EPITOME},
        )
        for row in rows(path)
    ]


def annomi(path: Path) -> list[Example]:
    """Return the therapist's utterances with their behaviour, all they do besides, and what was said before."""
    return [
        Example(
            row["text"],
            _before(row["context"]),
            {"behaviour": frozenset({row["behaviour"]}), "does": _does(row)},
        )
        for row in rows(path)
        if row.get("behaviour")
    ]


def sessions(path: Path) -> list[str]:
    """Return for each of ``annomi``'s examples the session it comes from."""
    return [str(row["transcript_id"]) for row in rows(path) if row.get("behaviour")]


def posts(path: Path) -> list[str]:
    """Return for each of ``epitome``'s examples the post that it answers."""
    return [str(row["sp_id"]) for row in rows(path)]


def folds(
    examples: Sequence[Example], groups: Sequence[str], share: float, many: int
) -> Iterator[tuple[list[Example], list[Example]]]:
    """Yield what is learned and what is kept back: each time another share of the groups, each group whole."""
    order = np.random.default_rng(5).permutation(np.unique(groups))
    size = int(len(order) * share)
    both = list(zip(examples, groups, strict=True))
    for n in range(many):
        back = set(order[n * size : (n + 1) * size])
        yield [one for one, group in both if group not in back], [one for one, group in both if group in back]


def _shortened(text: str) -> str:
    """Return a long reply without its middle, so that one window of the encoder holds its beginning and its end."""
    words = text.split()
    return text if len(words) <= MOST_WORDS else " ".join([*words[:60], "...", *words[-(MOST_WORDS - 60) :]])


def _before(context: Sequence[dict[str, str]]) -> str:
    """Return the turn before; where it says next to nothing ("Mm-hmm."), the ones before it too."""
    found: list[str] = []
    for turn in reversed(context):
        found.insert(0, " ".join(turn["text"].split()[-30:]))
        if sum(len(one.split()) for one in found) >= LEAST_BEFORE:
            break
    return " / ".join(found)


def _does(row: dict[str, Any]) -> frozenset[str]:
    """Return everything an utterance does, however little of it."""
    kinds = {row.get(name) for name in ("question_subtype", "reflection_subtype", "input_subtype")}
    return frozenset(str(kind) for kind in kinds & set(DOES))
