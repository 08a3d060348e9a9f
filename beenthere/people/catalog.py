"""The words people choose from: topics, languages and needs, read from ``content/``."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "content"
FILES = ("topics.yml", "languages.yml", "needs.yml")
FIELDS = ("slug", "label", "about")
SLUG = re.compile(r"[a-z]{2,}(-[a-z]+)*")


@dataclass(frozen=True)
class Topic:
    """One thing to choose: its lasting slug, what it is called, one plain line about it."""

    slug: str
    label: str
    about: str


@dataclass(frozen=True)
class Problem:
    """Something wrong in a content file and what to do about it."""

    where: str
    what: str
    do: str


def read(path: Path) -> list[Topic]:
    """Return the entries of a file that has no problems."""
    return [Topic(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


@cache
def entries(name: str) -> tuple[Topic, ...]:
    """Return the entries of one of our own files."""
    return tuple(read(FOLDER / name))


def problems(path: Path) -> list[Problem]:
    """Return everything wrong with a file, all at once."""
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return [
            Problem(path.name, f"can not be read ({type(error).__name__})", "Check that it is UTF-8 YAML.")
        ]
    if not isinstance(listed, list) or not listed:
        return [
            Problem(path.name, "is not a list", "Write one `- {slug: ..., label: ..., about: ...}` a line.")
        ]
    found = [
        problem for number, entry in enumerate(listed, 1) for problem in _of_entry(path.name, number, entry)
    ]
    return found + _doubles(path.name, listed)


def _of_entry(name: str, number: int, entry: Any) -> list[Problem]:
    where = f"{name}: entry {number}"
    if not isinstance(entry, dict):
        return [Problem(where, "is not a set of fields", "Write slug, label and about.")]
    found = [
        Problem(f"{where}: {field}", "is unknown", "Remove it.") for field in entry if field not in FIELDS
    ]
    for field in FIELDS:
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            found.append(Problem(f"{where}: {field}", "is missing or not text", "Write it in quotes."))
    if isinstance(entry.get("slug"), str) and not SLUG.fullmatch(entry["slug"]):
        found.append(
            Problem(f"{where}: slug", f"is {entry['slug']!r}", "Use small letters joined by hyphens.")
        )
    return found


def _doubles(name: str, listed: list[Any]) -> list[Problem]:
    slugs = [entry.get("slug") for entry in listed if isinstance(entry, dict)]
    doubles = sorted({str(slug) for slug in slugs if slugs.count(slug) > 1})
    return [Problem(f"{name}: slug", f"{slug!r} stands twice", "Keep one of the two.") for slug in doubles]
