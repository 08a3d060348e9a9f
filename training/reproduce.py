"""The same recipe on a research set that you hold: for comparing, never for weights that ship.

``python -m training reproduce epitome --data FOLDER [--test FILE]``: FOLDER holds ``epitome/train.jsonl``,
``annomi/train.jsonl`` and so on. Starts from the encoder of the project's own corpora, so that what was learned there
helps; the weights of a run are thrown away when it ends.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from beenthere.readers import Turn, listening, review
from training import corpora, linear, research
from training.cards import CARDS
from training.encoder import ReaderModel, seed, tokenizer
from training.evaluate import Figure, interval
from training.fit import Recipe, guess, targets, train
from training.heads import KINDS, SHIPPED
from training.linear import matrix, rarity_of, score
from training.shapes import Example, Head

RESULTS = CARDS / "research"
INTRODUCTION = (
    "Written by `python -m training research --data FOLDER` and `python -m training reproduce NAME --data FOLDER`. The sets are EPITOME "
    "(Sharma et al., EMNLP 2020; train and development splits) and AnnoMI (Wu et al. 2022, 2023; 70 % and 10 % of its sessions), held by whoever runs the command; "
    "none of their sentences and no weight that saw them is in this repository. Intervals: 1,000 bootstrap draws."
)
Floats = NDArray[np.float32]
WARM = Recipe(epochs=2, rate=1e-4, batch=32)
RECIPES = {
    "epitome": Recipe(epochs=4, rate=8e-5, forget_context=0.0, plain_share=0.0, seed=11),
    "annomi": Recipe(epochs=4, rate=8e-5, forget_context=0.1, plain_share=0.0, seed=11),
}
HEADS: dict[str, tuple[Head, ...]] = {"epitome": research.EPITOME_HEADS, "annomi": research.ANNOMI_HEADS}
LOAD: dict[str, Callable[[Path], list[Example]]] = {"epitome": research.epitome, "annomi": research.annomi}
KEPT_BACK = 0.12
# What the anchors of each set ask for; a figure without a goal is told beside them.
GOALS = {
    "epitome-er, macro-F1": 0.77, "epitome-ip, macro-F1": 0.57, "epitome-ex, macro-F1": 0.73,
    "epitome-er, presence, AUC": 0.89, "epitome-ip, presence, AUC": 0.90, "epitome-ex, presence, AUC": 0.98,
    "epitome-er, presence, macro-F1": 0.79, "epitome-ip, presence, macro-F1": 0.83, "epitome-ex, presence, macro-F1": 0.90,
    "behaviour, macro-F1": 0.80,
    "EPITOME emotional_reaction, presence, AUC, shipped weights": 0.80,
    "EPITOME interpretation, presence, AUC, shipped weights": 0.80,
    "EPITOME exploration, presence, AUC, shipped weights": 0.93,
    "AnnoMI reflection / question / other, macro-F1, shipped weights": 0.72,
    "AnnoMI sessions, high against low, AUC of review's balance": 0.93,
}  # fmt: skip


def run(which: str, data: Path | None, test: Path | None) -> list[Figure]:
    """Train on a research set, print macro-F1 on its development or test split with intervals."""
    if data is None:
        raise SystemExit("Say where the research sets are: --data FOLDER. They are not part of the project.")
    heads, load = HEADS[which], LOAD[which]
    seed(RECIPES[which].seed)
    whole = load(data / which / "train.jsonl")
    tested = load(test or data / which / "dev.jsonl")
    order = np.random.default_rng(5).permutation(len(whole))
    cut = int(len(whole) * KEPT_BACK)
    kept, learned = [whole[n] for n in order[:cut]], [whole[n] for n in order[cut:]]
    model = _warmed(heads)
    train(model, tokenizer(), learned, RECIPES[which])
    chances = [_both(model, heads, learned, part) for part in (kept, tested)]
    share, factors = _chosen(heads, chances[0], targets(heads, kept))
    found = _figures(heads, _decided(heads, chances[1], share, factors), targets(heads, tested))
    _write(
        which,
        f"{which}: the same recipe trained on its train split, measured on {(test or Path('dev.jsonl')).name}",
        found,
    )
    return found


def _warmed(heads: Sequence[Head]) -> ReaderModel:
    """Return a model that has read the project's own corpora once, with fresh heads for the research set."""
    model = ReaderModel((*SHIPPED, *heads))
    own = [one.example for one in corpora.without_twins(corpora.messages())[0] if one.side == "supporter"]
    return train(model, tokenizer(), own, WARM) if own else model


