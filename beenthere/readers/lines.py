"""Readers over JSON Lines: one object in, one object out, so that anybody can measure them.

In: ``{"id", "text", "context"?, "turn"?, "mode"?, "who"?}``; ``context`` is the message before, as text, or a list of
turns as text or ``{"who", "text"}``; ``who`` is ``seeker`` or ``supporter``, ``mode`` is ``line`` or ``friend``, ``turn``
a whole number from 1. Out: ``{"id", "labels"}`` (feeling, listening, drift, talk), ``{"id", "level",
"cues"}`` (cue), ``{"id", "has_contact", "kind"}`` (contact), each with ``because`` and ``available``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from beenthere.readers import contact, cue, drift, feeling, listening, talk
from beenthere.readers.shapes import SEEKER, SUPPORTER, Reading, Turn

Row = dict[str, Any]
SIDE_READ = {
    "feeling": SEEKER,
    "cue": SEEKER,
    "talk": SEEKER,
    "listening": SUPPORTER,
    "drift": SUPPORTER,
    "contact": "",
}
NAMES = tuple(SIDE_READ)
BATCH = 64


class BadRow(ValueError):
    """A row can not be read; the words say why and what it should be."""


def turns_of(row: Row, name: str) -> list[Turn]:
    """Return the talk of a row, the message to be read last.

    :raises BadRow: a field is missing or of another kind
    """
    text = row.get("text")
    if not isinstance(text, str):
        raise BadRow('"text" is missing or is not text')
    side = _side(row, SIDE_READ[name] or SEEKER)
    # Every field is looked at, also by a reader that has no use for it: a slip is told, whoever reads.
    _mode(row)
    _number(row)
    return [*_context(row.get("context"), side), Turn(side, text)]


def _side(row: Row, usual: str) -> str:
    side = row.get("who")
    if side in (None, ""):
        return usual
    if side not in (SEEKER, SUPPORTER):
        raise BadRow('"who" must be "seeker" or "supporter"')
    return str(side)


def _mode(row: Row) -> str:
    mode = row.get("mode")
    if mode in (None, ""):
        return drift.LINE
    if mode not in (drift.LINE, drift.FRIEND):
        raise BadRow(f'"mode" must be "{drift.LINE}" or "{drift.FRIEND}"')
    return str(mode)


def _number(row: Row) -> int | None:
    number = row.get("turn")
    # In Python, true is a whole number; in a row it is a slip.
    if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 1):
        raise BadRow('"turn" must be a whole number from 1')
    return number


def _context(given: object, side: str) -> list[Turn]:
    if given is None or given == "":
        return []
    if isinstance(given, str):
        return [Turn(_other(side), given)]
    if not isinstance(given, list):
        raise BadRow('"context" must be text or a list of turns')
    return [_turn(one, side, len(given) - place) for place, one in enumerate(given)]


def _turn(one: object, side: str, before: int) -> Turn:
    if isinstance(one, str):
        # A list of texts alternates, so that the message just before is the other side's.
        return Turn(_other(side) if before % 2 else side, one)
    if isinstance(one, dict) and isinstance(one.get("text"), str):
        return Turn(_side(one, _other(side)), one["text"])
    raise BadRow('a turn of "context" must be text or {"who", "text"}')


def _other(side: str) -> str:
    return SUPPORTER if side == SEEKER else SEEKER


def read_rows(name: str, rows: Sequence[Row]) -> list[Row]:
    """Return one answer for each row, in order.

    :raises BadRow: a row can not be read
    """
    talks = [turns_of(row, name) for row in rows]
    answer = _ANSWERS[name]
    return [answer(row, reading) for row, reading in zip(rows, _readings(name, rows, talks), strict=True)]


def _readings(name: str, rows: Sequence[Row], talks: Sequence[list[Turn]]) -> Iterable[Reading]:
    if name == "contact":
        return [contact.read(turns) for turns in talks]
    if name == "drift":
        return [_drift(row, turns) for row, turns in zip(rows, talks, strict=True)]
    return _MANY[name](talks)


def _drift(row: Row, turns: list[Turn]) -> Reading:
    return drift.read(turns, mode=_mode(row), turn=_number(row))


_MANY: dict[str, Callable[[Sequence[Sequence[Turn]]], list[Reading]]] = {
    "feeling": feeling.read_many, "cue": cue.read_many, "talk": talk.read_many, "listening": listening.read_many,
}  # fmt: skip


def _common(row: Row, reading: Reading) -> Row:
    spans = [{"start": s.start, "end": s.end, "words": s.words, "label": s.label} for s in reading.because]
    return {"because": spans, "available": reading.available, "id": row.get("id")}


def _labels(row: Row, reading: Reading) -> Row:
    found: Row = {"id": row.get("id"), "labels": list(reading.labels)}
    if reading.scores:
        found["scores"] = {label: round(chance, 4) for label, chance in reading.scores.items()}
    return found | _common(row, reading)


def _feeling(row: Row, reading: Reading) -> Row:
    return _labels(row, reading) | {"need": reading.need or "unknown", **reading.numbers}


def _cue(row: Row, reading: Reading) -> Row:
    return {"id": row.get("id"), "level": reading.level or None, "cues": list(reading.labels)} | _common(
        row, reading
    )


def _contact(row: Row, reading: Reading) -> Row:
    kind = reading.labels[0] if reading.labels else None
    return {"id": row.get("id"), "has_contact": bool(reading.labels), "kind": kind} | _common(row, reading)


_ANSWERS: dict[str, Callable[[Row, Reading], Row]] = {
    "feeling": _feeling, "cue": _cue, "talk": _labels, "listening": _labels, "drift": _labels, "contact": _contact,
}  # fmt: skip
