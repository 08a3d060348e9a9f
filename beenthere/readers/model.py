"""The trained part: one small encoder for all readers, and a linear half for each.

Weights are plain arrays and one ONNX file; nothing is unpickled and nothing leaves the machine.
One run on one message is shared by all readers, whichever asks first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beenthere.readers.ngrams import features, sentences
from beenthere.readers.remembering import remembers
from beenthere.readers.shapes import Span

WEIGHTS = Path(__file__).parent / "weights"
WINDOW, CONTEXT_TOKENS, MOST_WINDOWS = 160, 64, 8
CLS, SEP = 101, 102
Floats = NDArray[np.float32]


class Unavailable(RuntimeError):
    """The weights are not there or can not be read."""


@dataclass(frozen=True)
class Asked:
    """A message to be read, and the message before it."""

    text: str
    context: str = ""


class Encoder:
    """The shared encoder: text in, logits of every head and a pooled vector out."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # One thread: the same answer each time, and readers never take the chat's cores.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokens: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            about = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        except Exception as error:
            raise Unavailable(f"the encoder can not be loaded: {error}") from error
        self._tokens.no_truncation()
        self._tokens.no_padding()
        self.columns: dict[str, slice] = {}
        start = 0
        for head in about["heads"]:
            self.columns[head["name"]] = slice(start, start + len(head["labels"]))
            start += len(head["labels"])

    def run(self, asked: Sequence[Asked]) -> tuple[Floats, Floats]:
        """Return (logits [messages, labels], pooled [messages, 384]); long messages are read in windows."""
        found = [self._one(one) for one in asked]
        return np.stack([logits for logits, _ in found]), np.stack([pooled for _, pooled in found])

    def _one(self, asked: Asked) -> tuple[Floats, Floats]:
        """Run one message alone: int8 scales are taken over a whole batch, so company would change the answer."""
        before = self._context(asked.context)
        parts = [self._session.run(None, _fed(*self._row(ids, before))) for ids in self._windows(asked.text)]
        # The strongest logit of each label counts: danger at the end of a long message is danger.
        return np.max([logits[0] for logits, _ in parts], axis=0), np.mean(
            [pooled[0] for _, pooled in parts], axis=0
        )

    def _windows(self, text: str) -> list[list[int]]:
        ids = self._tokens.encode(text, add_special_tokens=False).ids
        starts = range(0, max(len(ids), 1), WINDOW)
        return [ids[at : at + WINDOW] for at in starts][:MOST_WINDOWS]

    def _context(self, text: str) -> list[int]:
        return (
            self._tokens.encode(text[-800:], add_special_tokens=False).ids[-CONTEXT_TOKENS:] if text else []
        )

    @staticmethod
    def _row(own: list[int], before: list[int]) -> tuple[list[int], list[int]]:
        ids, types = [CLS, *own, SEP], [0] * (len(own) + 2)
        return ([*ids, *before, SEP], types + [1] * (len(before) + 1)) if before else (ids, types)


def _fed(ids: list[int], types: list[int]) -> dict[str, NDArray[np.int64]]:
    row = np.array([ids], dtype=np.int64)
    return {
        "input_ids": row,
        "attention_mask": np.ones_like(row),
        "token_type_ids": np.array([types], dtype=np.int64),
    }


class Half:
    """The linear half of one reader, its mixing shares and its thresholds."""

    def __init__(self, name: str, folder: Path = WEIGHTS) -> None:
        try:
            with np.load(folder / f"{name}.npz", allow_pickle=False) as stored:
                self.weights: NDArray[np.int8] = np.ascontiguousarray(stored["weights"].T)
                self.scale: Floats = stored["scale"]
                self.bias: Floats = stored["bias"]
                self.rarity: Floats = stored["rarity"].astype(np.float32)
            about = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            self.heads: list[tuple[str, list[str], str]] = [
                (head["name"], head["labels"], head["kind"]) for head in about["heads"]
            ]
            self.shares: dict[str, float] = about["shares"]
            self.thresholds: dict[str, float] = about["thresholds"]
            self._by_sentence = [self._columns(head) for head in about.get("by_sentence", ())]
        except Exception as error:
            raise Unavailable(f"the {name} reader's weights can not be loaded: {error}") from error

    def _columns(self, name: str) -> slice:
        start = 0
        for head, labels, _ in self.heads:
            if head == name:
                return slice(start, start + len(labels))
            start += len(labels)
        raise KeyError(name)

    def logits(self, asked: Asked) -> Floats:
        """Return the linear logits of one message; where one sentence is enough, those of its strongest sentence."""
        whole = self._logits(asked)
        parts = sentences(asked.text) if self._by_sentence else []
        if len(parts) > 1:
            each = np.stack([self._logits(Asked(part, asked.context)) for part in parts])
            for columns in self._by_sentence:
                whole[columns] = each[:, columns].max(axis=0)
        return whole

    def _logits(self, asked: Asked) -> Floats:
        buckets, counts = _counted(asked)
        values = (1 + np.log(counts)) * self.rarity[buckets]
        values = (values / max(float(np.linalg.norm(values)), 1e-9)).astype(np.float32)
        return np.asarray((values @ self.weights[buckets].astype(np.float32)) * self.scale + self.bias)

    def because(self, text: str, label: str, most: int = 8) -> Span | None:
        """Return the run of at most ``most`` words that speaks most for a label, or None when no words do."""
        column = [one for _, labels, _ in self.heads for one in labels].index(label)
        placed = _placed(text)
        gains = self.weights[placed.buckets, column].astype(np.float64) * self.rarity[placed.buckets]
        weight = np.bincount(placed.of, gains / placed.shared, len(placed.places)).tolist()
        words = [(placed.places[n], weight[n]) for n in placed.words]
        best, span = 0.0, None
        for first in range(len(words)):
            total = 0.0
            for last in range(first, min(first + most, len(words))):
                total += words[last][1]
                if total > best:
                    best, span = total, (words[first][0][0], words[last][0][1])
        return Span(*span, text[span[0] : span[1]], label) if span else None


