"""Suggestions on written moments: an acceptable card among the shown, none that is forbidden, the required first step.

All sets were written without sight of the rules. ``moments.jsonl``, ``moments_two.jsonl`` and ``moments_three.jsonl`` were looked at while
the rules and the readers were made better; ``moments_unseen.jsonl`` was not. ``moments_said.tsv`` tells which of its dangers are said
(``E``) and which only half said (``H``), as somebody judged from the words alone who saw no answer of the readers.
"""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

MOMENTS = Path(__file__).parents[1] / "training" / "corpora"
SETS = {
    "unseen": ("moments_unseen.jsonl",),
    "known": ("moments.jsonl", "moments_two.jsonl", "moments_three.jsonl"),
}
ASKED = ("id", "turns", "distress", "need", "phase")
SAID = {"E": "first_said", "H": "first_half_said"}
GOALS = {"acceptable": 0.90, "forbidden": 0.0, "first": 0.97}


def run() -> dict[str, Any]:
    """Return the shares of each set with 95 % bootstrap intervals."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    os.environ.setdefault("BEENTHERE_MODE", "demo")
    rows = {name: [row for file in files for row in judged(MOMENTS / file)] for name, files in SETS.items()}
    return {name: _shares(found) for name, found in rows.items()} | {
        "said": _said(rows["unseen"]),
        "goals": GOALS,
    }


def _said(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the share of right first steps where the danger is said, and where it is only half said."""
    lines = (MOMENTS / "moments_said.tsv").read_text(encoding="utf-8").splitlines()
    marks = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    parts = {
        name: [row["first"] for row in rows if row["required"] and marks[row["id"]] == mark]
        for mark, name in SAID.items()
    }
    return {name: _share(held) | {"of": len(held)} for name, held in parts.items()}


def _shares(rows: list[dict[str, Any]]) -> dict[str, Any]:
    required = [row for row in rows if row["required"]]
    return {
        "moments": len(rows),
        "acceptable": _share([row["acceptable"] for row in rows]),
        "forbidden": _share([row["forbidden"] for row in rows]),
        "first": _share([row["first"] for row in required]),
        "required": len(required),
        "first_without_need": _share([not row["first"] for row in rows if not row["required"]]),
    }


def judged(path: Path) -> list[dict[str, Any]]:
    """Return for each moment whether a card fits, whether one is forbidden, and whether the first step is right."""
    from beenthere.companion.lines import suggest_row

    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answer = suggest_row({key: row[key] for key in ASKED if key in row})
        shown = {*answer["suggestions"], answer["first"]}
        found.append(
            {
                "id": row["id"],
                "acceptable": bool(shown & set(row["acceptable"])),
                "forbidden": bool(shown & set(row["forbidden"])),
                "required": row["first"] is not None,
                "first": answer["first"] == row["first"],
            }
        )
    return found


def _share(held: list[bool]) -> dict[str, float]:
    draws = np.random.default_rng(7)
    values = np.array(held, dtype=float)
    means = [float(draws.choice(values, len(values)).mean()) for _ in range(1000)]
    low, high = np.percentile(means, [2.5, 97.5])
    return {
        "share": round(float(values.mean()), 3),
        "low": round(float(low), 3),
        "high": round(float(high), 3),
    }
