"""The linear half of the readers: logistic regression over hashed n-grams, one weight vector per label."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from beenthere.readers.ngrams import BUCKETS, features, sentences
from training.shapes import Example, Head

STRENGTH = 6.0
LEAST_SEEN = 5
# Nobody needs a weight that moves nothing; small ones are dropped so that the file stays small.
LEAST_SHARE = 0.02


def matrix(examples: Sequence[Example], rarity: NDArray[np.float32] | None = None) -> csr_matrix:
    """Return rows of unit length: 1 + log(count), weighed by rarity where given."""
    rows, columns, values = [], [], []
    for number, example in enumerate(examples):
        found, counts = np.unique(
            [b for b, _, _ in features(example.text, example.context)], return_counts=True
        )
        value = 1 + np.log(counts)
        if rarity is not None:
            value = value * rarity[found]
        rows.append(np.full(len(found), number))
        columns.append(found)
        values.append(value / max(np.linalg.norm(value), 1e-9))
    shape = (len(examples), BUCKETS)
    return csr_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape, dtype=np.float32
    )


def rarity_of(examples: Sequence[Example]) -> NDArray[np.float32]:
    """Return the smoothed inverse document frequency of every bucket; 0 for one that was seen once or never."""
    seen = np.zeros(BUCKETS, dtype=np.float32)
    for example in examples:
        seen[np.unique([b for b, _, _ in features(example.text, example.context)])] += 1
    return np.where(seen >= 2, np.log((1 + len(examples)) / (1 + seen)) + 1, 0).astype(np.float32)


def fit(
    heads: Sequence[Head],
    examples: Sequence[Example],
    wanted: NDArray[np.float32],
    rarity: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return (weights [labels, buckets], bias [labels]); a label seen less than five times gets none.

    Labels that may hold together are learned one by one, one-of heads together, so that their logits can be compared.
    """
    weights = np.zeros((wanted.shape[1], BUCKETS), dtype=np.float32)
    bias = np.full(wanted.shape[1], -6.0, dtype=np.float32)
    whole = matrix(examples, rarity)
    start = 0
    for head in heads:
        columns = range(start, start + len(head.labels))
        start += len(head.labels)
        said = ~np.isnan(wanted[:, columns[0]])
        if head.kind == "one":
            _fit_together(whole[said], wanted[said][:, list(columns)], weights, bias, columns[0])
        else:
            for column in columns:
                _fit_alone(whole[said], wanted[said, column], weights, bias, column)
    return weights, bias


def _fit_alone(rows: csr_matrix, truth: NDArray[np.float32], weights: Any, bias: Any, column: int) -> None:
    if truth.sum() >= LEAST_SEEN:
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=7).fit(rows, truth)
        weights[column], bias[column] = model.coef_[0], model.intercept_[0]


def _fit_together(rows: csr_matrix, truth: NDArray[np.float32], weights: Any, bias: Any, first: int) -> None:
    model = LogisticRegression(C=STRENGTH, solver="lbfgs", max_iter=300, random_state=7).fit(
        rows, truth.argmax(1)
    )
    for place, label in enumerate(model.classes_):
        weights[first + label], bias[first + label] = model.coef_[place], model.intercept_[place]


def score(whole: csr_matrix, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return logits [examples, labels]."""
    return np.asarray(whole @ weights.T + bias, dtype=np.float32)


def score_strongest(
    examples: Sequence[Example],
    rarity: NDArray[np.float32],
    weights: NDArray[np.float32],
    bias: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return logits [examples, labels], each of the sentence that speaks most for its label."""
    parts = [sentences(one.text) or [one.text] for one in examples]
    flat = [Example(text, one.context) for one, texts in zip(examples, parts, strict=True) for text in texts]
    found = score(matrix(flat, rarity), weights, bias)
    starts = np.cumsum([0, *(len(texts) for texts in parts[:-1])])
    return np.asarray(np.maximum.reduceat(found, starts, axis=0))


def packed(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return the weights as whole numbers from -127 to 127 and the scale of each label."""
    scale = np.maximum(np.abs(weights).max(1), 1e-9) / 127
    small = np.round(weights / scale[:, None])
    small[np.abs(small) < LEAST_SHARE * 127] = 0
    return small.astype(np.int8), scale.astype(np.float32)


def save(
    name: str,
    folder: Path,
    heads: Sequence[Head],
    fitted: tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
    about: dict[str, Any],
) -> None:
    """Write a linear half, (weights, scale, bias, rarity), as plain arrays with what is known about it beside them."""
    weights, scale, bias, rarity = fitted
    np.savez_compressed(
        folder / f"{name}.npz", weights=weights, scale=scale, bias=bias, rarity=rarity.astype(np.float16)
    )
    told = {"heads": [{"name": h.name, "labels": h.labels, "kind": h.kind} for h in heads], **about}
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
