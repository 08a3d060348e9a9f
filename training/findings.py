"""The figures on research sets: printed, kept as JSON, and written as one page of the documentation."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from training.cards import CARDS
from training.figures import Figure

RESULTS = CARDS / "research"
INTRODUCTION = (
    "Written by `python -m training research --data FOLDER` and `python -m training reproduce NAME --data FOLDER`. The sets are EPITOME "
    "(Sharma et al., EMNLP 2020; train and development splits) and AnnoMI (Wu et al. 2022, 2023; 70 % and 10 % of its sessions), held by whoever runs the command; "
    "none of their sentences and no weight that saw them is in this repository. Intervals: 1,000 bootstrap draws. A reproduction chooses only on a part of its train split and measures the int8 export with its linear half, 24 MB together."
)
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


def say(found: Sequence[Figure]) -> None:
    """Print the figures."""
    for one in found:
        print(f"{one.name:45} {one.value:.3f}  ({one.low:.3f} to {one.high:.3f}, n={one.of})", flush=True)


def write(name: str, title: str, found: Sequence[Figure]) -> None:
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
