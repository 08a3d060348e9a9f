"""The words people agree to, read from ``content/`` and checked, all problems at once."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from beenthere.boundaries.rules import KINDS

FOLDER = Path(__file__).parent / "content"
AGREEMENTS = FOLDER / "agreement"
DUAL_ROLES = FOLDER / "dual_roles.yml"
KINDS_OF_TEXT = ("seeker", "supporter", "frame")
NAMES = ("local_number", "who_can_see", "how_long", "contact", "minimum_age", "name", "minutes", "profession")
FILE_NAME = re.compile(r"(seeker|supporter|frame)-(\d+)\.md")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
HEADER = ("kind", "version", "title", "boxes", "lines")


@dataclass(frozen=True)
class Box:
    """Something to tick; ``must`` means that there is no talk without it."""

    slug: str
    must: bool
    words: str


@dataclass(frozen=True)
class Text:
    """One version of one side's words, with its placeholders still open."""

    kind: str
    version: str
    title: str
    points: tuple[str, ...]
    boxes: tuple[Box, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tie:
    """A kind of tie: what the supporter is asked, what the seeker reads."""

    slug: str
    ask: str
    say: str


@dataclass(frozen=True)
class Problem:
    """Something wrong in a content file and what to do about it."""

    where: str
    what: str
    do: str


@cache
def ties() -> tuple[Tie, ...]:
    """Return the kinds of tie, in the order of the page."""
    return tuple(Tie(**entry) for entry in yaml.safe_load(DUAL_ROLES.read_text(encoding="utf-8")))


@cache
def newest(kind: str) -> Text:
    """Return the version in force of a kind of text."""
    return text(kind, max(versions(kind), key=int))


def versions(kind: str) -> list[str]:
    """Return every version of a kind of text; old ones stay, because people agreed to them."""
    matches = (FILE_NAME.fullmatch(path.name) for path in AGREEMENTS.iterdir())
    return [found[2] for found in matches if found and found[1] == kind]


@cache
def text(kind: str, version: str) -> Text:
    """Return one version of a kind of text."""
    header, body = _split((AGREEMENTS / f"{kind}-{version}.md").read_text(encoding="utf-8"))
    return Text(
        kind=header["kind"],
        version=header["version"],
        title=header["title"],
        points=tuple(_points(body)),
        boxes=tuple(Box(**box) for box in header.get("boxes", [])),
        lines=tuple(header.get("lines", [])),
    )


def _split(words: str) -> tuple[dict[str, Any], str]:
    _, header, body = words.split("---\n", 2)
    return yaml.safe_load(header), body


def _points(body: str) -> list[str]:
    return [line.removeprefix("- ").strip() for line in body.splitlines() if line.startswith("- ")]


def fill(words: str, values: dict[str, str]) -> str:
    """Put values into the placeholders; what somebody's name contains is never filled again."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)


def problems(folder: Path = FOLDER) -> list[Problem]:
    """Return everything wrong with the texts, all at once."""
    agreements = sorted((folder / "agreement").glob("*"))
    found = [problem for path in agreements for problem in _of_agreement(path)]
    kinds = {path.name.split("-")[0] for path in agreements}
    for kind in KINDS_OF_TEXT:
        if kind not in kinds:
            found.append(Problem(f"agreement/{kind}-1.md", "is missing", "Write it; see the other texts."))
    return found + _of_ties(folder / "dual_roles.yml")


def _of_agreement(path: Path) -> list[Problem]:
    where = f"agreement/{path.name}"
    named = FILE_NAME.fullmatch(path.name)
    if not named:
        return [Problem(where, "has an unknown name", "Call it seeker-N.md, supporter-N.md or frame-N.md.")]
    try:
        header, body = _split(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return [Problem(where, "has no readable header", "Start with a YAML header between two --- lines.")]
    if not isinstance(header, dict):
        return [Problem(where, "has an empty header", "Write kind, version and title.")]
    return [
        *_of_header(where, header, named[1], named[2]),
        *_of_boxes(where, header),
        *_of_body(where, header, body),
        *_of_placeholders(where, path.read_text(encoding="utf-8")),
    ]


def _of_header(where: str, header: dict[str, Any], kind: str, version: str) -> list[Problem]:
    found = [
        Problem(f"{where}: {field}", "is unknown", "Remove it.") for field in header if field not in HEADER
    ]
    if header.get("kind") != kind:
        found.append(Problem(f"{where}: kind", "is not that of the file's name", f"Write {kind}."))
    if header.get("version") != version:
        found.append(
            Problem(f"{where}: version", "is not that of the file's name", f'Write "{version}" in quotes.')
        )
    if not isinstance(header.get("title"), str) or not header["title"].strip():
        found.append(Problem(f"{where}: title", "is missing", "Write a title."))
    return found


def _of_boxes(where: str, header: dict[str, Any]) -> list[Problem]:
    boxes = header.get("boxes", [])
    right = isinstance(boxes, list) and all(
        isinstance(box, dict)
        and set(box) == {"slug", "must", "words"}
        and isinstance(box["slug"], str)
        and isinstance(box["must"], bool)
        and isinstance(box["words"], str)
        for box in boxes
    )
    if not right:
        return [
            Problem(
                f"{where}: boxes", "are not all slug, must, words", "Write {slug: .., must: true, words: ..}."
            )
        ]
    if header.get("kind") in ("seeker", "supporter") and not any(box["must"] for box in boxes):
        return [Problem(f"{where}: boxes", "ask for no yes", "Mark at least one with must: true.")]
    return []


def _of_body(where: str, header: dict[str, Any], body: str) -> list[Problem]:
    found = []
    if not _points(body):
        found.append(Problem(where, "has no points", "Write one `- ` line for each."))
    if stray := [line for line in body.splitlines() if line.strip() and not line.startswith("- ")]:
        found.append(Problem(where, f"has a line that is no point: {stray[0][:40]!r}", "Start it with `- `."))
    if header.get("kind") == "frame" and len(header.get("lines") or []) != 2:
        found.append(Problem(f"{where}: lines", "are not two", "A talk opens with two plain lines."))
    return found


def _of_placeholders(where: str, words: str) -> list[Problem]:
    body = re.sub(r"\{slug:.*?words:(.*)\}", r"\1", words)
    unknown = sorted({name for name in PLACEHOLDER.findall(body) if name not in NAMES})
    return [
        Problem(where, f"has an unknown placeholder {{{name}}}", f"Known: {', '.join(NAMES)}.")
        for name in unknown
    ]


def _of_ties(path: Path) -> list[Problem]:
    where = path.name
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return [Problem(where, "can not be read", "Write a YAML list.")]
    if not isinstance(listed, list):
        return [Problem(where, "is not a list", "Write slug, ask and say for each kind.")]
    found = []
    for number, entry in enumerate(listed, 1):
        if not isinstance(entry, dict) or set(entry) != {"slug", "ask", "say"}:
            found.append(Problem(f"{where}: entry {number}", "is not slug, ask, say", "Write these three."))
    slugs = [entry.get("slug") for entry in listed if isinstance(entry, dict)]
    if sorted(map(str, slugs)) != sorted(KINDS):
        found.append(
            Problem(f"{where}: slug", "the kinds are not those the rules know", f"Write {', '.join(KINDS)}.")
        )
    return found + _of_placeholders(where, path.read_text(encoding="utf-8"))
