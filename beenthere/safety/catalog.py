"""Crisis lines, read from ``content/lines/<REGION>.yml`` and checked, all problems at once."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from beenthere.kernel.content import CanNotBeRead, Problem, missing, read, unknown

FOLDER = Path(__file__).parent / "content" / "lines"
UNKNOWN = "unknown"
STALE_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One way to reach help, as a person in distress needs to read it."""

    name: str
    audience: str
    phone: str
    text: str
    chat: str
    hours: str
    languages: tuple[str, ...]
    cost: str
    emergency: bool
    last_verified: date | None
    source: str

    @property
    def dial(self) -> str:
        """Return the number as a phone dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Lines:
    """The lines of one region; emergency lines first."""

    region: str
    name: str
    finder: str
    finder_name: str
    lines: tuple[Line, ...]

    @property
    def emergency(self) -> tuple[Line, ...]:
        """Return the lines for danger right now."""
        return tuple(line for line in self.lines if line.emergency)

    @property
    def talking(self) -> tuple[Line, ...]:
        """Return the lines to talk to."""
        return tuple(line for line in self.lines if not line.emergency)

    @property
    def last_verified(self) -> date | None:
        """Return when the oldest of the entries was checked; None when one never was."""
        days = [line.last_verified for line in self.lines]
        return None if None in days else min((day for day in days if day), default=None)

    @property
    def unverified(self) -> tuple[Line, ...]:
        """Return the entries nobody of this service has called yet."""
        return tuple(line for line in self.lines if line.last_verified is None)

    @property
    def is_known(self) -> bool:
        """Tell whether the region is one we have numbers for."""
        return self.region != UNKNOWN


@cache
def regions(folder: Path = FOLDER) -> list[Lines]:
    """Return every region, by name; the unknown one is not among them."""
    read = [_read(path) for path in sorted(folder.glob("*.yml")) if path.stem != UNKNOWN]
    return sorted(read, key=lambda one: one.name)


@cache
def lines(region: str, folder: Path = FOLDER) -> Lines:
    """Return the lines of a region, or those for a region nobody knows."""
    wanted = region.strip().upper()
    found = next((one for one in regions(folder) if one.region == wanted), None)
    return found or _read(folder / f"{UNKNOWN}.yml")


def _read(path: Path) -> Lines:
    header = read(path)
    listed = tuple(Line(**{**entry, "languages": tuple(entry["languages"])}) for entry in header["lines"])
    return Lines(
        region=header["region"],
        name=header["name"],
        finder=header["finder"],
        finder_name=header["finder_name"],
        lines=tuple(sorted(listed, key=lambda line: not line.emergency)),
    )


def problems(folder: Path = FOLDER) -> list[Problem]:
    """Return everything wrong with the files, all at once."""
    found = [problem for path in sorted(folder.glob("*.yml")) for problem in _of_file(path)]
    if not (folder / f"{UNKNOWN}.yml").exists():
        found.append(
            Problem(f"{UNKNOWN}.yml", "is missing", "Write it: an unknown region must show something.")
        )
    return found


def stale(*, today: date, folder: Path = FOLDER) -> list[Problem]:
    """Return the entries nobody has checked for a year."""
    listed = [(one, line) for one in regions(folder) for line in one.lines]
    return [
        Problem(
            f"{one.region}.yml: {line.name}",
            f"was last checked on {line.last_verified}",
            f"Look at {line.source}, call the number, and set last_verified.",
        )
        for one, line in listed
        if line.last_verified and line.last_verified < today - STALE_AFTER
    ]


def _of_file(path: Path) -> list[Problem]:
    try:
        header = read(path, otherwise="Write YAML; see the other files.")
    except CanNotBeRead as wrong:
        return [wrong.problem]
    if not isinstance(header, dict):
        return [Problem(path.name, "is empty", "Write region, name, finder, finder_name and lines.")]
    found = _of_names(path.name, header, {"region", "name", "finder", "finder_name", "lines"})
    if header.get("region") != path.stem:
        found.append(Problem(f"{path.name}: region", "is not the file's name", f"Write {path.stem!r}."))
    entries = header.get("lines")
    if not isinstance(entries, list) or not entries:
        return [*found, Problem(f"{path.name}: lines", "has no line", "Write at least one.")]
    if not any(isinstance(entry, dict) and entry.get("emergency") is True for entry in entries):
        found.append(
            Problem(f"{path.name}: lines", "has no emergency number", "Add one with emergency: true.")
        )
    return found + [
        problem for n, entry in enumerate(entries, 1) for problem in _of_line(path.name, n, entry)
    ]


def _of_names(where: str, entry: dict[str, Any], known: set[str]) -> list[Problem]:
    return missing(where, entry, sorted(known)) + unknown(where, entry, known)


def _of_line(name: str, number: int, entry: Any) -> list[Problem]:
    if not isinstance(entry, dict):
        return [Problem(f"{name}: line {number}", "is not a set of fields", "See the other files.")]
    where = f"{name}: line {number}"
    found = _of_names(where, entry, {field.name for field in fields(Line)})
    found += [
        Problem(f"{where}: {field}", f"is not text: {entry[field]!r}", "Put it in quotes.")
        for field in ("name", "audience", "phone", "text", "chat", "hours", "cost", "source")
        if field in entry and not isinstance(entry[field], str)
    ]
    return found + _of_values(where, entry)


def _of_values(where: str, entry: dict[str, Any]) -> list[Problem]:
    found = []
    if not isinstance(entry.get("languages"), list):
        found.append(Problem(f"{where}: languages", "is not a list", "Write [en] or more."))
    if not isinstance(entry.get("emergency"), bool):
        found.append(Problem(f"{where}: emergency", "is not yes or no", "Write true or false."))
    if entry.get("last_verified") is not None and type(entry["last_verified"]) is not date:
        do = "Write the day of the check, 2026-01-31, or null when nobody has called it."
        found.append(Problem(f"{where}: last_verified", "is not a date", do))
    if not any(entry.get(way) for way in ("phone", "text", "chat")):
        found.append(Problem(where, "has no way to reach it", "Write a phone, text or chat."))
    if not str(entry.get("source") or "").startswith("https://"):
        found.append(Problem(f"{where}: source", "is no https address", "Name the service's own page."))
    return found
