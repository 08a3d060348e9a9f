"""First sentences and gentle questions, read from ``content/`` and checked, all problems at once."""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from beenthere.care.rules import SENTENCES
from beenthere.kernel import content
from beenthere.kernel.content import Problem

FOLDER = Path(__file__).parent / "content"
FIRST = "first_sentences.yml"
PROMPTS = "prompts.yml"
PROMPT_FIELDS = ("slug", "heading", "question", "starts")


@dataclass(frozen=True)
class FirstSentence:
    """Something to say first on the phone."""

    slug: str
    words: str


@dataclass(frozen=True)
class Prompt:
    """One of the three sentences: what it is called, what it asks, ways to begin."""

    slug: str
    heading: str
    question: str
    starts: tuple[str, ...]


@cache
def first_sentences() -> tuple[FirstSentence, ...]:
    """Return the first sentences to choose from."""
    return tuple(FirstSentence(**entry) for entry in content.entries(FOLDER / FIRST))


@cache
def prompts() -> tuple[Prompt, ...]:
    """Return the questions of the three sentences, in order."""
    return tuple(
        Prompt(**{**entry, "starts": tuple(entry["starts"])}) for entry in content.entries(FOLDER / PROMPTS)
    )


def problems(folder: Path = FOLDER) -> list[Problem]:
    """Return everything wrong with both files, all at once."""
    found = _of_file(folder / FIRST, ("slug", "words")) + _of_file(folder / PROMPTS, PROMPT_FIELDS)
    if not found and tuple(content.slugs_of(content.entries(folder / PROMPTS))) != SENTENCES:
        found.append(Problem(f"{PROMPTS}: slug", "names other questions", f"Write {', '.join(SENTENCES)}."))
    return found


def _of_file(path: Path, known: tuple[str, ...]) -> list[Problem]:
    try:
        listed = content.entries(path, least=1)
    except content.CanNotBeRead as wrong:
        return [wrong.problem]
    return content.problems_of_each(path.name, listed, known, partial(_of_entry, known=known))


def _of_entry(where: str, entry: dict[str, Any], known: tuple[str, ...]) -> list[Problem]:
    wrong = [name for name in known if not _is_right(name, entry.get(name))]
    return content.unknown(where, entry, known) + [
        Problem(f"{where}: {name}", "is missing or not words", "Write it in quotes.") for name in wrong
    ]


def _is_right(name: str, value: Any) -> bool:
    return content.is_list_of_words(value) if name == "starts" else content.is_words(value)
