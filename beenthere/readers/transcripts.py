"""Read a transcript from CSV, JSON Lines or plain "Name: text"; a bad row is named by its line and left out."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from beenthere.readers.counts import count_questions
from beenthere.readers.shapes import SEEKER, SUPPORTER, Turn

SEEKER_NAMES = frozenset(
    [
        "seeker",
        "client",
        "caller",
        "person",
        "visitor",
        "texter",
        "user",
        "participant",
        "patient",
        "interviewee",
        "member",
        "s",
        "c",
    ]
)
SUPPORTER_NAMES = frozenset(
    [
        "supporter",
        "therapist",
        "counselor",
        "counsellor",
        "helper",
        "peer",
        "listener",
        "volunteer",
        "interviewer",
        "coach",
        "provider",
        "responder",
        "p",
        "t",
    ]
)
WHO_COLUMNS = ("who", "speaker", "side", "role", "interlocutor", "name", "from")
TEXT_COLUMNS = ("text", "utterance_text", "utterance", "message", "content", "words")
LONGEST_FIELD = 131_072
_NAMED = re.compile(r"^\s*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?([^\W\d_][\w .'’\-]{0,39}?)\s*[:>]\s+(\S.*)$")


class NotATranscript(ValueError):
    """The file holds no talk that can be read; the words say why and what to do."""


@dataclass(frozen=True)
class Transcript:
    """A talk with both sides known, and what was left out: (line number, why)."""

    turns: tuple[Turn, ...]
    left_out: tuple[tuple[int, str], ...] = ()
    sides: tuple[tuple[str, str], ...] = ()
    sides_are_guessed: bool = False


Spoken = tuple[int, str, str]


def read_file(path: Path, *, supporter: str = "") -> Transcript:
    """Return the talk in a file.

    :raises NotATranscript: nothing in it can be read, or nobody can be told apart
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotATranscript(f"{path.name} can not be read: {error}. Save it as UTF-8 text.") from error
    return parse(text, kind=path.suffix.lower().lstrip("."), supporter=supporter)


def parse(text: str, *, kind: str = "txt", supporter: str = "") -> Transcript:
    """Return the talk in a text; ``kind`` is ``csv``, ``jsonl`` or anything else for plain lines.

    :raises NotATranscript: nothing in it can be read, or nobody can be told apart
    """
    left_out: list[tuple[int, str]] = []
    parser = {"csv": _csv, "tsv": _csv, "jsonl": _jsonl, "ndjson": _jsonl}.get(kind, _plain)
    spoken = list(parser(text, left_out))
    if not spoken:
        raise NotATranscript(
            'No turn was found. Use CSV with "who,text", JSON Lines with {"who", "text"}, or lines "Name: text".'
        )
    sides, guessed = _sides(spoken, supporter)
    turns = tuple(Turn(sides[name], words, name=name) for _, name, words in spoken)
    return Transcript(turns, tuple(left_out), tuple(sides.items()), guessed)


def _csv(text: str, left_out: list[tuple[int, str]]) -> Iterator[Spoken]:
    sample = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in sample else ";" if ";" in sample and "," not in sample else ","
    # The module's own limit ends the whole file at one long field; here only that row is left out.
    limit = csv.field_size_limit(len(text) + 1)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = {name.strip().lower(): place for place, name in enumerate(next(rows, ()))}
        who, said = _column(columns, WHO_COLUMNS), _column(columns, TEXT_COLUMNS)
        if who is None or said is None:
            raise NotATranscript('The first line of a CSV must name a column "who" and a column "text".')
        begins = rows.line_num + 1
        for row in rows:
            why = _wrong_with(row, who, said)
            if why:
                left_out.append((begins, why))
            elif row:
                yield begins, row[who].strip(), row[said].strip()
            begins = rows.line_num + 1
    finally:
        csv.field_size_limit(limit)


def _column(columns: dict[str, int], names: Sequence[str]) -> int | None:
    return next((columns[name] for name in names if name in columns), None)


def _wrong_with(row: Sequence[str], who: int, said: int) -> str:
    if max(map(len, row), default=0) > LONGEST_FIELD:
        return f"a field has more than {LONGEST_FIELD:,} characters; is a quotation mark left open?"
    is_whole = len(row) > max(who, said) and row[who].strip() and row[said].strip()
    return "" if is_whole or not row else "who or text is empty"


def _jsonl(text: str, left_out: list[tuple[int, str]]) -> Iterator[Spoken]:
    # Only a line feed ends a line here: other separators may stand inside the words.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name = next(_written(row[key]) for key in WHO_COLUMNS if row.get(key))
            words = next(_written(row[key]) for key in TEXT_COLUMNS if row.get(key))
        except (ValueError, StopIteration, AttributeError, TypeError, RecursionError):
            left_out.append((number, 'not a JSON object with "who" and "text"'))
            continue
        yield number, name, words


def _written(value: object) -> str:
    """Return a value as text that can be read and written down again.

    :raises ValueError: it is a list, an object, true, or holds half of a character
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError("neither text nor a number")
    words = str(value)
    words.encode()
    return words


def _plain(text: str, left_out: list[tuple[int, str]]) -> Iterator[Spoken]:
    last: Spoken | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        named = _NAMED.match(line)
        if named:
            if last:
                yield last
            last = (number, named[1].strip(), named[2].strip())
        elif last and line[:1].isspace():
            last = (last[0], last[1], f"{last[2]} {line.strip()}")
        else:
            left_out.append((number, 'no "Name: text"'))
    if last:
        yield last


def _sides(spoken: Sequence[Spoken], supporter: str) -> tuple[dict[str, str], bool]:
    names = list(dict.fromkeys(name for _, name, _ in spoken))
    if supporter:
        chosen, missing = _chosen(names, supporter)
        if missing:
            raise NotATranscript(f"Nobody is called {missing} here. Here are: {', '.join(names[:6])}.")
        return {name: SUPPORTER if name in chosen else SEEKER for name in names}, False
    known = {name: side for name in names if (side := _known(name))}
    if len(known) == len(names):
        return known, False
    if len(names) > 2 and not known:
        raise NotATranscript(
            f"There are {len(names)} speakers. Say who supports: --supporter NAME ({', '.join(names[:6])})."
        )
    if known:
        other = SEEKER if SUPPORTER in known.values() else SUPPORTER
        return {name: known.get(name, other) for name in names}, True
    # Nobody is named by a role: who asks more is more likely the one who supports. The review says that it is a guess.
    asks = {name: sum(count_questions(words) for _, one, words in spoken if one == name) for name in names}
    guess = max(names, key=lambda name: asks[name])
    return {name: SUPPORTER if name == guess else SEEKER for name in names}, True


def _chosen(names: Sequence[str], supporter: str) -> tuple[list[str], str]:
    """Return who was named, and the first name that nobody has; several names stand with commas between them."""
    is_one = any(name.lower() == supporter.lower() for name in names)
    asked = [supporter] if is_one else [part.strip() for part in supporter.split(",") if part.strip()]
    found = {one: [name for name in names if name.lower() == one.lower()] for one in asked}
    missing = next((one for one, whose in found.items() if not whose), "")
    return [name for whose in found.values() for name in whose], missing or ("" if asked else supporter)


def _known(name: str) -> str:
    plain = name.strip().lower()
    return SEEKER if plain in SEEKER_NAMES else SUPPORTER if plain in SUPPORTER_NAMES else ""
