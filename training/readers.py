"""Train what ships: the shared encoder, then the linear half, mixing share and thresholds of each reader."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beenthere.readers.model import WEIGHTS, Asked, Encoder
from training import corpora, linear, sentences
from training.corpora import Message
from training.encoder import ReaderModel, export, seed, tokenizer
from training.fit import Recipe, targets, train
from training.heads import GOEMOTIONS, SHIPPED
from training.shapes import Example, Head
from training.tuning import FALSE_ALARMS, columns_of, quality, rarely_for_nothing, tune

RECIPE = Recipe(epochs=4, rate=1.4e-4, head_rate=1.4e-3, batch=64)
GOEMOTIONS_MOST = 3000
KIND_STEPS = tuple(np.arange(-1, 2.01, 0.25))
# So much less than the best (of 2, macro-F1 of both sets) still counts as read well.
NEARLY = 0.02
SHARES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75)
# A mechanism is there when one sentence of a long reply carries it, so the strongest sentence counts.
BY_SENTENCE = ("mechanism",)
# These halves know what the other does not: mechanisms the single sentence, which short tuning messages can not show,
# and the kind of a message MIBot's talks, where the encoder knows the corpora. Neither is trusted more.
EVEN_SHARE = {"mechanism": 0.5, "kind": 0.5}
# The tuning voices are too few to choose these two finely; what they and the known moments agree on.
STEADY_SHARE = {"level": 0.6, "drift": 0.6}
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
    if part.name == "cue":
        return sentences.bodies(
            [one.example.text for one in _own(part, found) if corpora.part_of(one.voice) == "test"]
        )
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
    """Move the bias of reflections and questions to the middle of the steps that read both sets well; in place.

    Neither half has seen how often people reflect in the other's talks, and the likelier kind wins. The single best
    step would follow the luck of a few messages.
    """
    head, columns = next((one, place) for one, place in columns_of(heads) if one.name == "kind")
    read, share = [], EVEN_SHARE["kind"]
    for examples in sets:
        mixed = (1 - share) * encoded(examples, [head], folder)
        mixed += share * _linear(heads, examples, fitted)[:, columns]
        read.append((mixed, targets([head], examples)))
    steps = [np.array([one, other, 0]) for one, other in product(KIND_STEPS, KIND_STEPS)]
    reached = [sum(quality(head, mixed + step, truth) for mixed, truth in read) for step in steps]
    well = [step for step, one in zip(steps, reached, strict=True) if one >= max(reached) - NEARLY]
    middle = np.mean(well, axis=0)
    fitted[2][columns] += middle.astype(np.float32) / share
    print(f"kinds moved by {dict(zip(head.labels, middle.tolist(), strict=True))}", flush=True)


def train_half(part: Part, open_data: Path | None = None, folder: Path = WEIGHTS) -> None:
    """Choose a reader's shares and thresholds on the tuning voices, and write them with its linear half."""
    found, _ = data()
    both = halves(part, open_data, folder, found)
    steady = EVEN_SHARE if part.side == FOREIGN else EVEN_SHARE | STEADY_SHARE
    shares, thresholds = _tuned(both, steady)
    if part.name in FALSE_ALARMS:
        columns = {head.name: at for head, at in columns_of(both.heads)}["level"]
        mixed = _mixed(both, columns, shares["level"])
        thresholds |= rarely_for_nothing(mixed, both.truth[:, columns], FALSE_ALARMS[part.name])
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
            truth = both.truth[:, columns]
            row = [quality(head, _mixed(both, columns, share), truth) for share in (*SHARES, 1.0)]
            print(f"{head.name:16}" + "".join(f"{value:8.3f}" for value in row), flush=True)


def _tuned(both: Halves, steady: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the linear share of each head, where it is not given, and the threshold of each label."""
    shares, thresholds = {}, {}
    for head, columns in columns_of(both.heads):
        truth = both.truth[:, columns]
        best = max(SHARES, key=lambda one: quality(head, _mixed(both, columns, one), truth))
        share = shares[head.name] = steady.get(head.name, best)
        thresholds |= tune(head, _mixed(both, columns, share), truth)
    return shares, thresholds


def _mixed(both: Halves, columns: slice, share: float) -> Floats:
    return np.asarray((1 - share) * both.enc[:, columns] + share * both.lin[:, columns])


def encoded(examples: Sequence[Example], heads: Sequence[Head], folder: Path) -> Floats:
    """Return the exported encoder's logits for some heads."""
    model = Encoder(folder)
    asked = [Asked(example.text, example.context) for example in examples]
    logits = np.concatenate([model.run(asked[at : at + 64])[0] for at in range(0, len(asked), 64)])
    return np.concatenate([logits[:, model.columns[head.name]] for head in heads], axis=1)
