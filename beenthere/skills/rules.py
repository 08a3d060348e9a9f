"""What a skill card is: read from a file strictly, and every problem named at once.

A card file is a header between two ``---`` lines and three headed parts: What, Steps, Say.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

FAMILIES = (
    "OARS", "Hill", "Emotion", "DBT", "Peer", "CBT", "BA", "PM+", "ACT", "Grounding", "Breath", "MI", "PFA",
    "MHFA", "Safety", "Crisis", "Link", "SSI", "SFBT", "MSC", "Grief", "Sleep",
)  # fmt: skip
ROLES = ("IN", "IN+", "SUP")
MODULES = ("none", "practice", "mandatory", "on_call")
PHASES = ("arrive", "explore", "relieve", "plan", "close")
NEEDS = ("vent", "be-understood", "solve", "distract", "decide")
EMOTIONS = (
    "fear", "sadness", "anger", "shame", "guilt", "loneliness", "grief", "numb", "overwhelm", "hopeless", "mixed",
)  # fmt: skip
GRADES = ("A", "B", "C", "D")
PARTS = ("What", "Steps", "Say")
_FILE = re.compile(r"\A---\n(?P<header>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PART = re.compile(r"^## (.+)$", re.MULTILINE)
_STEP = re.compile(r"^\d+\.\s+(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Card:
    """A short reminder of one micro-skill."""

    slug: str
    name: str
    helped: str
    family: str
    role: str
    module: str
    minutes: tuple[int, int]
    band: tuple[int, int]
    phases: tuple[str, ...]
    needs: tuple[str, ...]
    emotions: tuple[str, ...]
    evidence_grade: str
    evidence: str
    sources: tuple[str, ...]
    cautions: tuple[str, ...]
    fits: str
    not_when: str
    what: str
    steps: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a card file, and what to do about it."""

    file: str
    field: str
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.what}"


BODY = ("what", "steps", "say")
HEADER = tuple(field.name for field in fields(Card) if field.name not in BODY)
_WORDS = ("slug", "name", "helped", "evidence", "fits", "not_when")
_CHOICES = {"family": FAMILIES, "role": ROLES, "module": MODULES, "evidence_grade": GRADES}
_LISTS: dict[str, tuple[str, ...] | None] = {
    "phases": PHASES,
    "needs": NEEDS,
    "emotions": EMOTIONS,
    "sources": None,
    "cautions": None,
}
_NOT_EMPTY = ("phases", "sources")
_RANGES = {"minutes": (0, 60), "band": (0, 10)}
_MODULE_OF_ROLE = {"IN": ("none", "mandatory"), "IN+": ("practice",), "SUP": ("on_call",)}


def read_card(*, file: str, text: str) -> Card | list[Problem]:
    """Return the card written in a file, or everything that is wrong with it."""
    found = _FILE.match(text)
    if found is None:
        do = "Start the file with ---, the header, --- on a line of its own, then the parts."
        return [Problem(file, "header", "there is no header between two --- lines", do)]
    try:
        header = yaml.safe_load(found["header"])
    except yaml.YAMLError as error:
        return [
            Problem(file, "header", f"is not YAML ({_first_line(error)})", "Quote values that hold a colon.")
        ]
    if not isinstance(header, dict):
        return [Problem(file, "header", "is not a list of fields", "Write one 'field: value' a line.")]
    parts = _parts(found["body"])
    problems = [Problem(file, *rest) for rest in [*_header_problems(header, file), *_body_problems(parts)]]
    return problems or _made(header, parts)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _parts(body: str) -> dict[str, str]:
    pieces = _PART.split(body)
    return {name.strip(): words.strip() for name, words in zip(pieces[1::2], pieces[2::2], strict=True)}


Found = tuple[str, str, str]


def _header_problems(header: dict[str, Any], file: str) -> Iterable[Found]:
    for name in sorted(set(map(str, header)) - set(HEADER)):
        yield name, "is not a field of a card", f"Remove it, or use one of: {', '.join(HEADER)}."
    for name in HEADER:
        if name not in header:
            yield name, "is missing", "Add the field to the header."
        else:
            yield from _field_problems(name, header[name])
    yield from _together_problems(header, file)


def _field_problems(name: str, value: Any) -> Iterable[Found]:
    if name in _WORDS and not (isinstance(value, str) and value.strip()):
        yield name, "is not words", "Write a short text."
    if name in _CHOICES and value not in _CHOICES[name]:
        yield name, f"{value!r} is not known", f"Use one of: {', '.join(_CHOICES[name])}."
    if name in _LISTS:
        yield from _list_problems(name, value)
    if name in _RANGES:
        yield from _range_problems(name, value)


