"""Safe messaging over every string, card and notification of the repository, and over what operators wrote.

The rules are in ``kernel/wording.py``. What follows is where they are held against: files that people
read, and the few files that must name what is not said, each with its reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from beenthere.config.documents import ROOT
from beenthere.kernel.wording import NOTICES, Found, found_in, operator_words

READ = {".html", ".txt", ".js", ".py", ".yml", ".yaml", ".md", ".po", ".svg", ".webmanifest"}
# Not ours, not words, or never shown to anybody.
PASSED_OVER = {"vendor", "weights", "migrations", "__pycache__", "tests", ".venv"}
NOTICE_WORDS = "beenthere/notices/content/*.yml"
EVERYTHING = "*"


@dataclass(frozen=True)
class Allowance:
    """A file that may hold what a rule forbids, and why."""

    path: str
    rule: str
    why: str


ALLOWANCES = (
    Allowance("beenthere/kernel/wording.py", EVERYTHING, "It is the table of what is not said."),
    Allowance("beenthere/readers/**", EVERYTHING, "What people in distress write; listened for, never shown."),
    Allowance("docs/words.md", "risk", "Its right column names what we avoid."),
    Allowance("docs/decisions/0004-keys.md", "encryption", "It explains why we do not claim it."),
    Allowance("docs/readers/drift.md", "treatment", "It names the kind of drift that the reader finds."),
    Allowance("beenthere/boundaries/content/drifts.yml", "treatment", "It names that drift to the supporter, to leave it."),
    Allowance("beenthere/boundaries/content/moments.yml", "treatment", "The code of that drift, no word on a page."),
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Words that are not said here: where, which, why not, and what to say."""

    where: str
    words: str
    rule: str
    why: str
    say: str


def files(root: Path = ROOT) -> Iterator[Path]:
    """Yield every file whose words somebody may read."""
    folders = [root / "beenthere", root / "docs"]
    for path in sorted([*root.glob("*.md"), *(one for folder in folders for one in folder.rglob("*"))]):
        inside = path.relative_to(root)
        if path.suffix in READ and not PASSED_OVER & set(inside.parts):
            yield path


def problems(root: Path = ROOT, allowances: Iterable[Allowance] = ALLOWANCES) -> list[Problem]:
    """Return every place in the repository where words stand that are not said here."""
    allowed = list(allowances)
    return [problem for path in files(root) for problem in _of_file(path, path.relative_to(root), allowed)]


def _of_file(path: Path, inside: Path, allowances: list[Allowance]) -> list[Problem]:
    text = path.read_text(encoding="utf-8", errors="replace")
    found = found_in(text)
    if inside.match(NOTICE_WORDS):
        found += _in_notices(text)
    return [_problem(f"{inside}:{one.line}", one) for one in found if not is_allowed(inside, one, allowances)]


def _in_notices(text: str) -> list[Found]:
    """Return what a lock screen must not show, from the words of the notices only."""
    try:
        kinds = yaml.safe_load(text)
    except yaml.YAMLError:
        return []
    said = [words for kind in (kinds or {}).values() for words in kind.values()]
    return [one for words in said for one in found_in(str(words), NOTICES)]


def is_allowed(path: Path, found: Found, allowances: Iterable[Allowance]) -> bool:
    """Tell whether a file may hold these words."""
    return any(one.rule in (EVERYTHING, found.rule.slug) and _covers(one.path, path) for one in allowances)


def _covers(pattern: str, path: Path) -> bool:
    folder = pattern.removesuffix("/**")
    return path.is_relative_to(folder) if folder != pattern else path == Path(pattern)


def _problem(where: str, found: Found) -> Problem:
    return Problem(where, found.words, found.rule.slug, found.rule.why, found.rule.say)


def operators_problems() -> list[Problem]:
    """Return what operators wrote that is not said here; this may ask the database."""
    written = (pair for source in operator_words for pair in source())
    return [_problem(where, one) for where, text in written for one in found_in(text)]


@operator_words
def _settings() -> Iterable[tuple[str, str]]:
    """The settings that stand on pages."""
    yield "BEENTHERE_SERVICE_NAME", settings.TABLE.service_name
    yield "BEENTHERE_CONTACT_EMAIL", settings.TABLE.contact_email


def _error(problem: Problem) -> Error:
    words = f"{problem.where}: “{problem.words}” is not said here. {problem.why}"
    return Error(words, hint=problem.say, id="config.E001")


@register()
def words_are_safe(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """config.E001: no file that people read breaks the rules of safe messaging or claims too much."""
    # `migrate` asks each database in turn, at every start; the files are looked at by `check`.
    return [] if databases else [_error(problem) for problem in problems()]


@register(Tags.database)
def operators_words_are_safe(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """config.E001 over what operators wrote; runs with `check --database default`, and in the doctor."""
    if "default" not in (databases or []):
        return []
    return [_error(problem) for problem in _operators_problems_if_there_are_tables()]


def _operators_problems_if_there_are_tables() -> list[Problem]:
    from django.db import OperationalError, ProgrammingError

    try:
        return operators_problems()
    except (OperationalError, ProgrammingError):
        # Before the first migration there is nothing an operator could have written.
        return []
