"""Figures with their intervals and denominators, and the scores they are made of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.metrics import cohen_kappa_score

from training.corpora import Message

DRAWS = 1000
LEAST_GROUP = 40


@dataclass(frozen=True)
class Figure:
    """One figure with its 95 % bootstrap interval and its denominator; ``goal`` where one was set."""

    name: str
    value: float
    low: float
    high: float
    of: int
    goal: str = ""


@dataclass
class Report:
    """What a card says about one reader."""

    name: str
    figures: list[Figure] = field(default_factory=list)
    groups: dict[str, list[Figure]] = field(default_factory=dict)
    labels: list[tuple[str, float, float, int]] = field(default_factory=list)
    failures: list[tuple[str, str, str]] = field(default_factory=list)


def interval(score: Callable[[np.ndarray], float], many: int, name: str, goal: str = "") -> Figure:
    """Return a score with the interval of 1,000 draws of messages with replacement."""
    whole = np.arange(many)
    draws = np.random.default_rng(7)
    values = [score(draws.integers(0, many, many)) for _ in range(DRAWS)] if many else [0.0]
    found = [value for value in values if not np.isnan(value)]
    low, high = np.percentile(found, [2.5, 97.5]) if found else (0.0, 0.0)
    return Figure(name, float(score(whole)), float(low), float(high), many, goal)


def macro_f1(truth: np.ndarray, guess: np.ndarray, rows: np.ndarray) -> float:
    """Return the mean F1 of the labels that occur in the rows."""
    scores = []
    for label in range(truth.shape[1]):
        t, g = truth[rows, label], guess[rows, label]
        if t.sum():
            scores.append(2 * (t & g).sum() / (t.sum() + g.sum()))
    return float(np.mean(scores)) if scores else float("nan")


def held(labels: Sequence[str], found: Iterable[frozenset[str]]) -> np.ndarray:
    """Return a table [messages, labels] of what holds."""
    return np.array([[label in one for label in labels] for one in found], dtype=bool)


def recall(truth: np.ndarray, guess: np.ndarray, rows: np.ndarray) -> float:
    """Return the part of what holds that was found."""
    t, g = truth[rows], guess[rows]
    return float((t & g).sum() / t.sum()) if t.sum() else float("nan")


def precision(truth: np.ndarray, guess: np.ndarray, rows: np.ndarray) -> float:
    """Return the part of what was said that holds."""
    return recall(guess, truth, rows)


def by_label(
    names: Sequence[str], truth: np.ndarray, guess: np.ndarray
) -> list[tuple[str, float, float, int]]:
    """Return for each label that occurs its recall, its precision and how often it occurs."""
    every = np.arange(len(truth))
    return [
        (
            name,
            recall(truth[:, n], guess[:, n], every),
            precision(truth[:, n], guess[:, n], every),
            int(truth[:, n].sum()),
        )
        for n, name in enumerate(names)
        if truth[:, n].sum()
    ]


def by_group(found: Sequence[Message], score: Callable[[np.ndarray], float]) -> dict[str, list[Figure]]:
    """Return the main figure for each register, age and voice with enough messages."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        for kind in ("register", "age", "voice"):
            if value := getattr(one, kind):
                rows[kind, value.split(",")[0].strip()].append(number)
    groups: dict[str, list[Figure]] = defaultdict(list)
    for (kind, value), numbers in sorted(rows.items()):
        if len(numbers) >= LEAST_GROUP:
            place = np.array(numbers)
            figure = interval(lambda draw, p=place: score(p[draw]), len(place), value)
            groups[kind] += [] if np.isnan(figure.value) else [figure]
    return dict(groups)


def failures(
    found: Sequence[Message], truth: Sequence[str], guess: Sequence[str], most: int = 8
) -> list[tuple[str, str, str]]:
    """Return some mistakes as (message, should be, was), spread over all of them."""
    wrong = [n for n in range(len(found)) if truth[n] != guess[n] and 15 < len(found[n].example.text) < 160]
    chosen = wrong[:: max(1, len(wrong) // most)][:most]
    return [(found[n].example.text, truth[n] or "-", guess[n] or "-") for n in chosen]


def joined(labels: Iterable[str], order: Sequence[str]) -> str:
    """Return labels in a fixed order, as one text."""
    have = set(labels)
    return ", ".join(label for label in order if label in have)


def share_of(holds: np.ndarray, name: str, goal: str = "") -> Figure:
    """Return the part of the messages for which something holds."""
    return interval(lambda r: float(holds[r].mean()), len(holds), name, goal)


def kappa(one: Sequence[Any], other: Sequence[Any]) -> float:
    """Return Cohen's kappa of two labellings."""
    return float(cohen_kappa_score(one, other))
