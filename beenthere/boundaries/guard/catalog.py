"""What is said about each drift, read from ``content/drifts.yml`` and checked, all problems at once."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from beenthere.kernel.content import CanNotBeRead, Problem, entries
from beenthere.readers.drift import CODES
from beenthere.skills.queries import cards

FILE = Path(__file__).parent.parent / "content" / "drifts.yml"
SEVERITIES = (1, 2, 3, 4)
MOST_LETTERS = 120
# What the composer holds in two lines each: what was seen with the move, and "You could say:" with a sentence.
MOST_IN_TWO_LINES, MOST_TO_SAY = 124, 104


@dataclass(frozen=True)
class Drift:
    """One drift: how grave, what is seen, the next move, and sentences that would be fine."""

    code: str
    severity: int
    name: str
    seen: str
    move: str
    card: str
    instead: tuple[str, ...]


@cache
def drifts() -> dict[str, Drift]:
    """Return every drift by its code."""
    listed = entries(FILE)
    return {entry["code"]: Drift(**{**entry, "instead": tuple(entry["instead"])}) for entry in listed}


def problems(path: Path = FILE) -> list[Problem]:
    """Return everything wrong with the file, all at once."""
    try:
        listed = entries(path, no_list="Write one entry for each code.")
    except CanNotBeRead as wrong:
        return [wrong.problem]
    found = [
        problem for number, entry in enumerate(listed, 1) for problem in _of_entry(path.name, number, entry)
    ]
    codes = sorted(str(entry.get("code")) for entry in listed if isinstance(entry, dict))
    if codes != sorted(CODES):
        odd = sorted(set(codes) ^ set(CODES)) or ["one stands twice"]
        found.append(
            Problem(f"{path.name}: code", f"are not the 23 known: {', '.join(odd)}", "Write each once.")
        )
    return found


def _of_entry(name: str, number: int, entry: Any) -> list[Problem]:
    where = f"{name}: entry {number}"
    wanted = {field.name for field in fields(Drift)}
    if not isinstance(entry, dict) or set(entry) != wanted:
        return [Problem(where, "has other fields than it should", f"Write {', '.join(sorted(wanted))}.")]
    found = []
    if entry["severity"] not in SEVERITIES:
        found.append(Problem(f"{where}: severity", "is not 1 to 4", "See the top of the file."))
    if entry["card"] not in cards():
        found.append(Problem(f"{where}: card", f"is unknown: {entry['card']}", "Name a card of the toolbox."))
    if not isinstance(entry["instead"], list) or not entry["instead"]:
        found.append(Problem(f"{where}: instead", "has no sentence", "Write at least one."))
    found += _of_length(where, entry)
    for field in ("name", "seen", "move"):
        if not isinstance(entry[field], str) or not 0 < len(entry[field]) <= MOST_LETTERS:
            found.append(
                Problem(
                    f"{where}: {field}", f"is empty or over {MOST_LETTERS} letters", "Write one short line."
                )
            )
    return found


def _of_length(where: str, entry: dict[str, Any]) -> list[Problem]:
    found = []
    if len(f"{entry['seen']} {entry['move']}") > MOST_IN_TWO_LINES:
        what = f"are over {MOST_IN_TWO_LINES} letters together"
        found.append(Problem(f"{where}: seen and move", what, "Shorten them to two lines."))
    said = entry["instead"] if isinstance(entry["instead"], list) else []
    if any(len(str(one)) > MOST_TO_SAY for one in said):
        found.append(
            Problem(f"{where}: instead", f"is over {MOST_TO_SAY} letters", "Write one short sentence.")
        )
    return found
