"""What goes out, as plain shapes: one letter of parts and rows. It is frozen with the yes. Pure."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any

KINDS = ("sentences", "own", "talk", "numbers", "answers", "plan")


@dataclass(frozen=True)
class Row:
    """One line of a letter: what it is, the words or the number, and when that was (ISO)."""

    label: str
    words: str = ""
    number: int | None = None
    at: str = ""
    is_own: bool = True


@dataclass(frozen=True)
class Part:
    """One piece of a letter under its heading."""

    kind: str
    heading: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Letter:
    """Everything that a recipient gets, and nothing else."""

    key: str
    language: str
    service: str
    to_name: str
    to_role: str
    purpose: str
    dated: str
    until: str
    signed: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Frozen:
    """A letter as it stood at the yes: its words, the page made of them, and the mail that went with it."""

    letter: Letter
    article: str
    mail_title: str
    mail_body: str


def digest_of(article: str) -> str:
    """Return by what a page is known again between the preview and the yes."""
    return hashlib.sha256(article.encode("utf-8")).hexdigest()


def as_json(frozen: Frozen) -> str:
    """Return a frozen letter as text."""
    return json.dumps(asdict(frozen), ensure_ascii=False)


def from_json(text: str) -> Frozen:
    """Return a frozen letter from its text."""
    found: dict[str, Any] = json.loads(text)
    return Frozen(**{**found, "letter": _letter(found["letter"])})


def _letter(found: dict[str, Any]) -> Letter:
    parts = tuple(_part(part) for part in found["parts"])
    return Letter(**{field.name: found[field.name] for field in fields(Letter)} | {"parts": parts})


def _part(found: dict[str, Any]) -> Part:
    rows = tuple(Row(**row) for row in found["rows"])
    return Part(kind=found["kind"], heading=found["heading"], note=found["note"], rows=rows)
