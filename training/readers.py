"""Train what ships: the shared encoder, then the linear half, mixing share and thresholds of each reader."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score

from beenthere.readers.model import WEIGHTS, Asked, Encoder
from training import corpora, linear, sentences
from training.corpora import Message
from training.encoder import ReaderModel, export, seed, tokenizer
from training.fit import Recipe, targets, train
from training.heads import GOEMOTIONS, LEVELS, SEVERE, SHIPPED
from training.shapes import Example, Head

RECIPE = Recipe(epochs=4, rate=1e-4, head_rate=1e-3, batch=32)
GOEMOTIONS_MOST = 3000
KIND_STEPS = tuple(np.arange(-1, 2.01, 0.25))
SHARES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75)
# A mechanism is there when one sentence of a long reply carries it, so the strongest sentence counts.
BY_SENTENCE = ("mechanism",)
# These halves know what the other does not: mechanisms the single sentence, which short tuning messages can not show,
# and the kind of a message MIBot's talks, where the encoder knows the corpora. Neither is trusted more.
EVEN_SHARE = {"mechanism": 0.5, "kind": 0.5}
# The tuning voices are too few to choose these two finely; what they and the known moments agree on.
STEADY_SHARE = {"level": 0.6, "drift": 0.6}
# One fine message in a hundred may be held, and rules hold some; so much is left to the trained part, and so little of what leads out may be doubted.
FALSE_HOLDS, DOUBTED = 0.004, 0.005
# So much of what is fine may be called to attention at each level; more in languages that are known from few sentences.
FALSE_ALARMS = {
    "cue": {"A1": 0.12, "A2": 0.06, "A3": 0.03, "A4": 0.015},
    "foreign": {"A1": 0.12, "A2": 0.10, "A3": 0.05, "A4": 0.05},
}
# So many fine messages may look like one of the gravest drifts: few of those must be missed.
FALSE_GRAVE = 0.05
Floats = NDArray[np.float32]
# Rarity of the features, weights [labels, buckets] and bias of a linear half.
Fitted = tuple[Floats, Floats, Floats]


@dataclass(frozen=True)
class Part:
    """One reader as training sees it."""

    name: str
    side: str
    heads: tuple[str, ...]


# What both sides say, and what is said in other languages: sentences were written for each alone.
EITHER, FOREIGN = "either", "foreign"
PARTS = {
    "feeling": Part("feeling", "seeker", ("emotion", "intensity", "need")),
    "cue": Part("cue", "seeker", ("level", "cue")),
    "talk": Part("talk", "seeker", ("talk", "sign")),
    "listening": Part("listening", "supporter", ("act", "kind", "mechanism")),
    "drift": Part("drift", "supporter", ("drift",)),
    "contact": Part("contact", EITHER, ("contact",)),
    "foreign": Part("foreign", FOREIGN, ("level", "cue")),
}


def data() -> tuple[list[Message], int]:
    """Return the messages without near-duplicates, and how many were taken away."""
    return corpora.without_twins(corpora.messages())


def contacts(found: Sequence[Message]) -> list[Example]:
    """Return the sentences about contact, each second one as an answer to something that was said."""
    return sentences.contacts([one.example.text for one in found if corpora.part_of(one.voice) == "train"])


def train_encoder(open_data: Path | None, folder: Path = WEIGHTS) -> ReaderModel:
    """Fine-tune the shared encoder on the training voices, and on GoEmotions where it is given; write it as int8 ONNX."""
    seed(RECIPE.seed)
    found, _ = data()
    examples = [sentences.with_contact(one).example for one in found if corpora.part_of(one.voice) == "train"]
    examples += [one for one in (*contacts(found), *sentences.dangers()) if not sentences.is_tuned(one.text)]
    if open_data:
        examples += corpora.goemotions(open_data, GOEMOTIONS_MOST)
    model = ReaderModel((*SHIPPED, GOEMOTIONS))
    print(f"encoder: {len(examples)} examples", flush=True)
    train(model, tokenizer(), examples, RECIPE)
    save(_shipped_heads_only(model), folder, learned=corpora.fingerprint(found))
    return model


def _shipped_heads_only(model: ReaderModel) -> ReaderModel:
    kept = sum(len(head.labels) for head in SHIPPED)
    model.heads = SHIPPED
    model.out.weight.data = model.out.weight.data[:kept].clone()
    model.out.bias.data = model.out.bias.data[:kept].clone()
    model.out.out_features = kept
    return model


def save(model: ReaderModel, folder: Path, *, learned: str) -> None:
    """Write ``encoder.onnx``, ``encoder.json`` and ``tokenizer.json``; ``learned`` names the corpora it learned from."""
    folder.mkdir(parents=True, exist_ok=True)
    size = export(model, folder / "encoder.onnx")
    tokenizer().save(str(folder / "tokenizer.json"))
    heads = [{"name": h.name, "labels": h.labels, "kind": h.kind} for h in model.heads]
    (folder / "encoder.json").write_text(
        json.dumps({"heads": heads, "bytes": size, "corpora": learned}, indent=1) + "\n", encoding="utf-8"
    )
    print(f"encoder.onnx: {size / 1e6:.1f} MB", flush=True)


def heads_of(part: Part) -> list[Head]:
    """Return the heads of a reader."""
    return [head for head in SHIPPED if head.name in part.heads]


def examples_of(part: Part, found: Sequence[Message]) -> tuple[list[Example], list[Example]]:
    """Return what a reader learns from and what its thresholds are chosen on."""
    own, alone = _own(part, found), _alone(part, found)
    learned = [one.example for one in own if corpora.part_of(one.voice) == "train"]
    tuned = [one.example for one in own if corpora.part_of(one.voice) == "tune"]
    learned += [one for one in alone if not sentences.is_tuned(one.text)]
    tuned += [one for one in alone if sentences.is_tuned(one.text)]
    return learned, tuned


def _own(part: Part, found: Sequence[Message]) -> list[Message]:
    if part.side != EITHER:
        return [one for one in found if one.side == part.side]
    return [one for one in map(sentences.with_contact, found) if "contact" in one.example.known]


def _alone(part: Part, found: Sequence[Message]) -> list[Example]:
    """Return the sentences that were written for one reader alone."""
    if part.side == FOREIGN:
        return sentences.dangers()
    return contacts(found) if part.side == EITHER else []


@dataclass(frozen=True)
class Halves:
    """Both halves' logits on the tuning voices, and the linear half itself."""

    heads: list[Head]
    learned: int
    enc: Floats
    lin: Floats
    truth: Floats
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats
    rarity: Floats


