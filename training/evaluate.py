"""Measure the shipped readers, as they run in the service, on voices they have never seen."""

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import f1_score

from beenthere.readers import contact, drift, feeling, listening, talk
from beenthere.readers.shapes import SEEKER, SUPPORTER, Reading, Turn
from training import sentences
from training.corpora import FOLDER
from training.danger import cue_report
from training.figures import (
    Figure,
    Report,
    by_group,
    by_label,
    failures,
    held,
    interval,
    joined,
    macro_f1,
    recall,
    share_of,
)
from training.heads import ACTS, DRIFTS, EMOTIONS, MECHANISMS, NEEDS, SEVERE
from training.tested import tested, turns_of


def feeling_report() -> Report:
    """Measure emotions, intensity and need."""
    found = tested(SEEKER)
    readings = feeling.read_many([turns_of(one) for one in found])
    truth = held(EMOTIONS, (one.example.known["emotion"] for one in found))
    guess = held(EMOTIONS, (frozenset(one.labels) for one in readings))
    strong = np.array([len(one.example.known["intensity"]) for one in found], dtype=float)
    heard = np.array([one.numbers.get("intensity", 5.0) for one in readings])
    inside = np.array(
        [
            one.numbers.get("low", 0) <= s <= one.numbers.get("high", 10)
            for one, s in zip(readings, strong, strict=True)
        ]
    )
    needs = np.array([next(iter(one.example.known["need"])) for one in found])
    wanted = np.array([one.need or "unknown" for one in readings])

    def score(rows: np.ndarray) -> float:
        return macro_f1(truth, guess, rows)

    return Report(
        "feeling",
        figures=[
            interval(score, len(found), "emotions, macro-F1"),
            interval(
                lambda r: float(np.abs(strong[r] - heard[r]).mean()),
                len(found),
                "intensity, mean absolute error (0-10)",
            ),
            interval(lambda r: float(inside[r].mean()), len(found), "intensity inside the shown band"),
            interval(
                lambda r: float(
                    f1_score(needs[r], wanted[r], labels=NEEDS[:-1], average="macro", zero_division=0)
                ),
                len(found),
                "need, macro-F1 of five",
            ),
        ],
        groups=by_group(found, score),
        labels=by_label(EMOTIONS, truth, guess),
        failures=failures(
            found,
            [joined(o.example.known["emotion"], EMOTIONS) for o in found],
            [joined(r.labels, EMOTIONS) for r in readings],
        ),
    )


def talk_report() -> Report:
    """Measure change and sustain talk, relief words and turning points."""
    found = tested(SEEKER)
    readings = talk.read_many([turns_of(one) for one in found])
    kinds = ("change", "sustain", "neutral")
    truth = np.array([next(iter(one.example.known["talk"])) for one in found])
    guess = np.array([one.labels[0] if one.labels else "neutral" for one in readings])
    signs = ("relief", "turning_point")
    t = held(signs, (one.example.known["sign"] for one in found))
    g = held(signs, (frozenset(one.labels) for one in readings))

    def score(rows: np.ndarray) -> float:
        return float(f1_score(truth[rows], guess[rows], labels=kinds, average="macro", zero_division=0))

    return Report(
        "talk",
        figures=[
            interval(score, len(found), "change / sustain / neutral, macro-F1"),
            interval(lambda r: macro_f1(t, g, r), len(found), "relief and turning points, macro-F1"),
        ],
        groups=by_group(found, score),
        labels=by_label(signs, t, g),
        failures=failures(found, list(truth), list(guess)),
    )


