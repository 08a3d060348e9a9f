"""What the message before changes in reading a supporter: ``python -m training beside``, on the tested voices.

Where no message before was written, a tested seeker's is drawn, the same each time.
"""

import random
from collections.abc import Sequence

import numpy as np

from beenthere.readers import drift, listening
from beenthere.readers.shapes import SEEKER, SUPPORTER, Turn
from training.corpora import Message
from training.figures import Figure, held, interval, macro_f1, share_of
from training.findings import say
from training.heads import ACTS, SEVERE
from training.tested import tested


def show() -> None:
    """Print how often drifts, the gravest of them and fine messages are hinted at, and how well acts are told, alone and beside."""
    found, chance = tested(SUPPORTER), random.Random(3)
    drawn = [one.example.text for one in tested(SEEKER)]
    before = [one.example.context or chance.choice(drawn) for one in found]
    for which, texts in (("alone", [""] * len(found)), ("beside the message before", before)):
        say([*_drifts(found, texts, which), _acts(found, texts, which)])


def _talk(text: str, before: str) -> list[Turn]:
    return [*([Turn(SEEKER, before)] if before else []), Turn(SUPPORTER, text)]


def _drifts(found: Sequence[Message], before: Sequence[str], which: str) -> list[Figure]:
    said = [
        frozenset(drift.read(_talk(one.example.text, text), mode=one.mode).labels)
        for one, text in zip(found, before, strict=True)
    ]
    known = [one.example.known["drift"] - {"none"} for one in found]
    grave = [bool(labels & set(SEVERE)) for labels in said]
    return [
        share_of(_where([bool(labels) for labels in said], list(map(bool, known))), f"drifts hinted at, {which}"),
        share_of(_where(grave, [bool(labels & set(SEVERE)) for labels in known]), f"gravest seen, {which}"),
        share_of(_where([bool(labels) for labels in said], [not labels for labels in known]), f"fine messages hinted at, {which}"),
    ]  # fmt: skip


def _where(holds: Sequence[bool], counts: Sequence[bool]) -> np.ndarray:
    return np.array(holds)[np.array(counts)]


def _acts(found: Sequence[Message], before: Sequence[str], which: str) -> Figure:
    """Return how well acts are told in messages of talks, where the one before is known."""
    pairs = [(one, text) for one, text in zip(found, before, strict=True) if one.example.context]
    truth = held(ACTS, (one.example.known["act"] for one, _ in pairs))
    read = listening.read_many([_talk(one.example.text, text) for one, text in pairs])
    guess = held(ACTS, (frozenset(one.labels) for one in read))
    return interval(lambda rows: macro_f1(truth, guess, rows), len(pairs), f"acts, macro-F1, {which}")
