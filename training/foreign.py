"""Train the half of ``cue`` that hears danger in German, Spanish, French and Portuguese: n-grams alone."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beenthere.readers.foreign import NAME
from beenthere.readers.model import WEIGHTS
from training import linear, readers, sentences
from training.fit import targets
from training.heads import LEVELS, SEEKER_HEADS
from training.shapes import Example

HEADS = [head for head in SEEKER_HEADS if head.name in ("level", "cue")]
# Of what is fine in these languages, so much may be called to attention at a level; what is missed weighs more.
FALSE_ALARMS = {"A1": 0.08, "A2": 0.05, "A3": 0.02, "A4": 0.02}


def train(folder: Path = WEIGHTS) -> None:
    """Fit on seven eighths of the sentences, choose the thresholds on the rest, write ``foreign.npz`` and ``foreign.json``."""
    found = sentences.dangers()
    learned = [one for one in found if not sentences.is_tuned(one.text)]
    tuned = [one for one in found if sentences.is_tuned(one.text)]
    rarity = linear.rarity_of(learned)
    weights, bias = linear.fit(HEADS, learned, targets(HEADS, learned), rarity)
    small, scale = linear.packed(weights)
    logits = linear.score(linear.matrix(tuned, rarity), small * scale[:, None], bias)
    about = {
        "shares": dict.fromkeys([head.name for head in HEADS], 1.0),
        "thresholds": _thresholds(logits, tuned),
        "learned": len(learned),
        "tuned": len(tuned),
    }
    linear.save(NAME, folder, HEADS, (small, scale, bias, rarity), about)
    print(f"{NAME}: {len(learned)} learned, {len(tuned)} tuned, {about['thresholds']}", flush=True)


def _thresholds(logits: NDArray[np.float32], tuned: list[Example]) -> dict[str, float]:
    truth = targets(HEADS, tuned)
    (_, at), (cue, beside) = readers.columns_of(HEADS)
    chances = readers.softmax(logits[:, at])
    fine = truth[:, at][:, 0] == 1
    steps = {
        name: float(np.quantile(chances[fine, n:].sum(1), 1 - FALSE_ALARMS[name]))
        for n, name in enumerate(LEVELS)
        if n
    }
    return {name: round(step, 4) for name, step in steps.items()} | readers.tune(
        cue, logits[:, beside], truth[:, beside]
    )
