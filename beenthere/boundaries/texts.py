"""The words people agree to, read from ``content/`` and from the deployment's own folder.

A file of the own folder goes before ours of the same name; a new number is a new version. A file is read again when it
changed, and one with problems is never in force, so that half an upload can not take the service down.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from beenthere.kernel.content import entries

FOLDER = Path(__file__).parent / "content"
AGREEMENTS = FOLDER / "agreement"
DUAL_ROLES = FOLDER / "dual_roles.yml"
MOMENTS = FOLDER / "moments.yml"
# The words of a talk on the line, and those of two friends: each side, and how the talk opens.
KINDS_OF_TEXT = ("seeker", "supporter", "frame", "friend", "host", "evening")
FILE_NAME = re.compile(r"(seeker|supporter|frame|friend|host|evening)-([1-9][0-9]{0,5})\.md")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


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

    @property
    def digest(self) -> str:
        """Tell these words from others of the same number."""
        words = [self.title, self.points, [[b.slug, b.must, b.words] for b in self.boxes], self.lines]
        return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Tie:
    """A kind of tie: what the supporter is asked, what the seeker reads, what it forbids and changes."""

    slug: str
    ask: str
    say: str
    forbids: bool
    asks_detail: tuple[str, ...]
    changes: str


@cache
def ties() -> tuple[Tie, ...]:
    """Return the kinds of tie, in the order of the page."""
    return tuple(
        Tie(**{**entry, "asks_detail": tuple(entry["asks_detail"])}) for entry in entries(DUAL_ROLES)
    )


def kinds() -> tuple[str, ...]:
    """Return the slugs of the ties."""
    return tuple(tie.slug for tie in ties())


def never() -> tuple[str, ...]:
    """Return the ties that never go with peer support."""
    return tuple(tie.slug for tie in ties() if tie.forbids)


@cache
def moments() -> dict[str, str]:
    """Return what each code of the guard is called in the role journal, in the order of the page."""
    return {entry["slug"]: entry["name"] for entry in entries(MOMENTS)}


def own_folder() -> Path:
    """Return where a deployment keeps its own texts; the folder need not be there."""
    return settings.TABLE.agreement_dir or settings.DATA_DIR / "agreement"


def newest(kind: str) -> Text:
    """Return the version in force of a kind of text."""
    return max(_readable(kind), key=lambda one: int(one.version))


def versions(kind: str) -> list[str]:
    """Return every readable version of a kind of text, the newest last; old ones stay, people agreed to them."""
    return sorted((one.version for one in _readable(kind)), key=int)


def _readable(kind: str) -> list[Text]:
    matches = (FILE_NAME.fullmatch(path.name) for folder in _folders() for path in folder.iterdir())
    numbers = {found[2] for found in matches if found and found[1] == kind}
    return [found for one in numbers if (found := text(kind, one))]


def text(kind: str, version: str) -> Text | None:
    """Return one version of a kind of text, the own file first; None when no file can be read."""
    paths = (folder / f"{kind}-{version}.md" for folder in _folders())
    return next((found for path in paths if (found := _at(path))), None)


def _folders() -> list[Path]:
    return [folder for folder in (own_folder(), AGREEMENTS) if folder.is_dir()]


def _at(path: Path) -> Text | None:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> Text | None:
    from beenthere.boundaries.text_problems import of_agreement

    return None if of_agreement(path) else parsed(path.read_text(encoding="utf-8"))


def parsed(words: str) -> Text:
    """Return the text of a file that has no problems."""
    header, body = split(words)
    return Text(
        kind=header["kind"],
        version=header["version"],
        title=header["title"],
        points=tuple(points_of(body)),
        boxes=tuple(Box(**box) for box in header.get("boxes", [])),
        lines=tuple(header.get("lines", [])),
    )


def split(words: str) -> tuple[Any, str]:
    """Return header and body of a file."""
    _, header, body = words.split("---\n", 2)
    return yaml.safe_load(header), body


def points_of(body: str) -> list[str]:
    """Return the points of a body."""
    return [line.removeprefix("- ").strip() for line in body.splitlines() if line.startswith("- ")]


def fill(words: str, values: dict[str, str]) -> str:
    """Put values into the placeholders; what somebody's name contains is never filled again."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)
