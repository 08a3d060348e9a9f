"""The questions of the six steps and the guided cards, read from ``content/`` and checked, all problems at once."""

import re
from dataclasses import dataclass, fields
from functools import cache, partial
from pathlib import Path
from typing import Any

from beenthere.kernel import content
from beenthere.kernel.content import Problem
from beenthere.plans.rules import STEPS

FOLDER = Path(__file__).parent / "content"
STEPS_FILE = "steps.yml"
SITUATIONS_FILE = "situations.yml"
SITUATIONS = (
    "abuse", "minor", "threat", "third-party", "medical", "voices", "intoxication", "frequent", "misuse",
)  # fmt: skip
LISTS = ("signs", "first_words", "do", "do_not", "who_to_bring")
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True)
class Step:
    """One step of a plan: what it is called, what it asks, a hint, and where the idea is from."""

    slug: str
    heading: str
    question: str
    hint: str
    source: str


@dataclass(frozen=True)
class Situation:
    """A guided card for a hard moment: how to notice it, first words, what to do, whom to bring."""

    slug: str
    name: str
    about: str
    at_once: bool
    signs: tuple[str, ...]
    first_words: tuple[str, ...]
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    who_to_bring: tuple[str, ...]
    source: str


@cache
def steps() -> tuple[Step, ...]:
    """Return the six steps, in order."""
    return tuple(Step(**entry) for entry in content.entries(FOLDER / STEPS_FILE))


@cache
def situations() -> tuple[Situation, ...]:
    """Return the guided cards, in the order of the page."""
    return tuple(_situation(entry) for entry in content.entries(FOLDER / SITUATIONS_FILE))


def _situation(entry: dict[str, Any]) -> Situation:
    lists: dict[str, Any] = {name: tuple(entry[name]) for name in LISTS}
    return Situation(**{**entry, **lists})


def problems(folder: Path = FOLDER) -> list[Problem]:
    """Return everything wrong with both files, all at once."""
    return [
        *_of_file(folder / STEPS_FILE, Step, STEPS),
        *_of_file(folder / SITUATIONS_FILE, Situation, SITUATIONS),
    ]


def _of_file(path: Path, kind: type, slugs: tuple[str, ...]) -> list[Problem]:
    try:
        listed = content.entries(path)
    except content.CanNotBeRead as wrong:
        return [wrong.problem]
    known = [field.name for field in fields(kind)]
    found = content.problems_of_each(path.name, listed, known, partial(_of_entry, known=known))
    if tuple(content.slugs_of(listed)) != slugs:
        found.append(
            Problem(
                f"{path.name}: slug", "the entries are not those the rules know", f"Write {', '.join(slugs)}."
            )
        )
    return found


def _of_entry(where: str, entry: dict[str, Any], known: list[str]) -> list[Problem]:
    wrong = [p for field, value in entry.items() if field in known for p in _of_value(where, field, value)]
    return content.missing(where, entry, known) + content.unknown(where, entry, known) + wrong


def _of_value(where: str, field: str, value: Any) -> list[Problem]:
    if field == "at_once":
        good, do = isinstance(value, bool), "Write true or false."
    elif field in LISTS:
        good, do = content.is_list_of_words(value), "Write a list of sentences; quote those with a colon."
    elif field == "slug":
        good, do = isinstance(value, str) and bool(SLUG.fullmatch(value)), "Write small letters and hyphens."
    else:
        good, do = content.is_words(value), "Write a sentence."
    found = [] if good else [Problem(f"{where}: {field}", f"is not right: {value!r}"[:80], do)]
    if good and field == "first_words" and not 2 <= len(value) <= 3:
        found.append(
            Problem(f"{where}: first_words", "are not two or three", "Write two or three sentences to say.")
        )
    return found
