"""What the shipped readers, never trained on them, do on the research sets: ``python -m training research --data FOLDER``."""

from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from beenthere.readers import Turn, listening, review
from training import findings, research
from training.figures import Figure, interval
from training.heads import KINDS


def shipped(data: Path | None) -> list[Figure]:
    """Print what the shipped readers, never trained on them, do on the research sets."""
    if data is None:
        raise SystemExit("Say where the research sets are: --data FOLDER. They are not part of the project.")
    found = [*_epitome_presence(data), *_annomi_three(data), *_annomi_sessions(data)]
    findings.say(found)
    findings.write("shipped", "The shipped readers, never trained on these sets", found)
    return found


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