def _both(
    model: ReaderModel, heads: Sequence[Head], learned: Sequence[Example], part: Sequence[Example]
) -> tuple[Floats, Floats]:
    start = sum(len(head.labels) for head in SHIPPED)
    encoded = guess(model, tokenizer(), part)[0][:, start:]
    rarity = rarity_of(learned)
    weights, bias = linear.fit(heads, learned, targets(heads, learned), rarity)
    return encoded, score(matrix(part, rarity), weights, bias)


def _chosen(heads: Sequence[Head], both: tuple[Floats, Floats], truth: Floats) -> tuple[float, list[Floats]]:
    """Return the linear share, and for each head the factors that even out rare levels, by what was kept back."""
    shares = (0.0, 0.2, 0.35, 0.5)
    share = max(shares, key=lambda s: np.mean(list(_scores(heads, _mixed(heads, both, s), truth))))
    factors, start = [], 0
    mixed = _mixed(heads, both, share)
    for head in heads:
        part = slice(start, start + len(head.labels))
        start += len(head.labels)
        factors.append(_factors(mixed[:, part], truth[:, part].argmax(1)))
    return share, factors


def _factors(chances: Floats, truth: NDArray[np.int64]) -> Floats:
    steps = (0.6, 0.8, 1.0, 1.3, 1.7, 2.5)
    best, found = -1.0, np.ones(chances.shape[1], dtype=np.float32)
    for grid in np.array(np.meshgrid(*[steps] * (chances.shape[1] - 1))).T.reshape(-1, chances.shape[1] - 1):
        tried = np.array([1.0, *grid], dtype=np.float32)
        value = f1_score(truth, (chances * tried).argmax(1), average="macro")
        # What was kept back is small: leave the factors alone unless they gain clearly.
        value -= 0.02 * float(np.abs(np.log(tried)).mean())
        if value > best:
            best, found = float(value), tried
    return found


def _mixed(heads: Sequence[Head], both: tuple[Floats, Floats], share: float) -> Floats:
    parts, start = [], 0
    for head in heads:
        columns = slice(start, start + len(head.labels))
        start += len(head.labels)
        soft = np.exp(both[0][:, columns] - both[0][:, columns].max(1, keepdims=True))
        line = 1 / (1 + np.exp(-both[1][:, columns]))
        parts.append(
            (1 - share) * soft / soft.sum(1, keepdims=True) + share * line / line.sum(1, keepdims=True)
        )
    return np.concatenate(parts, axis=1)


def _scores(heads: Sequence[Head], chances: Floats, truth: Floats) -> list[float]:
    found, start = [], 0
    for head in heads:
        part = slice(start, start + len(head.labels))
        start += len(head.labels)
        found.append(float(f1_score(truth[:, part].argmax(1), chances[:, part].argmax(1), average="macro")))
    return found


def _decided(
    heads: Sequence[Head], both: tuple[Floats, Floats], share: float, factors: Sequence[Floats]
) -> Floats:
    mixed, start = _mixed(heads, both, share), 0
    for head, factor in zip(heads, factors, strict=True):
        part = slice(start, start + len(head.labels))
        start += len(head.labels)
        mixed[:, part] *= factor
    return mixed


def _figures(heads: Sequence[Head], chances: Floats, truth: Floats) -> list[Figure]:
    found, start = [], 0
    for head in heads:
        part = slice(start, start + len(head.labels))
        start += len(head.labels)
        t, g = truth[:, part].argmax(1), chances[:, part].argmax(1)
        found.append(
            interval(
                lambda r, t=t, g=g: float(f1_score(t[r], g[r], average="macro")),
                len(t),
                f"{head.name}, macro-F1",
            )
        )
        if head.name.startswith("epitome"):
            strong = 1 - chances[:, part][:, 0]
            found.append(
                interval(
                    lambda r, t=t, g=g: float(f1_score(t[r] > 0, g[r] > 0, average="macro")),
                    len(t),
                    f"{head.name}, presence, macro-F1",
                )
            )
            found.append(
                interval(
                    lambda r, t=t, s=strong: float(roc_auc_score(t[r] > 0, s[r])),
                    len(t),
                    f"{head.name}, presence, AUC",
                )
            )
    _say(found)
    return found


def _say(found: Sequence[Figure]) -> None:
    for one in found:
        print(f"{one.name:45} {one.value:.3f}  ({one.low:.3f} to {one.high:.3f}, n={one.of})", flush=True)