@dataclass(frozen=True)
class _Placed:
    """The features of a text that stand somewhere: their places, and which of those are single words, in order."""

    buckets: NDArray[np.int64]
    of: NDArray[np.int64]
    shared: NDArray[np.int64]
    places: tuple[tuple[int, int], ...]
    words: tuple[int, ...]


@lru_cache(maxsize=64)
def _placed(text: str) -> _Placed:
    """Return the placed features of a text; all labels of it share them."""
    found = [(bucket, (start, end)) for bucket, start, end in features(text) if end]
    places = {place: n for n, place in enumerate(dict.fromkeys(place for _, place in found))}
    words = sorted(p for p in places if " " not in text[p[0] : p[1]] and text[p[0]].isalnum())
    return _Placed(
        np.array([bucket for bucket, _ in found], dtype=np.int64),
        np.array([places[place] for _, place in found], dtype=np.int64),
        np.array([1 + text.count(" ", *place) for _, place in found], dtype=np.int64),
        tuple(places),
        tuple(places[place] for place in words),
    )


_lock = Lock()


@remembers(512)
def _counted(asked: Asked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the features of a message and how often each stands there; all readers of it share them."""
    found, counts = np.unique([b for b, _, _ in features(asked.text, asked.context)], return_counts=True)
    return found, counts


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    return Encoder()


@lru_cache(maxsize=16)
def _half(name: str) -> Half:
    return Half(name)


def encoder() -> Encoder:
    """Return the shared encoder, loaded once.

    :raises Unavailable: the weights are missing or broken
    """
    with _lock:
        return _encoder()


def half(name: str) -> Half:
    """Return the linear half of a reader, loaded once.

    :raises Unavailable: the weights are missing or broken
    """
    with _lock:
        return _half(name)


@remembers(512)
def _run_one(asked: Asked) -> tuple[Floats, Floats]:
    logits, pooled = encoder().run([asked])
    return logits[0], pooled[0]


def vectors(texts: Sequence[str]) -> Floats:
    """Return unit vectors of texts, for likeness of meaning.

    :raises Unavailable: the weights are missing or broken
    """
    pooled = encoder().run([Asked(text) for text in texts])[1]
    return np.asarray(pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9))


def probabilities(name: str, asked: Sequence[Asked]) -> list[dict[str, float]]:
    """Return label -> probability for the heads of one reader, for each message.

    :raises Unavailable: the weights are missing or broken
    """
    own = half(name)
    return [_mixed(own, one, _run_one(one)[0]) for one in asked]


def _chances(labels: Sequence[str], kind: str, logits: Floats) -> dict[str, float]:
    chances = _softmax(logits) if kind == "one" else 1 / (1 + np.exp(-logits))
    return {label: float(chance) for label, chance in zip(labels, chances, strict=True)}


def _mixed(own: Half, asked: Asked, encoded: Floats) -> dict[str, float]:
    columns = encoder().columns
    linear, start = own.logits(asked), 0
    found: dict[str, float] = {}
    for head, labels, kind in own.heads:
        share = own.shares[head]
        mixed = (1 - share) * encoded[columns[head]] + share * linear[start : start + len(labels)]
        start += len(labels)
        found |= _chances(labels, kind, mixed)
    return found


def _softmax(logits: Floats) -> Floats:
    risen = np.exp(logits - logits.max())
    return np.asarray(risen / risen.sum())


def forget() -> None:
    """Drop what is loaded and remembered, so that the next reading loads again."""
    for cache in (_encoder, _half, _run_one, _counted, _placed):
        cache.cache_clear()
