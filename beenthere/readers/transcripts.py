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
    turns = tuple(Turn(sides[name], words) for _, name, words in spoken)
    return Transcript(turns, tuple(left_out), tuple(sides.items()), guessed)


def _csv(text: str, left_out: list[tuple[int, str]]) -> Iterator[Spoken]:
    sample = text.split("\n", 1)[0]
    rows = csv.DictReader(
        io.StringIO(text),
        delimiter="\t" if "\t" in sample else ";" if ";" in sample and "," not in sample else ",",
    )
    columns = {name.strip().lower(): name for name in rows.fieldnames or ()}
    who = next((columns[name] for name in WHO_COLUMNS if name in columns), None)
    said = next((columns[name] for name in TEXT_COLUMNS if name in columns), None)
    if who is None or said is None:
        raise NotATranscript('The first line of a CSV must name a column "who" and a column "text".')
    for row in rows:
        name, words = (row.get(who) or "").strip(), (row.get(said) or "").strip()
        if name and words:
            yield rows.line_num, name, words
        else:
            left_out.append((rows.line_num, "who or text is empty"))


def _jsonl(text: str, left_out: list[tuple[int, str]]) -> Iterator[Spoken]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name = next(str(row[key]) for key in WHO_COLUMNS if row.get(key))
            words = next(str(row[key]) for key in TEXT_COLUMNS if row.get(key))
        except (json.JSONDecodeError, StopIteration, AttributeError, TypeError):
            left_out.append((number, 'not a JSON object with "who" and "text"'))
            continue
        yield number, name, words


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
        chosen = [name for name in names if name.lower() == supporter.lower()]
        if not chosen:
            raise NotATranscript(f"Nobody is called {supporter} here. Here are: {', '.join(names[:6])}.")
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


def _known(name: str) -> str:
    plain = name.strip().lower()
    return SEEKER if plain in SEEKER_NAMES else SUPPORTER if plain in SUPPORTER_NAMES else ""
