"""Choose what a reader says from how likely it is: how good a head is, and the step from which a label counts."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score

from training.heads import LEVELS, SEVERE
from training.shapes import Head

# One fine message in a hundred may be held, and rules hold some; so much is left to the trained part, and so little of what leads out may be doubted.
FALSE_HOLDS, DOUBTED = 0.004, 0.005
# Without a rule behind it the trained part must be fairly sure, also of what is like nothing it learned from.
LEAST_SURE = 0.6
# So much of what is fine may be called to attention at each level; more in languages that are known from few sentences.
FALSE_ALARMS = {
    "cue": {"A1": 0.12, "A2": 0.06, "A3": 0.03, "A4": 0.015},
    "foreign": {"A1": 0.20, "A2": 0.12, "A3": 0.06, "A4": 0.05},
}
# Nothing this unlikely is called, however rarely a fine message reaches it.
LEAST_STEP = 0.1
# Half of the hints that fine messages may get are for the gravest drifts, of which few must be missed.
FALSE_GRAVE = 0.025
Floats = NDArray[np.float32]


def columns_of(heads: Sequence[Head]) -> list[tuple[Head, slice]]:
    """Return each head with its columns."""
    found, start = [], 0
    for head in heads:
        found.append((head, slice(start, start + len(head.labels))))
        start += len(head.labels)
    return found


def quality(head: Head, logits: Floats, truth: Floats) -> float:
    """Return macro-F1 of a one-of head, mean average precision of a many-labels head or of one that is mostly nothing."""
    if head.name == "contact":
        return float(average_precision_score(truth[:, 0] == 0, 1 - softmax(logits)[:, 0]))
    if head.name in ("level", "drift"):
        logits = softmax(logits)
    elif head.kind == "one":
        return float(f1_score(truth.argmax(1), logits.argmax(1), average="macro"))
    present = [n for n in range(truth.shape[1]) if 0 < truth[:, n].sum() < len(truth)]
    return float(np.mean([average_precision_score(truth[:, n], logits[:, n]) for n in present]))


def tune(head: Head, logits: Floats, truth: Floats) -> dict[str, float]:
    """Return a threshold for each label that is shown or not; a plain one-of head has none."""
    if head.name == "level":
        # Chosen by how often a fine message may be called, see ``rarely_for_nothing``.
        return {}
    if head.name == "drift":
        chances = softmax(logits)
        codes = [(code, chances[:, n], truth[:, n]) for n, code in enumerate(head.labels) if n]
        return _thresholds(codes, lambda code: 0.8) | dict.fromkeys(
            SEVERE, _grave_step(chances[truth[:, 0] == 1], head.labels)
        )
    if head.name == "contact":
        return _of_contact(1 - softmax(logits)[:, 0], truth[:, 0] == 0)
    if head.kind == "one":
        return {}
    chances = 1 / (1 + np.exp(-logits))
    labels = [(label, chances[:, n], truth[:, n]) for n, label in enumerate(head.labels)]
    return _thresholds(labels, lambda label: 1.5 if head.name == "cue" else 1.0)


def _of_contact(chances: Floats, is_given: NDArray[np.bool_]) -> dict[str, float]:
    """Return the step above which no rule is needed, and the one below which a rule is doubted."""
    sure = float(np.quantile(chances[~is_given], 1 - FALSE_HOLDS))
    return {
        "contact": round(max(sure, LEAST_SURE), 4),
        "doubt": round(float(np.quantile(chances[is_given], DOUBTED)), 4),
    }


def rarely_for_nothing(logits: Floats, truth: Floats, allowed: Mapping[str, float]) -> dict[str, float]:
    """Return for each level the step that so many fine messages reach and no more, or the least there is."""
    fine = softmax(logits)[truth[:, 0] == 1]
    reached = {level: fine[:, n:].sum(1) for n, level in enumerate(LEVELS) if n}
    steps = {level: float(np.quantile(reached[level], 1 - part)) for level, part in allowed.items()}
    return {level: round(max(step, LEAST_STEP), 3) for level, step in steps.items()}


def _grave_step(fine: Floats, labels: Sequence[str]) -> float:
    """Return the step for the gravest codes that few fine messages reach with any of them."""
    strongest = fine[:, [labels.index(code) for code in SEVERE]].max(1)
    return round(float(np.quantile(strongest, 1 - FALSE_GRAVE)), 3)


def _thresholds(rows: Sequence[tuple[str, Floats, Floats]], beta: Callable[[str], float]) -> dict[str, float]:
    """Return for each label its own best step, drawn toward the common one: the fewer examples, the closer.

    ``beta`` above 1 prefers finding all, below 1 prefers no false alarm.
    """
    steps = np.arange(0.08, 0.91, 0.02)
    common: dict[float, float] = {}
    for wanted in {beta(label) for label, _, _ in rows}:
        alike = [(c, t) for label, c, t in rows if beta(label) == wanted]
        common[wanted] = max(steps, key=lambda step: np.mean([_f(wanted, c >= step, t) for c, t in alike]))
    found = {}
    for label, chances, truth in rows:
        usual, held = common[beta(label)], float(truth.sum())
        own = max(steps, key=lambda step: (_f(beta(label), chances >= step, truth), -abs(step - usual)))
        trust = held / (held + 40)
        found[label] = round(float(trust * own + (1 - trust) * usual), 3)
    return found


def softmax(logits: Floats) -> Floats:
    """Return the chances of one-of labels."""
    risen = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(risen / risen.sum(1, keepdims=True))


def _f(beta: float, said: NDArray[np.bool_], truth: Floats) -> float:
    hit = float((said & (truth == 1)).sum())
    wrong, missed = float(said.sum()) - hit, float((truth == 1).sum()) - hit
    return (1 + beta**2) * hit / max((1 + beta**2) * hit + beta**2 * missed + wrong, 1e-9)
