"""The same recipe on a research set that you hold: for comparing, never for weights that ship.

``python -m training reproduce epitome --data FOLDER [--test FILE]``: FOLDER holds ``epitome/train.jsonl``,
``annomi/train.jsonl`` and so on. Starts from the encoder that ships, so that what it learned from the project's own
corpora helps; what is measured is the int8 export with its linear half, which is thrown away when the run ends.
The encoder is the mean of a few that began alike and each kept back another part of the train split, so that together
they learned from all of it, and it costs no more to read with than one (Wortsman et al. 2022, "Model soups", ICML).
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score
from torch.optim.swa_utils import AveragedModel

from training import findings, linear, research
from training.encoder import ReaderModel, seed, tokenizer
from training.figures import Figure, interval
from training.fit import Recipe, targets, train
from training.readers import encoded, save
from training.shapes import Example, Head
from training.start import from_shipped
from training.tuning import columns_of, softmax

Floats = NDArray[np.float32]
KEPT_BACK = 0.12
MEMBERS = 3

# None of the embeddings learns: a set of some thousand sentences moves only the words that it holds.
RECIPE = Recipe(
    epochs=4, rate=1.2e-4, batch=16, forget_context=0.1, plain_share=0.0, layer_decay=0.85, averaged=0.3,
    still="embeddings", seed=11,
)  # fmt: skip
SHARES = (0.2, 0.35, 0.5)
LIFTS = (0.0, 0.2, 0.4)


@dataclass(frozen=True)
class ResearchSet:
    """How one research set is read, and what is asked; only ``measured`` is scored, the rest is learned beside it."""

    read: Callable[[Path], list[Example]]
    # What stays together when a part is kept back: a session, or everything said to one post.
    groups: Callable[[Path], list[str]]
    heads: tuple[Head, ...]
    measured: tuple[Head, ...]


SETS = {
    "epitome": ResearchSet(research.epitome, research.posts, research.EPITOME_HEADS, research.EPITOME_HEADS),
    "annomi": ResearchSet(
        research.annomi, research.sessions, research.ANNOMI_HEADS, research.ANNOMI_HEADS[:1]
    ),
}


@dataclass(frozen=True)
class Choice:
    """The linear half's part of the answer, and how far rare answers are lifted towards common ones."""

    share: float
    lift: float


def run(which: str, data: Path | None, test: Path | None) -> list[Figure]:
    """Train on a research set, print macro-F1 on its development or test split with intervals.

    What is left to choose is chosen on a part of the train split that is kept back; the measured split chooses nothing.
    """
    if data is None:
        raise SystemExit("Say where the research sets are: --data FOLDER. They are not part of the project.")
    asked, whole = SETS[which], data / which / "train.jsonl"
    examples, groups = asked.read(whole), asked.groups(whole)
    tested = asked.read(test or data / which / "dev.jsonl")
    members, back, known = [], [], []
    for number, (learned, kept) in enumerate(research.folds(examples, groups, KEPT_BACK, MEMBERS)):
        members.append(_member(asked, learned, number))
        back.append(_halves(asked, members[-1], learned, kept))
        known.append(targets(asked.measured, kept))
    often = targets(asked.measured, examples).mean(0)
    choice, alone = _chosen(
        asked, [np.concatenate(half) for half in zip(*back, strict=True)], often, np.concatenate(known)
    )
    rest = _halves(asked, _mean_of(members), examples, tested)
    truth = targets(asked.measured, tested)
    found = _figures(asked, _answered(asked, rest, often, choice), truth)
    # Published figures come from other splits; the n-grams alone say how hard this one is.
    found += _macro_f1s(asked, _answered(asked, rest, often, alone), truth, ", n-grams alone")
    findings.say(found)
    named = (test or Path("dev.jsonl")).name
    findings.write(which, f"{which}: the same recipe trained on its train split, measured on {named}", found)
    return found


def _member(asked: ResearchSet, learned: Sequence[Example], number: int) -> ReaderModel:
    """Return one of the encoders that are averaged: all have the same start, each its own order and its own chance."""
    seed(RECIPE.seed)
    model = from_shipped(asked.heads)
    torch.manual_seed(RECIPE.seed + number)
    print(f"member {number + 1} of {MEMBERS}: {len(learned)} learned", flush=True)
    return train(model, tokenizer(), learned, replace(RECIPE, seed=RECIPE.seed + number))


