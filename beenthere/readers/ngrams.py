"""Words and pieces of words as numbered features, with the place each came from.

The same code makes the features in training and at run time, so that the two can not drift apart.
Hashing follows Weinberger et al. 2009 (the "hashing trick"); the hash is CRC-32 of the feature's name.
"""

import re
from collections.abc import Iterator
from zlib import crc32

BUCKETS = 2**16
MOST_CHARACTERS = 4000
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!]|[^\w\s]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
LEAST_WORDS, MOST_SENTENCES = 4, 12
_LONG_RUN = re.compile(r"(.)\1{2,}")
PIECES = (3, 4, 5)

Feature = tuple[int, int, int]


def _bucket(name: str) -> int:
    return crc32(name.encode()) % BUCKETS


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Return (token in lower case, start, end); three letters alike in a row count as two."""
    return [
        (_LONG_RUN.sub(r"\1\1", found.group().lower().replace("’", "'")), found.start(), found.end())
        for found in _TOKEN.finditer(text[:MOST_CHARACTERS])
    ]


def features(text: str, context: str = "") -> Iterator[Feature]:
    """Yield (bucket, start, end) of words, pairs of words, pieces of words and a few facts of shape.

    Facts of shape and of the context have an empty place (0, 0).
    """
    found = tokens(text)
    before, before_start = "^", 0
    for word, start, end in found:
        yield _bucket("w " + word), start, end
        yield _bucket(f"p {before} {word}"), before_start, end
        around = f" {word} "
        for size in PIECES:
            for at in range(len(around) - size + 1):
                yield _bucket("c " + around[at : at + size]), start, end
        before, before_start = word, start
    for (one, start, _), (_, _, _), (three, _, end) in zip(found, found[1:], found[2:], strict=False):
        yield _bucket(f"s {one} _ {three}"), start, end
    yield from ((_bucket(name), 0, 0) for name in _shape(text, found, context))


def sentences(text: str) -> list[str]:
    """Return at most twelve sentences of at least four words; a shorter one stands with the one after it."""
    found, open_one = [], ""
    for part in _SENTENCE_ENDS.split(text[:MOST_CHARACTERS]):
        open_one = f"{open_one} {part.strip()}".strip()
        if len(open_one.split()) >= LEAST_WORDS:
            found.append(open_one)
            open_one = ""
    if open_one:
        found = [*found[:-1], f"{found[-1]} {open_one}"] if found else [open_one]
    return found[:MOST_SENTENCES]


def _shape(text: str, found: list[tuple[str, int, int]], context: str) -> Iterator[str]:
    yield f"length {min(len(found) // 5, 12)}"
    yield f"asks {min(text.count('?'), 3)}"
    yield f"ends {text.rstrip()[-1:]}"
    yield f"opens {found[0][0] if found else ''}"
    if context:
        yield f"context asks {'?' in context}"
        for word, _, _ in tokens(context)[-12:]:
            yield "b " + word