def _list_problems(name: str, value: Any) -> Iterable[Found]:
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        yield name, "is not a list of words", "Write [one, two], or [] for none."
        return
    if name in _NOT_EMPTY and not value:
        yield name, "is empty", "Name at least one."
    allowed = _LISTS[name]
    for entry in value:
        if allowed is not None and entry not in allowed:
            yield name, f"{entry!r} is not known", f"Use: {', '.join(allowed)}."


def _range_problems(name: str, value: Any) -> Iterable[Found]:
    low, high = _RANGES[name]
    is_pair = isinstance(value, list) and len(value) == 2 and all(type(end) is int for end in value)
    if not is_pair or not low <= value[0] <= value[1] <= high:
        yield name, f"{value!r} is not a range", f"Write [low, high] with whole numbers from {low} to {high}."


def _together_problems(header: dict[str, Any], file: str) -> Iterable[Found]:
    if header.get("slug") != Path(file).stem:
        yield "slug", "differs from the name of the file", "Give the file the name of the slug."
    allowed = _MODULE_OF_ROLE.get(str(header.get("role")))
    if allowed and header.get("module") not in allowed:
        yield "module", f"does not fit the role {header['role']}", f"Use: {' or '.join(allowed)}."


def _body_problems(parts: dict[str, str]) -> Iterable[Found]:
    for name in sorted(set(parts) - set(PARTS)):
        yield name, "is not a part of a card", f"Use: {', '.join(PARTS)}."
    for name in PARTS:
        if not parts.get(name):
            yield name, "is missing or empty", f"Add '## {name}' with words below it."
    if parts.get("Steps") and not _STEP.search(parts["Steps"]):
        yield "Steps", "has no numbered step", "Write '1. ' at the start of each step."


def _made(header: dict[str, Any], parts: dict[str, str]) -> Card:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in header.items()
    }
    steps = tuple(_STEP.findall(parts["Steps"]))
    return Card(**values, what=parts["What"], steps=steps, say=parts["Say"])


def read_folder(path: Path) -> tuple[dict[str, Card], list[Problem]]:
    """Return the cards of a folder by slug, and every problem of every file."""
    cards: dict[str, Card] = {}
    problems: list[Problem] = []
    for file in sorted(path.glob("*.md")):
        read = _read_file(file)
        if isinstance(read, Card):
            cards[read.slug] = read
        else:
            problems += read
    if not cards and not problems:
        problems = [Problem(path.name, "folder", "holds no card", "Put card files (*.md) into it.")]
    return cards, problems


def _read_file(file: Path) -> Card | list[Problem]:
    try:
        return read_card(file=file.name, text=file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return [
            Problem(file.name, "file", f"can not be read ({_first_line(error)})", "Save it as UTF-8 text.")
        ]


def check_folder(path: Path) -> list[Problem]:
    """Return every problem of every card in a folder; empty when all is well."""
    return read_folder(path)[1]


_WEIGHTS = (
    ("name", 8),
    ("slug", 6),
    ("helped", 4),
    ("fits", 3),
    ("what", 2),
    ("family", 2),
    ("steps", 1),
    ("say", 1),
)


def search(*, words: str, cards: Iterable[Card]) -> list[Card]:
    """Return the cards in which every word occurs, the best first, in the same order each time."""
    wanted = re.findall(r"\w+", words.casefold())
    if not wanted:
        return []
    ranked = [(_weight(card, wanted), card) for card in cards]
    found = [(weight, card) for weight, card in ranked if weight]
    return [card for _, card in sorted(found, key=lambda pair: (-pair[0], pair[1].slug))]


def _weight(card: Card, wanted: list[str]) -> int:
    weights = [_word_weight(card, word) for word in wanted]
    return sum(weights) if all(weights) else 0


def _word_weight(card: Card, word: str) -> int:
    return sum(weight for name, weight in _WEIGHTS if word in _text(getattr(card, name)).casefold())


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def choose(*, cards: Iterable[Card], family: str = "", need: str = "", band: int | None = None) -> list[Card]:
    """Return the cards of a family, for a need and at a number from 0 to 10, by family and name."""
    chosen = [
        card
        for card in cards
        if (not family or card.family == family)
        and (not need or need in card.needs)
        and (band is None or card.band[0] <= band <= card.band[1])
    ]
    return sorted(chosen, key=lambda card: (FAMILIES.index(card.family), card.name))