def listening_report() -> Report:
    """Measure acts and mechanisms."""
    found = tested(SUPPORTER)
    readings = listening.read_many([turns_of(one) for one in found])
    acts = held(ACTS, (one.example.known["act"] for one in found))
    said = held(ACTS, (frozenset(one.labels) for one in readings))
    presence = held(MECHANISMS, (one.example.known["mechanism"] for one in found))
    seen = held(MECHANISMS, (frozenset(one.labels) for one in readings))

    def score(rows: np.ndarray) -> float:
        return macro_f1(acts, said, rows)

    return Report(
        "listening",
        figures=[
            interval(score, len(found), "acts, macro-F1 of 13"),
            *[
                interval(
                    lambda r, n=n: float(f1_score(presence[r, n], seen[r, n], average="macro")),
                    len(found),
                    f"{name}, presence, macro-F1",
                )
                for n, name in enumerate(MECHANISMS)
            ],
        ],
        groups=by_group(found, score),
        labels=[*by_label(ACTS, acts, said), *by_label(MECHANISMS, presence, seen)],
        failures=failures(
            found,
            [joined(o.example.known["act"], ACTS) for o in found],
            [joined(r.labels, ACTS) for r in readings],
        ),
    )


def drift_report() -> Report:
    """Measure the 23 codes, the gravest four, and false hints."""
    found = tested(SUPPORTER)
    readings: list[Reading] = [drift.read(turns_of(one), mode=one.mode) for one in found]
    truth = held(DRIFTS, (one.example.known["drift"] for one in found))
    guess = held(DRIFTS, (frozenset(one.labels) for one in readings))
    severe = [DRIFTS.index(code) for code in SEVERE]
    fine = np.flatnonzero(~truth.any(1))
    grave = np.flatnonzero(truth[:, severe].any(1))

    def score(rows: np.ndarray) -> float:
        return macro_f1(truth, guess, rows)

    return Report(
        "drift",
        figures=[
            interval(score, len(found), "23 codes, macro-F1", ">= 0.75"),
            interval(
                lambda r: recall(truth[:, severe][grave[r]], guess[:, severe][grave[r]], np.arange(len(r))),
                len(grave),
                "severity 4, recall",
                ">= 0.95",
            ),
            interval(
                lambda r: float(guess[fine[r]].any(1).mean()),
                len(fine),
                "false hints on fine messages",
                "<= 0.05",
            ),
        ],
        groups=by_group(found, score),
        labels=by_label(DRIFTS, truth, guess),
        failures=failures(
            found,
            [joined(o.example.known["drift"], DRIFTS) for o in found],
            [joined(r.labels, DRIFTS) for r in readings],
        ),
    )


def contact_report() -> Report:
    """Measure what leads out of the channel on sentences whose writers saw neither rules nor what was learned from."""
    goals = (">= 0.95", "<= 0.01")
    figures, wrong = _recall_and_false(sentences.CONTACT_TESTED, "", goals)
    for path in sorted(path.name for path in FOLDER.glob(sentences.CONTACT_TESTED[0])):
        figures += _recall_and_false((path,), f", {path}", ("", ""))[0]
    return Report("contact", figures=figures, failures=wrong[:: max(1, len(wrong) // 8)][:8])


def _recall_and_false(
    files: Sequence[str], which: str, goals: tuple[str, str]
) -> tuple[list[Figure], list[tuple[str, str, str]]]:
    """Return both figures, and the mistakes as (message, should be, was)."""
    rows = list(sentences.fields(files, 2))
    readings = [contact.read([Turn(SUPPORTER, text)]) for _, text in rows]
    truth = np.array([kind != "none" for kind, _ in rows])
    guess = np.array([bool(one.labels) for one in readings])
    wrong = [
        (text, kind, ", ".join(one.labels) or "-")
        for (kind, text), one in zip(rows, readings, strict=True)
        if (kind != "none") != bool(one.labels)
    ]
    given = share_of(guess[truth], f"recall{which}", goals[0])
    return [given, share_of(guess[~truth], f"false holds{which}", goals[1])], wrong


REPORTS: dict[str, Callable[[], Report]] = {
    "feeling": feeling_report, "cue": cue_report, "talk": talk_report, "listening": listening_report,
    "drift": drift_report, "contact": contact_report,
}  # fmt: skip