def halves(part: Part, open_data: Path | None, folder: Path, found: Sequence[Message]) -> Halves:
    """Fit the linear half of a reader and read the tuning voices with both halves.

    ``open_data`` holds MIBot, from which only ``listening`` learns, and GoEmotions, whose comments stand for everyday talk.
    """
    heads = heads_of(part)
    learned, tuned = examples_of(part, found)
    if part.name == "listening" and open_data:
        learned = [_without_kind(one) for one in learned] + corpora.mibot(open_data / "mibot" / "train.jsonl")
    if part.name == "cue" and open_data:
        everyday = corpora.goemotions(open_data / "goemotions" / "train.jsonl", GOEMOTIONS_MOST)
        learned += [one for one in everyday if "level" in one.known]
    rarity = linear.rarity_of(learned)
    weights, bias = linear.fit(heads, learned, targets(heads, learned), rarity)
    small, scale = linear.packed(weights)
    if part.name == "listening" and open_data:
        learned_kinds = corpora.mibot(open_data / "mibot" / "dev.jsonl")
        balance_kinds(heads, [tuned, learned_kinds], (rarity, small * scale[:, None], bias), folder)
    return Halves(
        heads,
        len(learned),
        encoded(tuned, heads, folder),
        _linear(heads, tuned, (rarity, small * scale[:, None], bias)),
        targets(heads, tuned),
        small,
        scale,
        bias,
        rarity,
    )


def _without_kind(one: Example) -> Example:
    return replace(one, known={head: labels for head, labels in one.known.items() if head != "kind"})


def _linear(heads: Sequence[Head], examples: Sequence[Example], fitted: Fitted) -> Floats:
    """Return the linear half's logits, by the sentence where the head asks for it."""
    rarity, weights, bias = fitted
    found = linear.score(linear.matrix(examples, rarity), weights, bias)
    for head, columns in columns_of(heads):
        if head.name in BY_SENTENCE:
            found[:, columns] = linear.score_strongest(examples, rarity, weights[columns], bias[columns])
    return found


