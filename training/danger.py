"""Measure that danger which is said is noticed: in English on tested voices, in four languages on tested sentences."""

from collections.abc import Sequence

import numpy as np

from beenthere.readers import cue
from beenthere.readers.shapes import LEVELS, SEEKER, Turn
from training import sentences
from training.corpora import FOLDER, Message
from training.figures import (
    Figure,
    Report,
    by_group,
    by_label,
    failures,
    held,
    interval,
    macro_f1,
    precision,
    recall,
    share_of,
)
from training.heads import CUES
from training.tested import tested, turns_of


def _said(found: Sequence[Message]) -> np.ndarray:
    """Return for each message what two people judged: "EE" explicit, "HH" half-said, or nothing."""
    rows = [
        line.split("\t", 2) for line in (FOLDER / "explicit.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    judged = {text: one + other for one, other, text in rows}
    return np.array([judged.get(one.example.text, "") for one in found])


def _in_other_languages() -> list[Figure]:
    """Measure explicit statements in the languages that are read more roughly."""
    rows = list(sentences.fields(sentences.LANGUAGES_TESTED, 3))
    readings = [cue.read([Turn(SEEKER, text)]).level or "A0" for _, _, text in rows]
    language = np.array([row[0] for row in rows])
    is_danger = np.array([row[1] != "A0" for row in rows])
    noticed, called = np.array([one >= "A1" for one in readings]), np.array([one >= "A2" for one in readings])
    found = []
    for code, name in (("de", "German"), ("es", "Spanish"), ("fr", "French"), ("pt", "Portuguese")):
        said, fine = noticed[(language == code) & is_danger], called[(language == code) & ~is_danger]
        found += [
            share_of(said, f"{name}, explicit A2-A4 noticed, recall"),
            share_of(fine, f"{name}, A0 read as A2 or more, false alarms"),
        ]
    return found


def cue_report() -> Report:
    """Measure what matters most: that danger said in words is noticed."""
    found = tested(SEEKER)
    readings = cue.read_many([turns_of(one) for one in found])
    truth = np.array([LEVELS.index(min(one.example.known["level"])) for one in found])
    guess = np.array([LEVELS.index(one.level) if one.level else 0 for one in readings])
    plain = np.isin(truth, (0, 2, 3, 4))

    def rows_of(mask: np.ndarray) -> np.ndarray:
        return np.flatnonzero(mask)

    plainly, grave, some = rows_of(plain), rows_of(truth >= 3), rows_of(truth >= 1)
    fine = rows_of(truth == 0)
    cues = held(CUES, (one.example.known["cue"] for one in found))
    heard = held(CUES, (frozenset(one.labels) for one in readings))

    said = _said(found)
    both = rows_of(plain & ((truth == 0) | (said == "EE")))
    told, told_grave = rows_of((truth >= 2) & (said == "EE")), rows_of((truth >= 3) & (said == "EE"))
    hinted, danger = rows_of((truth >= 2) & (said == "HH")), rows_of(truth >= 2)

    def noticed(rows: np.ndarray, least: int = 1) -> float:
        return float((guess[rows] >= least).mean()) if len(rows) else float("nan")

    def share(rows: np.ndarray, name: str, goal: str = "", least: int = 1) -> Figure:
        return interval(lambda r: noticed(rows[r], least), len(rows), name, goal)

    def evenly(rows: np.ndarray) -> float:
        """Precision of A2 or more when there are as many fine messages as dangerous ones."""
        right, wrong = noticed(rows[truth[rows] >= 2], 2), noticed(rows[truth[rows] == 0], 2)
        return right / (right + wrong)

    return Report(
        "cue",
        figures=[
            share(told, "explicit A2-A4 noticed, recall", ">= 0.95"),
            share(told, "explicit A2-A4 read as A2 or more, recall", least=2),
            interval(
                lambda r: evenly(both[r]),
                len(both),
                f"explicit A2-A4 ({len(told)}) against as many A0, precision",
                ">= 0.80",
            ),
            share(told_grave, "explicit A3-A4 noticed, recall", ">= 0.97"),
            share(hinted, "half-said A2-A4 noticed, recall"),
            share(danger, "all A2-A4 noticed, recall"),
            share(danger, "all A2-A4 read as A2 or more, recall", least=2),
            interval(
                lambda r: precision(truth[plainly[r]] >= 2, guess[plainly[r]] >= 2, np.arange(len(r))),
                len(plainly),
                f"all A2-A4 ({len(danger)}) against every A0, precision",
            ),
            share(fine, "A0 read as A2 or more, false alarms", least=2),
            share(grave, "all A3-A4 noticed, recall"),
            share(grave, "all A3-A4 read as A3 or more, recall", least=3),
            share(some, "A1-A4 noticed, recall"),
            *_in_other_languages(),
            interval(lambda r: macro_f1(cues, heard, r), len(found), "cues, macro-F1"),
        ],
        groups=by_group(found, lambda r: recall(truth[r] >= 2, guess[r] >= 1, np.arange(len(r)))),
        labels=by_label(CUES, cues, heard),
        failures=failures(found, [LEVELS[n] for n in truth], [LEVELS[n] for n in guess]),
    )