def shipped(data: Path | None) -> list[Figure]:
    """Print what the shipped readers, never trained on them, do on the research sets."""
    if data is None:
        raise SystemExit("Say where the research sets are: --data FOLDER. They are not part of the project.")
    found = [*_epitome_presence(data), *_annomi_three(data), *_annomi_sessions(data)]
    _say(found)
    _write("shipped", "The shipped readers, never trained on these sets", found)
    return found


def _write(name: str, title: str, found: Sequence[Figure]) -> None:
    """Keep the figures, and only them, for the documentation."""
    found = [replace(one, goal=f">= {GOALS[one.name]:.2f}" if one.name in GOALS else "") for one in found]
    kept = RESULTS / f"{name}.json"
    kept.write_text(
        json.dumps({"title": title, "figures": [asdict(one) for one in found]}, indent=1) + "\n",
        encoding="utf-8",
    )
    parts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]
    tables = [
        f"## {part['title']}\n\n| what | value | 95 % | of | goal |\n|---|---|---|---|---|\n"
        + "\n".join(
            f"| {f['name']} | {f['value']:.3f} | {f['low']:.3f} to {f['high']:.3f} | {f['of']} | {f['goal'] or '-'} |"
            for f in part["figures"]
        )
        for part in parts
    ]
    (RESULTS.parent / "research.md").write_text(
        "# Research sets\n\n" + INTRODUCTION + "\n\n" + "\n\n".join(tables) + "\n", encoding="utf-8"
    )


def _epitome_presence(data: Path) -> list[Figure]:
    rows = [row for name in ("train", "dev") for row in research.rows(data / "epitome" / f"{name}.jsonl")]
    readings = [
        one
        for at in range(0, len(rows), 64)
        for one in listening.read_many(
            [[Turn("seeker", r["seeker"]), Turn("supporter", r["response"])] for r in rows[at : at + 64]]
        )
    ]
    names = {"er": "emotional_reaction", "ip": "interpretation", "ex": "exploration"}
    found = []
    for key, name in names.items():
        truth = np.array([row[key] > 0 for row in rows])
        strong = np.array([one.scores.get(name, 0.0) for one in readings])
        found.append(
            interval(
                lambda r, t=truth, s=strong: float(roc_auc_score(t[r], s[r])),
                len(rows),
                f"EPITOME {name}, presence, AUC, shipped weights",
            )
        )
    return found


def _annomi_three(data: Path) -> list[Figure]:
    rows = [
        row
        for name in ("train", "dev")
        for row in research.rows(data / "annomi" / f"{name}.jsonl")
        if row.get("behaviour")
    ]
    truth = np.array(
        [row["behaviour"] if row["behaviour"] in ("reflection", "question") else "other" for row in rows]
    )
    talks = [
        [
            *([Turn("seeker", row["context"][-1]["text"])] if row["context"] else []),
            Turn("supporter", row["text"]),
        ]
        for row in rows
    ]
    readings = [one for at in range(0, len(talks), 64) for one in listening.read_many(talks[at : at + 64])]
    said = np.array([max(KINDS, key=lambda kind, one=one: one.scores.get(kind, 0.0)) for one in readings])
    return [
        interval(
            lambda r: float(f1_score(truth[r], said[r], average="macro")),
            len(rows),
            "AnnoMI reflection / question / other, macro-F1, shipped weights",
        )
    ]


def _annomi_sessions(data: Path) -> list[Figure]:
    talks: dict[int, list[dict[str, object]]] = {}
    for name in ("train", "dev"):
        for row in research.rows(data / "annomi" / f"{name}.jsonl"):
            talks.setdefault(row["transcript_id"], []).append(row)
    high, balance = [], []
    for rows in talks.values():
        rows.sort(key=lambda row: int(str(row["utterance_id"])))
        found = review(
            [Turn("supporter" if r["speaker"] == "therapist" else "seeker", str(r["text"])) for r in rows]
        )
        high.append(rows[0]["mi_quality"] == "high")
        balance.append(found.measures.balance or 0.0)
    truth, figures = np.array(high), np.array(balance)
    return [
        interval(
            lambda r: (
                float(roc_auc_score(truth[r], figures[r])) if 0 < truth[r].sum() < len(r) else float("nan")
            ),
            len(high),
            "AnnoMI sessions, high against low, AUC of review's balance",
        )
    ]
