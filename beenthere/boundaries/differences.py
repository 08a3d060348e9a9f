"""What changed between two versions of some words: points that came, went, or were put in other words. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
# Points less alike than this are not one point in other words.
ALIKE = 0.5


@dataclass(frozen=True)
class Piece:
    """Some words and whether they are "same", "added" or "removed"."""

    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """One point: "same", "added", "removed" or "changed", with its pieces in reading order."""

    kind: str
    pieces: tuple[Piece, ...]


def differences(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return every point of both versions once, in the order of the new one."""
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [_whole(SAME, point) for point in new[c:d]]
        else:
            found += _rewritten(list(old[a:b]), list(new[c:d]))
    return found


def has_changed(changes: Sequence[Change]) -> bool:
    """Tell whether anything is different."""
    return any(change.kind != SAME for change in changes)


def _rewritten(old: list[str], new: list[str]) -> list[Change]:
    """Pair each new point with the old one it most resembles; the rest came or went."""
    found, left = [], list(old)
    for point in new:
        before = max(left, key=lambda other: _likeness(other, point), default=None)
        if before is None or _likeness(before, point) < ALIKE:
            found.append(_whole(ADDED, point))
            continue
        left.remove(before)
        found.append(Change(CHANGED, tuple(_pieces(before, point))))
    return [*(_whole(REMOVED, point) for point in left), *found]


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, _words(old), _words(new), autojunk=False).ratio()


def _pieces(old: str, new: str) -> list[Piece]:
    before, after = _words(old), _words(new)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(SAME, "".join(after[c:d])))
            continue
        found += [Piece(REMOVED, "".join(before[a:b]))] if a < b else []
        found += [Piece(ADDED, "".join(after[c:d]))] if c < d else []
    return found


def _words(point: str) -> list[str]:
    """Return the words and what is between them, so that nothing is lost."""
    return re.findall(r"\s+|[^\s]+", point)


def _whole(kind: str, point: str) -> Change:
    return Change(kind, (Piece(kind, point),))
