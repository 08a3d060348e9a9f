"""Pass over patterns that can not match: each needs one of a few pieces of three letters, and most messages have none.

The pieces are read from the pattern itself, so that they can not fall out of step with it. It never changes what is
found, only how long it takes; a pattern in which no such piece can be seen is always tried.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

PIECE = 3
MOST_FORMS = 16
Pieces = frozenset[str]
T = TypeVar("T")


class Sieve(Generic[T]):
    """Things that each have a pattern, in order; ``of`` returns those whose pattern may match."""

    def __init__(self, rows: Iterable[tuple[re.Pattern[str], T]]) -> None:
        self._rows = [(_needed(parser.parse(words.pattern, words.flags)), one) for words, one in rows]

    def of(self, text: str) -> list[T]:
        """Return in order the things whose pattern may match somewhere in a text."""
        # A long s is the one letter that patterns of any case take for another and lower() does not.
        low = text.lower().replace("ſ", "s")
        there = {low[at : at + PIECE] for at in range(len(low) - PIECE + 1)}
        return [one for needed, one in self._rows if not needed or not there.isdisjoint(needed)]


def branches(pattern: str) -> list[str]:
    """Return the outermost alternatives of a pattern."""
    found, depth, begin, at = [], 0, 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = pattern.index("]", at + 2)
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            found.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return [*found, pattern[begin:]]


def _needed(parsed: Iterable[tuple[Any, Any]]) -> Pieces:
    """Return pieces of which at least one must stand in whatever matches; empty when none can be told."""
    found: list[Pieces] = []
    forms = [""]
    for code, value in parsed:
        grown = _grown(forms, code, value)
        if grown is None:
            found += [_pieces(forms), _inside(code, value)]
        forms = grown or [""]
    sets = [one for one in (*found, _pieces(forms)) if one]
    return min(sets, key=len) if sets else frozenset()


def _grown(forms: Sequence[str], code: Any, value: Any) -> list[str] | None:
    """Return the run of letters with one more, in each of its forms; None when the run ends here."""
    if code is codes.AT:
        return list(forms)
    if code is codes.LITERAL:
        return [form + chr(value).lower() for form in forms]
    is_few = code is codes.IN and all(kind is codes.LITERAL for kind, _ in value)
    if is_few and len(forms) * len(value) <= MOST_FORMS:
        return [form + chr(letter).lower() for form in forms for _, letter in value]
    return None


def _pieces(forms: Sequence[str]) -> Pieces:
    return (
        frozenset(form[:PIECE] for form in forms)
        if all(len(form) >= PIECE for form in forms)
        else frozenset()
    )


def _inside(code: Any, value: Any) -> Pieces:
    """Return the pieces that a group, a choice or something repeated at least once must bring."""
    if code is codes.SUBPATTERN:
        return _needed(value[3])
    if code is codes.BRANCH:
        parts = [_needed(part) for part in value[1]]
        return frozenset[str]().union(*parts) if all(parts) else frozenset()
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    return frozenset()
