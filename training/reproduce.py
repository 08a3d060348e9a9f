"""The same recipe on a research set that you hold: for comparing, never for weights that ship.

``python -m training reproduce epitome --data FOLDER [--test FILE] [--choose]``: FOLDER holds ``epitome/train.jsonl``,
``annomi/train.jsonl`` and so on. Starts from the encoder that ships, so that what it learned from the project's own
corpora helps; what is measured is the int8 export with its linear half, which is thrown away when the run ends.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from training import findings, linear, research
from training.encoder import seed, tokenizer
from training.evaluate import Figure, interval
from training.fit import Recipe, targets, train
from training.readers import columns_of, encoded, save, softmax
from training.shapes import Example, Head
from training.start import from_shipped

Floats = NDArray[np.float32]
KEPT_BACK = 0.15


@dataclass(frozen=True)
class ResearchSet:
    """How one research set is read, learned and answered.

    ``measured`` are the questions that are scored; further ones are only learned beside them. ``share`` is the linear
    half's part of the answer, ``evenness`` how far rare answers are lifted towards common ones (0 not, 1 fully).
    Both were chosen with ``--choose``, on a part of the train split.
    """

    read: Callable[[Path], list[Example]]
    # What stays together when a part is kept back: a session, or everything said to one post.
    groups: Callable[[Path], list[str]]
    heads: tuple[Head, ...]
    measured: tuple[Head, ...]
    recipe: Recipe
    share: float
    evenness: float


SETS = {
    "epitome": ResearchSet(
        research.epitome, research.posts, research.EPITOME_HEADS, research.EPITOME_HEADS,
        Recipe(epochs=5, rate=1.2e-4, batch=16, forget_context=0.1, plain_share=0.0, layer_decay=0.85, averaged=0.3, seed=11),
        share=0.3, evenness=0.0,
    ),
    "annomi": ResearchSet(
        research.annomi, research.sessions, research.ANNOMI_HEADS, research.ANNOMI_HEADS[:1],
        Recipe(epochs=5, rate=1.2e-4, batch=16, forget_context=0.1, plain_share=0.0, layer_decay=0.85, averaged=0.3, seed=11),
        share=0.4, evenness=0.0,
    ),
}  # fmt: skip


def run(which: str, data: Path | None, test: Path | None, *, choose: bool = False) -> list[Figure]:
    """Train on a research set, print macro-F1 on its development or test split with intervals.

    With ``choose`` a part of the train split is kept back, only that is measured, and nothing is written.
    """
    if data is None:
        raise SystemExit("Say where the research sets are: --data FOLDER. They are not part of the project.")
    asked = SETS[which]
    whole = data / which / "train.jsonl"
    if choose:
        learned, tested = research.parted(asked.read(whole), asked.groups(whole), KEPT_BACK)
    else:
        learned, tested = asked.read(whole), asked.read(test or data / which / "dev.jsonl")
    halves = _halves(asked, learned, tested)
    truth = targets(asked.measured, tested)
    often = targets(asked.measured, learned).mean(0)
    if choose:
        _show_choices(asked, halves, often, truth)
        return []
    found = _figures(asked, _answered(asked, halves, often, asked.share, asked.evenness), truth)
    findings.say(found)
    named = (test or Path("dev.jsonl")).name
    findings.write(which, f"{which}: the same recipe trained on its train split, measured on {named}", found)
    return found


def _halves(
    asked: ResearchSet, learned: Sequence[Example], tested: Sequence[Example]
) -> tuple[Floats, Floats]:
    """Learn both halves, write them as the shipped readers are written, and read ``tested`` with what was written."""
    seed(asked.recipe.seed)
    model = train(from_shipped(asked.heads), tokenizer(), learned, asked.recipe)
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


def _answered(
    asked: ResearchSet, halves: tuple[Floats, Floats], often: Floats, share: float, evenness: float
) -> Floats:
    """Return the chances of each answer: both halves mixed, rare answers lifted."""
    found = np.zeros_like(halves[0])
    for _, part in columns_of(asked.measured):
        mixed = (1 - share) * softmax(halves[0][:, part]) + share * softmax(halves[1][:, part])
        lifted = mixed / often[part] ** evenness
        found[:, part] = lifted / lifted.sum(1, keepdims=True)
    return found


def _show_choices(asked: ResearchSet, halves: tuple[Floats, Floats], often: Floats, truth: Floats) -> None:
    """Print macro-F1 of each question on what was kept back, by linear share and evenness."""
    print("share evenness " + " ".join(f"{head.name:>12}" for head in asked.measured))
    for share, evenness in product((0.0, 0.2, 0.3, 0.4, 0.5, 1.0), (0.0, 0.15, 0.3, 0.45, 0.6)):
        chances = _answered(asked, halves, often, share, evenness)
        scores = [_macro_f1(truth[:, part], chances[:, part]) for _, part in columns_of(asked.measured)]
        print(f"{share:5} {evenness:8} " + " ".join(f"{score:12.3f}" for score in scores), flush=True)


def _macro_f1(truth: Floats, chances: Floats) -> float:
    return float(f1_score(truth.argmax(1), chances.argmax(1), average="macro"))


def _figures(asked: ResearchSet, chances: Floats, truth: Floats) -> list[Figure]:
    found = []
    for head, part in columns_of(asked.measured):
        t, c = truth[:, part], chances[:, part]
        found.append(interval(lambda r, t=t, c=c: _macro_f1(t[r], c[r]), len(t), f"{head.name}, macro-F1"))
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
