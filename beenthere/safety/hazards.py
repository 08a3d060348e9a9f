"""The hazard log and the safety case made of it: plain reading and checking, no tables.

After DCB0129 and DCB0160. The page that this makes is for an operator's clinical safety officer to go through and sign; it
is no certificate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

HIGH = 15
LEAST = 30
FIELDS = {"id", "hazard", "cause", "harm", "before", "controls", "left", "owner"}
PASSED, FAILED, SKIPPED, NOT_RUN = "passed", "failed", "skipped", "not run"


@dataclass(frozen=True)
class Grade:
    """How grave and how likely, each from 1 to 5."""

    severity: int
    likelihood: int

    @property
    def product(self) -> int:
        """Return severity times likelihood."""
        return self.severity * self.likelihood

    @property
    def is_high(self) -> bool:
        """Tell whether nobody may go live with it."""
        return self.product >= HIGH


@dataclass(frozen=True)
class Control:
    """What is done about a hazard, and the tests that show it; ``why_none`` when only a human can."""

    what: str
    tests: tuple[str, ...]
    why_none: str = ""


@dataclass(frozen=True)
class Hazard:
    """One hazard."""

    id: str
    hazard: str
    cause: str
    harm: str
    before: Grade
    controls: tuple[Control, ...]
    left: Grade
    owner: str


def read(path: Path) -> list[Hazard]:
    """Return the hazards of a log that has no problems."""
    return [_hazard(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _hazard(entry: Mapping[str, Any]) -> Hazard:
    controls = tuple(
        Control(one["what"], tuple(one["tests"]), one.get("why_none", "")) for one in entry["controls"]
    )
    graded = {"before": Grade(**entry["before"]), "left": Grade(**entry["left"]), "controls": controls}
    return Hazard(**{**entry, **graded})


def problems(path: Path, root: Path) -> list[str]:
    """Return everything wrong with a log, all at once: fields, grades, and tests that do not exist."""
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        return [f"{path.name} can not be read: {error}"]
    if not isinstance(listed, list):
        return [f"{path.name} is not a list of hazards"]
    found = [problem for entry in listed for problem in _of_entry(entry, root)]
    names = [str(entry.get("id")) for entry in listed if isinstance(entry, dict)]
    found += [f"{name} stands twice" for name in sorted({name for name in names if names.count(name) > 1})]
    if len(listed) < LEAST:
        found.append(f"only {len(listed)} hazards; at least {LEAST} belong to such a service")
    return found


def _of_entry(entry: Any, root: Path) -> list[str]:
    if not isinstance(entry, dict) or set(entry) != FIELDS:
        return [f"{entry!r:.60} has other fields than {', '.join(sorted(FIELDS))}"]
    name = entry["id"]
    found = [
        f"{name}: {part} is not graded 1 to 5" for part in ("before", "left") if not _is_grade(entry[part])
    ]
    if found:
        return found
    if Grade(**entry["left"]).is_high:
        found.append(f"{name}: what is left is high; add a control, or do not go live")
    if not entry["controls"]:
        found.append(f"{name}: no control")
    for control in entry["controls"]:
        if not control["tests"] and not control.get("why_none"):
            found.append(f"{name}: {control['what']!r} names no test and no reason")
        found += [f"{name}: {test} does not exist" for test in control["tests"] if not _exists(test, root)]
    return found


def _is_grade(given: Any) -> bool:
    return (
        isinstance(given, dict)
        and set(given) == {"severity", "likelihood"}
        and all(value in range(1, 6) for value in given.values())
    )


def _exists(test: str, root: Path) -> bool:
    path, _, name = test.partition("::")
    file = root / path
    return file.is_file() and (not name or f"def {name}(" in file.read_text(encoding="utf-8"))


def outcomes(junit: Path) -> dict[str, str]:
    """Return what became of each test, from the JUnit file of ``pytest --junit-xml``; the key is path::name without cases."""
    found: dict[str, str] = {}
    for case in ElementTree.parse(junit).iter("testcase"):  # noqa: S314
        path = case.get("classname", "").replace(".", "/") + ".py"
        place = f"{path}::{case.get('name', '').partition('[')[0]}"
        how = FAILED if case.find("failure") is not None or case.find("error") is not None else PASSED
        how = SKIPPED if case.find("skipped") is not None else how
        for key in (place, path):
            found[key] = _worse(found.get(key, PASSED), how)
    return found


def _worse(one: str, other: str) -> str:
    order = (PASSED, SKIPPED, FAILED)
    return max(one, other, key=order.index)


def outcome(control: Control, ran: Mapping[str, str]) -> str:
    """Return what the tests of a control show together."""
    if not control.tests:
        return "by hand"
    seen = [ran.get(test, NOT_RUN) for test in control.tests]
    return next((how for how in (FAILED, NOT_RUN, SKIPPED) if how in seen), PASSED)


def unproven(hazards: Sequence[Hazard], ran: Mapping[str, str]) -> list[str]:
    """Return each control whose tests did not all pass."""
    return [
        f"{hazard.id}: {control.what}: {how}"
        for hazard in hazards
        for control in hazard.controls
        if (how := outcome(control, ran)) not in (PASSED, "by hand")
    ]