def balance_kinds(
    heads: Sequence[Head], sets: Sequence[Sequence[Example]], fitted: Fitted, folder: Path
) -> None:
    """Move the bias of reflections and questions to where both sets are read best; in place.

    Neither half has seen how often people reflect in the other's talks, and the likelier kind wins.
    """
    head, columns = next((one, place) for one, place in columns_of(heads) if one.name == "kind")
    read, share = [], EVEN_SHARE["kind"]
    for examples in sets:
        mixed = (1 - share) * encoded(examples, [head], folder)
        mixed += share * _linear(heads, examples, fitted)[:, columns]
        read.append((mixed, targets([head], examples)))
    steps = [np.array([one, other, 0]) for one, other in product(KIND_STEPS, KIND_STEPS)]
    best = max(steps, key=lambda step: sum(quality(head, mixed + step, truth) for mixed, truth in read))
    fitted[2][columns] += best.astype(np.float32) / share
    print(f"kinds moved by {dict(zip(head.labels, best.tolist(), strict=True))}", flush=True)


def train_half(part: Part, open_data: Path | None = None, folder: Path = WEIGHTS) -> None:
    """Choose a reader's shares and thresholds on the tuning voices, and write them with its linear half."""
    found, _ = data()
    both = halves(part, open_data, folder, found)
    steady = EVEN_SHARE if part.side == FOREIGN else EVEN_SHARE | STEADY_SHARE
    shares, thresholds = _tuned(both, steady)
    if part.name in FALSE_ALARMS:
        thresholds |= _rarely_for_nothing(both, shares["level"], FALSE_ALARMS[part.name])
    about = {
        "shares": shares,
        "thresholds": thresholds,
        "by_sentence": [head.name for head in both.heads if head.name in BY_SENTENCE],
        "learned": both.learned,
        "tuned": len(both.truth),
        "corpora": corpora.fingerprint(found),
    }
    linear.save(part.name, folder, both.heads, (both.weights, both.scale, both.bias, both.rarity), about)
    print(f"{part.name}: {both.learned} learned, {len(both.truth)} tuned, linear shares {shares}", flush=True)


def show_shares(open_data: Path | None = None, folder: Path = WEIGHTS) -> None:
    """Print each head's quality on the tuning voices by the share of the linear half; 0 is the encoder, 1 the n-grams."""
    found, _ = data()
    print("head            " + "".join(f"{share:>8}" for share in (*SHARES, 1.0)))
    for part in PARTS.values():
        both = halves(part, open_data, folder, found)
        for head, columns in columns_of(both.heads):
            e, li, t = both.enc[:, columns], both.lin[:, columns], both.truth[:, columns]
            row = [quality(head, (1 - share) * e + share * li, t) for share in (*SHARES, 1.0)]
            print(f"{head.name:16}" + "".join(f"{value:8.3f}" for value in row), flush=True)


def _tuned(both: Halves, steady: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the linear share of each head, where it is not given, and the threshold of each label."""
    shares, thresholds = {}, {}
    for head, columns in columns_of(both.heads):
        e, li, t = both.enc[:, columns], both.lin[:, columns], both.truth[:, columns]
        best = max(SHARES, key=lambda s: quality(head, (1 - s) * e + s * li, t))
        share = shares[head.name] = steady.get(head.name, best)
        thresholds |= tune(head, (1 - share) * e + share * li, t)
    return shares, thresholds


def encoded(examples: Sequence[Example], heads: Sequence[Head], folder: Path) -> Floats:
    """Return the exported encoder's logits for some heads."""
    model = Encoder(folder)
    asked = [Asked(example.text, example.context) for example in examples]
    logits = np.concatenate([model.run(asked[at : at + 64])[0] for at in range(0, len(asked), 64)])
    return np.concatenate([logits[:, model.columns[head.name]] for head in heads], axis=1)


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
        # Chosen by how often a fine message may be called, see ``_rarely_for_nothing``.
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
    return {"contact": round(sure, 4), "doubt": round(float(np.quantile(chances[is_given], DOUBTED)), 4)}


def _rarely_for_nothing(both: Halves, share: float, allowed: dict[str, float]) -> dict[str, float]:
    """Return for each level the step that so many fine messages reach and no more."""
    columns = {head.name: at for head, at in columns_of(both.heads)}["level"]
    chances = softmax((1 - share) * both.enc[:, columns] + share * both.lin[:, columns])
    fine = chances[both.truth[:, columns][:, 0] == 1]
    reached = {level: fine[:, n:].sum(1) for n, level in enumerate(LEVELS) if n}
    return {level: round(float(np.quantile(reached[level], 1 - part)), 3) for level, part in allowed.items()}


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
