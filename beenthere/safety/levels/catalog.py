"""The five questions and what to do at each level, read from ``content/questions.yml`` and checked."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from beenthere.kernel.content import Problem
from beenthere.safety.levels.rules import LEVELS, QUESTIONS

FILE = Path(__file__).parent.parent / "content" / "questions.yml"


@dataclass(frozen=True)
class Question:
    """One question in our own words, and why it is asked."""

    slug: str
    ask: str
    why: str


@dataclass(frozen=True)
class Level:
    """What a level is called and what to do now."""

    level: int
    name: str
    do: tuple[str, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Return the five questions in their order, and the one about reasons."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return (*(Question(**entry) for entry in read["questions"]), Question(slug="reasons", **read["reasons"]))


@cache
def levels() -> tuple[Level, ...]:
    """Return the levels, A0 first."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Level(entry["level"], entry["name"], tuple(entry["do"])) for entry in read["levels"])


def problems(path: Path = FILE) -> list[Problem]:
    """Return everything wrong with the file."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        asked = [entry["slug"] for entry in read["questions"]]
        graded = [entry["level"] for entry in read["levels"]]
        whole = all(entry["ask"] and entry["why"] for entry in [*read["questions"], read["reasons"]])
        whole = whole and all(entry["name"] and entry["do"] for entry in read["levels"])
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        return [Problem(path.name, f"can not be read ({error})", "Write questions, reasons and levels.")]
    found = []
    if tuple(asked) != QUESTIONS:
        found.append(Problem(f"{path.name}: questions", "are not the five", f"Write {', '.join(QUESTIONS)}."))
    if tuple(graded) != LEVELS:
        found.append(Problem(f"{path.name}: levels", "are not 0 to 4", "Write each once, in order."))
    if not whole:
        found.append(Problem(path.name, "has an empty sentence", "Write ask, why, name and do."))
    return found