def _mean_of(members: Sequence[ReaderModel]) -> ReaderModel:
    mean = AveragedModel(members[0])
    for one in members:
        mean.update_parameters(one)
    found: ReaderModel = mean.module
    return found


def _halves(
    asked: ResearchSet, model: ReaderModel, learned: Sequence[Example], tested: Sequence[Example]
) -> tuple[Floats, Floats]:
    """Learn the linear half, write both as the shipped readers are written, and read ``tested`` with what was written."""
    rarity = linear.rarity_of(learned)
    weights, bias = linear.fit(asked.measured, learned, targets(asked.measured, learned), rarity)
    small, scale = linear.packed(weights)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(model, folder, learned="a research set")
        np.savez_compressed(
            folder / "half.npz", weights=small, scale=scale, bias=bias, rarity=rarity.astype(np.float16)
        )
        size = sum(one.stat().st_size for one in folder.iterdir())
        print(f"everything that reads, written: {size / 1e6:.1f} MB", flush=True)
        read = encoded(tested, asked.measured, folder)
    return read, linear.score(linear.matrix(tested, rarity), small * scale[:, None], bias)


def _answered(asked: ResearchSet, halves: Sequence[Floats], often: Floats, choice: Choice) -> Floats:
    """Return the chances of each answer: both halves mixed, rare answers lifted."""
    found = np.zeros_like(halves[0])
    for _, part in columns_of(asked.measured):
        mixed = (1 - choice.share) * softmax(halves[0][:, part]) + choice.share * softmax(halves[1][:, part])
        lifted = mixed / often[part] ** choice.lift
        found[:, part] = lifted / lifted.sum(1, keepdims=True)
    return found


def _chosen(
    asked: ResearchSet, halves: Sequence[Floats], often: Floats, truth: Floats
) -> tuple[Choice, Choice]:
    """Return what answered best what was kept back, of both halves and of n-grams alone, and print what was tried.

    The share is chosen by log-likelihood, which a few rare answers do not sway, the lift by macro-F1.
    """
    tried = {}
    for share, lift in product((0.0, *SHARES, 1.0), LIFTS):
        chances = _answered(asked, halves, often, Choice(share, lift))
        scores = [_macro_f1(truth[:, part], chances[:, part]) for _, part in columns_of(asked.measured)]
        likely = float((truth * np.log(np.maximum(chances, 1e-9))).sum(1).mean())
        tried[share, lift] = (likely, float(np.mean(scores)))
        print(
            f"kept back ({len(truth)}): linear share {share}, lift {lift}: log-likelihood {likely:.3f}, macro-F1 "
            + " ".join(f"{score:.3f}" for score in scores),
            flush=True,
        )
    share = max(SHARES, key=lambda one: tried[one, 0.0][0])
    mixed, alone = (Choice(one, max(LIFTS, key=lambda lift: tried[one, lift][1])) for one in (share, 1.0))
    print(f"chosen: {mixed}; n-grams alone: {alone}", flush=True)
    return mixed, alone


def _macro_f1(truth: Floats, chances: Floats) -> float:
    return float(f1_score(truth.argmax(1), chances.argmax(1), average="macro"))


def _macro_f1s(asked: ResearchSet, chances: Floats, truth: Floats, which: str = "") -> list[Figure]:
    return [
        interval(
            lambda r, at=part: _macro_f1(truth[r][:, at], chances[r][:, at]),
            len(truth),
            f"{head.name}, macro-F1{which}",
        )
        for head, part in columns_of(asked.measured)
    ]


def _figures(asked: ResearchSet, chances: Floats, truth: Floats) -> list[Figure]:
    found = _macro_f1s(asked, chances, truth)
    for head, part in columns_of(asked.measured):
        t, c = truth[:, part], chances[:, part]
        if head.labels == research.LEVELS:
            found += _presence(head.name, t[:, 0] == 0, 1 - c[:, 0], c.argmax(1) > 0)
    return found


def _presence(name: str, truth: NDArray[np.bool_], strong: Floats, said: NDArray[np.bool_]) -> list[Figure]:
    """Return how well it is told that a mechanism is there at all."""
    return [
        interval(
            lambda r: float(f1_score(truth[r], said[r], average="macro")),
            len(truth),
            f"{name}, presence, macro-F1",
        ),
        interval(lambda r: float(roc_auc_score(truth[r], strong[r])), len(truth), f"{name}, presence, AUC"),
    ]
