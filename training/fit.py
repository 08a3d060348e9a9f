"""Fine-tune the encoder: length-bucketed batches, masked losses, a linear warm-up and decay."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from training.encoder import ReaderModel
from training.shapes import Example, Head

MESSAGE_TOKENS, CONTEXT_TOKENS = 160, 64
CLS, SEP = 101, 102
# "Yes" or "in the drawer" means what was asked: so short an answer of a seeker is never learned without its question.
ANSWER_WORDS = 4
# Danger, the gravest drifts and ways out of the channel must not be missed; the other questions are learned beside them.
WEIGHT = {"level": 4.0, "drift": 4.0, "contact": 2.0}


@dataclass(frozen=True)
class Recipe:
    """The numbers of one training run."""

    epochs: int = 4
    batch: int = 32
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    forget_context: float = 0.3
    # This share of the messages is read without capitals and stops, as people write on a bad night.
    plain_share: float = 0.2
    most_weight: float = 4.0
    smoothing: float = 0.0
    # Each layer nearer to the words learns this much slower than the one above it.
    layer_decay: float = 1.0
    # The weights kept are the mean of those after each step of this last share of the run; 0 keeps the last ones.
    averaged: float = 0.0
    # This part of the encoder stays as it is. Most words are rare here: their vectors were learned from far more text.
    still: str = "embeddings.word_embeddings"
    seed: int = 7


def targets(heads: Sequence[Head], examples: Sequence[Example]) -> NDArray[np.float32]:
    """Return [examples, labels] with 1, 0, and NaN where nobody said."""
    rows = np.full((len(examples), sum(len(h.labels) for h in heads)), np.nan, dtype=np.float32)
    start = 0
    for head in heads:
        for row, example in enumerate(examples):
            if head.name in example.known:
                rows[row, start : start + len(head.labels)] = [
                    label in example.known[head.name] for label in head.labels
                ]
        start += len(head.labels)
    return rows


def encode(tokens: Tokenizer, text: str, context: str) -> tuple[list[int], list[int]]:
    """Return token ids and types: [CLS] message [SEP] context [SEP]."""
    own = tokens.encode(text, add_special_tokens=False).ids[:MESSAGE_TOKENS]
    ids, types = [CLS, *own, SEP], [0] * (len(own) + 2)
    if context:
        before = tokens.encode(context, add_special_tokens=False).ids[-CONTEXT_TOKENS:]
        ids, types = [*ids, *before, SEP], types + [1] * (len(before) + 1)
    return ids, types


def _plain(text: str) -> str:
    return re.sub(r"[.,;:!'’\"“”-]+", "", text.lower())


def padded(rows: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and types of one batch."""
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.zeros((len(rows), longest), dtype=torch.int64)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for number, (row, kinds) in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        types[number, : len(row)] = torch.tensor(kinds)
        mask[number, : len(row)] = 1
    return ids, mask, types


