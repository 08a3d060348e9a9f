"""The words people choose from: topics, languages and needs, read from ``content/``."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from beenthere.kernel import content
from beenthere.kernel.content import Problem

FOLDER = Path(__file__).parent / "content"
FILES = ("topics.yml", "languages.yml", "needs.yml")
FIELDS = ("slug", "label", "about")
A_LINE = "Write one `- {slug: ..., label: ..., about: ...}` a line."
SLUG = re.compile(r"[a-z]{2,}(-[a-z]+)*")


@dataclass(frozen=True)
class Topic:
    """One thing to choose: its lasting slug, what it is called, one plain line about it."""

    slug: str
    label: str
    about: str


def read(path: Path) -> list[Topic]:
    """Return the entries of a file that has no problems."""
    return [Topic(**entry) for entry in content.entries(path)]


@cache
def entries(name: str) -> tuple[Topic, ...]:
    """Return the entries of one of our own files."""
    return tuple(read(FOLDER / name))


def problems(path: Path) -> list[Problem]:
    """Return everything wrong with a file, all at once."""
    try:
        listed = content.entries(path, otherwise="Check that it is UTF-8 YAML.", no_list=A_LINE, least=1)
    except content.CanNotBeRead as wrong:
        return [wrong.problem]
    return content.problems_of_each(path.name, listed, FIELDS, _of_entry) + _doubles(path.name, listed)


def _of_entry(where: str, entry: dict[str, Any]) -> list[Problem]:
    found = content.unknown(where, entry, FIELDS)
    for field in FIELDS:
        if not content.is_words(entry.get(field)):
            found.append(Problem(f"{where}: {field}", "is missing or not text", "Write it in quotes."))
    if isinstance(entry.get("slug"), str) and not SLUG.fullmatch(entry["slug"]):
        found.append(
            Problem(f"{where}: slug", f"is {entry['slug']!r}", "Use small letters joined by hyphens.")
        )
    return found


def _doubles(name: str, listed: list[Any]) -> list[Problem]:
    slugs = content.slugs_of(listed)
    doubles = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    return [Problem(f"{name}: slug", f"{slug!r} stands twice", "Keep one of the two.") for slug in doubles]
