"""Single sentences that were written for one question (CC0): ways out of the channel, danger in four languages, and
what a frightened body does against what a body in danger does.

A line is learned from or tuned on by a digest of its words, so that it never moves from one to the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import cycle

from beenthere.readers import contact
from training.corpora import FOLDER, Message, are_twins, triples
from training.shapes import Example

TUNED_SHARE = 8
CONTACT = ("contact.tsv", "contact/*.tsv")
CONTACT_TESTED = ("contact_unseen*.tsv",)
LANGUAGES = ("languages/*.tsv",)
LANGUAGES_TESTED = ("explicit_languages*.tsv",)
BODIES = ("bodies/*.tsv",)
KINDS = {"mail": "email", "invite": "invitation", "meet": "invitation"}


def is_tuned(text: str) -> bool:
    """Return whether thresholds are chosen on a sentence; else it is learned from."""
    return sha256(text.encode()).digest()[0] % TUNED_SHARE == 0


def contacts(before: Sequence[str]) -> list[Example]:
    """Return the sentences about contact; every second one answers one of the messages ``before``.

    What was said before must not matter, and the reader has to learn that.
    """
    said = cycle(before)
    rows = _untested(_rows(CONTACT), _rows(CONTACT_TESTED))
    return [
        Example(text, next(said) if number % 2 else "", {"contact": frozenset({KINDS.get(kind, kind)})})
        for number, (kind, text) in enumerate(rows)
    ]


def dangers() -> list[Example]:
    """Return the sentences of four languages with their level and cues."""
    return _levelled(LANGUAGES, [(level, text) for _, level, text in fields(LANGUAGES_TESTED, 3)])


def bodies(tested: Sequence[str]) -> list[Example]:
    """Return the sentences about the body with their level and cues, without twins of what is tested."""
    return _levelled(BODIES, [("", text) for text in tested])


def _levelled(patterns: Iterable[str], tested: Sequence[tuple[str, str]]) -> list[Example]:
    rows = [(f"{level}\t{cues}", text) for level, cues, text in fields(patterns, 3)]
    return [_danger(*known.split("\t"), text) for known, text in _untested(rows, tested)]


def _danger(level: str, cues: str, text: str) -> Example:
    held = frozenset(one for one in cues.split(",") if one and one != "-")
    return Example(text, "", {"level": frozenset({level}), "cue": held})


def with_contact(one: Message) -> Message:
    """Return a message of a talk with what it says about contact; where only the rules see something, nobody has said."""
    is_drift = "off_channel" in one.example.known.get("drift", ())
    ruled = contact.by_rules(one.example.text).labels
    if one.mode == "friend" or (ruled and not is_drift):
        return one
    kind = (ruled or ("invitation",))[0] if is_drift else "none"
    return replace(
        one, example=replace(one.example, known={**one.example.known, "contact": frozenset({kind})})
    )


def _rows(patterns: Iterable[str]) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in fields(patterns, 2)]


def fields(patterns: Iterable[str], many: int) -> Iterator[list[str]]:
    """Yield the fields of each line of the files, without remarks."""
    paths = [path for pattern in patterns for path in sorted(FOLDER.glob(pattern))]
    for line in (line for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
        if line.strip() and not line.startswith("#"):
            yield line.split("\t", many - 1)


def _untested(rows: Sequence[tuple[str, str]], tested: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the rows without those that are, but for a word, one that is tested."""
    held = [triples(text) for _, text in tested]
    return [row for row in rows if not any(are_twins(triples(row[1]), other) for other in held)]
