"""Names of networks and of mail houses, known also when they are misspelt, cut into pieces, without vowels or backwards."""

import re
from functools import lru_cache

LONG = ("instagram", "snapchat", "telegram", "whatsapp", "discord", "facebook", "twitter", "linkedin", "tiktok", "reddit",
        "messenger", "mastodon", "hotmail", "protonmail", "bluesky", "tumblr")  # fmt: skip
SHORT = ("insta", "snap", "skype", "gmail", "yahoo", "kik", "viber")
# Ordinary words that stand one letter from a name.
_WORDS = frozenset(
    [
        "discard",
        "discards",
        "discords",
        "telegraph",
        "telegrams",
        "tumbler",
        "tumble",
        "twitters",
        "titter",
        "titters",
        "passenger",
        "snapshot",
        "snapshots",
    ]
)
_LEET = str.maketrans("013457$!@", "oieastsia")
_PIECES = re.compile(r"(?<![\w'])\w{1,7}(?:[\s.\-·*]{1,2}\w{1,7}){1,9}(?![\w'])")
_PIECE = re.compile(r"\w+")
LEAST_LONG, MOST_PIECES, LEAST_FOR_TWO = 6, 9, 8


@lru_cache(maxsize=8192)
def named(word: str) -> str:
    """Return the name that a word stands for, or an empty string."""
    plain = word.lower().translate(_LEET)
    if plain in _WORDS or (plain.endswith("s") and plain[:-1] in LONG):
        return ""
    if plain in LONG or plain in SHORT:
        return plain
    if plain[::-1] in LONG:
        return plain[::-1]
    return _without_vowels(plain) or _misspelt(plain)


def _without_vowels(word: str) -> str:
    if len(word) < 5 or re.search(r"[aeiou]", word) or not word.isalpha():
        return ""
    return next((name for name in LONG if _bones(name) == _bones(word)), "")


def _bones(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", re.sub(r"[aeiou]", "", word))


def _misspelt(word: str) -> str:
    """Return the name with the same letters in another order, or else one that is near."""
    names = (*LONG, "gmail")
    swapped = next((name for name in names if word[0] == name[0] and sorted(word) == sorted(name)), "")
    is_long = len(word) >= LEAST_LONG
    return swapped or (next((name for name in LONG if _is_near(word, name)), "") if is_long else "")


def _is_near(word: str, name: str) -> bool:
    most = 2 if len(name) >= LEAST_FOR_TWO and (word[0], word[-1]) == (name[0], name[-1]) else 1
    # One change takes away at most one letter and brings one, so most words are told apart without counting changes.
    may_be = abs(len(word) - len(name)) <= most and len(set(word) ^ set(name)) <= 2 * most
    return may_be and _distance(word, name) <= most


def _distance(one: str, other: str) -> int:
    """Return how many letters are missing, added, changed or swapped."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def joined(text: str) -> list[tuple[int, int, str]]:
    """Return where a name stands in pieces ("ins ta gram", "s n a p"), with the name."""
    found = []
    for run in _PIECES.finditer(text):
        pieces = [
            (run.start() + one.start(), run.start() + one.end()) for one in _PIECE.finditer(run.group())
        ]
        at = 0
        while at < len(pieces) - 1:
            end, name = _from(text, pieces, at)
            if name:
                found.append((pieces[at][0], pieces[end][1], name))
            at = end + 1 if name else at + 1
    return found


def _from(text: str, pieces: list[tuple[int, int]], at: int) -> tuple[int, str]:
    word = text[slice(*pieces[at])]
    for end in range(at + 1, min(at + MOST_PIECES, len(pieces))):
        word += text[slice(*pieces[end])]
        whole = word.lower().translate(_LEET)
        if whole in LONG and whole != "bluesky":
            return end, whole
        if whole in SHORT and all(last - first <= 3 for first, last in pieces[at : end + 1]):
            return end, whole
    return at, ""