def _batches(
    lengths: NDArray[np.int64], size: int, order: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    mixed = order.permutation(len(lengths))
    pools = [mixed[at : at + size * 40] for at in range(0, len(mixed), size * 40)]
    found = []
    for pool in pools:
        by_length = pool[np.argsort(lengths[pool], kind="stable")]
        found += [by_length[at : at + size] for at in range(0, len(by_length), size)]
    yield from (found[number] for number in order.permutation(len(found)))


def loss_of(
    model: ReaderModel, logits: Tensor, wanted: Tensor, balance: Tensor, weight: Tensor, smoothing: float
) -> Tensor:
    """Add the losses of the heads; what nobody labelled costs nothing."""
    total, start = logits.new_zeros(()), 0
    for head in model.heads:
        part = slice(start, start + len(head.labels))
        start += len(head.labels)
        said = ~torch.isnan(wanted[:, part]).any(1)
        if not said.any():
            continue
        guess, truth, each = logits[said, part], wanted[said, part], weight[said]
        if head.kind == "one":
            truth = truth / truth.sum(1, keepdim=True).clamp(min=1)
            truth = truth * (1 - smoothing) + smoothing / len(head.labels)
            rows = -(truth * guess.log_softmax(1)).sum(1) * WEIGHT.get(head.name, 1.0)
        else:
            rows = nn.functional.binary_cross_entropy_with_logits(
                guess, truth, pos_weight=balance[part], reduction="none"
            ).sum(1) * (2.0 / len(head.labels) ** 0.5)
        total = total + (rows * each).sum() / len(logits)
    return total


def train(
    model: ReaderModel, tokens: Tokenizer, examples: Sequence[Example], recipe: Recipe, say: bool = True
) -> ReaderModel:
    """Fine-tune the model in place and return it."""
    order = np.random.default_rng(recipe.seed)
    wanted = targets(model.heads, examples)
    held = np.nansum(wanted, 0)
    missing = np.sum(wanted == 0, 0)
    balance = torch.tensor(
        np.clip(np.sqrt(missing / np.maximum(held, 1)), 1, recipe.most_weight), dtype=torch.float32
    )
    rows = [
        [encode(tokens, text, context) for text in (e.text, _plain(e.text)) for context in (e.context, "")]
        for e in examples
    ]
    lengths = np.array([len(forms[0][0]) for forms in rows])
    weight = torch.tensor([e.weight for e in examples])
    is_answer = np.array(["level" in e.known and len(e.text.split()) <= ANSWER_WORDS for e in examples])
    model.bert.get_submodule(recipe.still).requires_grad_(False)
    optimizer = torch.optim.AdamW(_groups(model, recipe), weight_decay=0.01, fused=True)
    mean = AveragedModel(model) if recipe.averaged else None
    steps = recipe.epochs * -(-len(examples) // recipe.batch)
    step, began = 0, time.monotonic()
    for epoch in range(recipe.epochs):
        model.train()
        seen = 0.0
        for batch in _batches(lengths, recipe.batch, order):
            forget = (order.random(len(batch)) < recipe.forget_context) & ~is_answer[batch]
            plain = order.random(len(batch)) < recipe.plain_share
            forms = 2 * plain.astype(int) + forget.astype(int)
            ids, mask, types = padded([rows[n][form] for n, form in zip(batch, forms, strict=True)])
            # Half precision where the processor multiplies it natively; the master weights stay whole.
            with torch.autocast("cpu", torch.bfloat16, enabled=_has_fast_bfloat16()):
                logits, _ = model(ids, mask, types)
            logits = logits.float()
            loss = loss_of(
                model, logits, torch.tensor(wanted[batch]), balance, weight[batch], recipe.smoothing
            )
            share = step / steps
            scale = (
                min(share / recipe.warm_up, 1.0)
                if share < recipe.warm_up
                else (1 - share) / (1 - recipe.warm_up)
            )
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * max(scale, 0.01)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, seen = step + 1, seen + loss.item() * len(batch)
            if mean and step > steps * (1 - recipe.averaged):
                mean.update_parameters(model)
        if say:
            print(
                f"epoch {epoch + 1}: loss {seen / len(examples):.3f}, {time.monotonic() - began:.0f} s",
                flush=True,
            )
    if mean:
        model.load_state_dict(mean.module.state_dict())
    return model


def _groups(model: ReaderModel, recipe: Recipe) -> list[dict[str, Any]]:
    """Return what learns at which rate: the heads fastest, the layers the slower the nearer they are to the words."""
    layers = list(model.bert.encoder.layer)
    parts: list[tuple[nn.Module, float]] = [(model.out, recipe.head_rate)]
    parts += [(one, recipe.rate * recipe.layer_decay**n) for n, one in enumerate(reversed(layers))]
    parts += [(model.bert.embeddings, recipe.rate * recipe.layer_decay ** len(layers))]
    learns = [([p for p in one.parameters() if p.requires_grad], rate) for one, rate in parts]
    return [{"params": own, "lr": rate, "base": rate} for own, rate in learns if own]


def _has_fast_bfloat16() -> bool:
    """Tell whether this processor multiplies half precision natively."""
    return torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()


@torch.no_grad()
def guess(
    model: ReaderModel, tokens: Tokenizer, examples: Sequence[Example], batch: int = 64
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return (logits, pooled) for every example, in order."""
    model.eval()
    rows = [encode(tokens, e.text, e.context) for e in examples]
    by_length = sorted(range(len(rows)), key=lambda n: len(rows[n][0]))
    logits = np.zeros((len(rows), model.out.out_features), dtype=np.float32)
    pooled = np.zeros((len(rows), 384), dtype=np.float32)
    for at in range(0, len(rows), batch):
        numbers = by_length[at : at + batch]
        found = model(*padded([rows[n] for n in numbers]))
        logits[numbers], pooled[numbers] = found[0].numpy(), found[1].numpy()
    return logits, pooled
