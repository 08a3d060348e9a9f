"""Files of words in a room's ``content/``: read, checked, and every problem named by file and field, all at once.

A room says what its fields may hold; what every list of entries has in common is here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.core.checks import CheckMessage, Error

OPEN = "Write a YAML list; see the other files."
LIST = "Write one entry for each."


@dataclass(frozen=True)
class Problem:
    """Something wrong in a content file and what to do about it."""

    where: str
    what: str
    do: str


class CanNotBeRead(Exception):
    """A file is missing, is not YAML, or holds something else than a list; ``problem`` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def read(path: Path, *, otherwise: str = OPEN) -> Any:
    """Return what a file holds.

    :raises CanNotBeRead: it is missing or is not YAML
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CanNotBeRead(Problem(path.name, "can not be read", otherwise)) from error


def entries(path: Path, *, otherwise: str = OPEN, no_list: str = LIST, least: int = 0) -> list[Any]:
    """Return the entries of a list, whatever each of them is.

    :raises CanNotBeRead: it is missing, is not YAML, or is no list of at least so many
    """
    listed = read(path, otherwise=otherwise)
    if not isinstance(listed, list) or len(listed) < least:
        raise CanNotBeRead(Problem(path.name, "is not a list", no_list))
    return listed


def problems_of_each(
    name: str, listed: Iterable[Any], known: Iterable[str], of_entry: Callable[[str, Any], Iterable[Problem]]
) -> list[Problem]:
    """Return what is wrong with each entry; ``of_entry`` is asked about those that are sets of fields."""
    found: list[Problem] = []
    for number, entry in enumerate(listed, 1):
        where = f"{name}: entry {number}"
        if isinstance(entry, dict):
            found += of_entry(where, entry)
        else:
            found.append(Problem(where, "is not a set of fields", f"Write {', '.join(known)}."))
    return found


def missing(where: str, entry: Mapping[str, Any], known: Iterable[str]) -> list[Problem]:
    """Return a problem for each field that should stand there and does not."""
    return [Problem(f"{where}: {field}", "is missing", "Add it.") for field in known if field not in entry]


def unknown(where: str, entry: Mapping[str, Any], known: Iterable[str]) -> list[Problem]:
    """Return a problem for each field that should not stand there."""
    allowed = set(known)
    return [
        Problem(f"{where}: {field}", "is unknown", "Remove it.") for field in entry if field not in allowed
    ]


def slugs_of(listed: Iterable[Any]) -> list[str]:
    """Return the slugs of a list as they stand there, even of one that is not right yet."""
    return [str(entry.get("slug")) for entry in listed if isinstance(entry, dict)]


def is_words(value: Any) -> bool:
    """Tell whether somebody could read this."""
    return isinstance(value, str) and bool(value.strip())


def is_list_of_words(value: Any) -> bool:
    """Tell whether this is a list in which somebody could read each entry."""
    return isinstance(value, list) and bool(value) and all(map(is_words, value))


def errors(folder: str, problems: Iterable[Problem], *, id: str) -> list[CheckMessage]:
    """Return problems as Django says them before the service starts."""
    return [Error(f"{folder}/{one.where} {one.what}.", hint=one.do, id=id) for one in problems]
