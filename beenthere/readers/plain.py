"""A message with its disguises taken off, and the way back to the places in the original.

Full-width letters, look-alike letters and zero-width signs become plain ones; spelled-out digits
("oh seven seven double four") become digits; letters spaced out one by one are closed up.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from beenthere.readers import names
from beenthere.readers.shapes import Span

# Letters of other scripts, and dots and dashes, that look like ours.
_ALIKE = str.maketrans("аеорсухіјѕԁɡαοριντκυχεıℓ·•∙‧。–", "aeopcyxijsdgaopivtkuxeil.....-")
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufe0f\u20e3]")
_NAMES = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "null": "0", "eins": "1", "zwei": "2", "zwo": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6",
    "sieben": "7", "acht": "8", "neun": "9", "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6",
    "siete": "7", "ocho": "8", "nueve": "9", "zéro": "0", "un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "sept": "7",
    "huit": "8", "neuf": "9", "um": "1", "dois": "2", "três": "3", "quatro": "4", "sete": "7", "oito": "8", "nove": "9", "o": "0",
    "hundred": "00", "thousand": "000", "fife": "5", "niner": "9",
}  # fmt: skip
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_DIGIT_WORD = rf"(?:(?:double|triple|doppel)[\s\-]*)?(?:\d+|{_NAME})"
_RUN = re.compile(rf"\b{_DIGIT_WORD}(?:[\s,.\-–/_*·]*{_DIGIT_WORD})+\b", re.I)
_ONE = re.compile(rf"(double|triple|doppel)?[\s\-]*(\d+|{_NAME})", re.I)
# Brackets around "at" and "dot", and letters that stand for digits inside a run of digits.
_BRACKETS = re.compile(
    r"\s*[(\[{<]\s*([\w.@+\- ]{1,24}|@|\.)\s*[)\]}>]\s*|\s*(?<![^\s])([*~_|])\s*(?:a\s?t|d\s?o\s?t)\s*\2(?!\w)\s*",
    re.I,
)
_SIGNS = {"at", "dot", "@", ".", "ät", "arroba", "arobase", "punkt", "punto", "ponto", "point", "d0t", "4t"}
_SAID_AT = re.compile(r"\bat[\s\-]sign\s?", re.I)
_SAID_STOP = re.compile(r"\s(?:full[\s\-]stop|period)\s(?=[a-z]{2,4}\b)", re.I)
_LOOKS_LIKE_DIGITS = re.compile(
    r"(?<![a-z])(?=(?:[\dIlO|][\s\-.]?){5,})(?=(?:\D*\d){3})[\dIlO|](?:[\s\-.]?[\dIlO|])+(?![a-z])"
)
_SPACED = re.compile(r"(?<![\w'’])(?:[a-z0-9@][\s._\-]){4,}[a-z0-9@](?![\w'’])", re.I)
_WORD = re.compile(r"(?<![\w@.])[a-z0-9][a-z0-9$!@]{4,13}(?![\w@])", re.I)
_LEET = str.maketrans("013457$", "oieasts")
_LEET_WORD = re.compile(r"(?<!\w)(?=\w*[a-z$])(?=\w*[013457$])[\w$]{3,}(?!\w)", re.I)
_KNOWN = frozenset(
    [
        "instagram",
        "insta",
        "snapchat",
        "snap",
        "telegram",
        "whatsapp",
        "discord",
        "facebook",
        "email",
        "gmail",
        "hotmail",
        "number",
        "phone",
        "call",
        "text",
        "message",
        "add",
        "find",
        "meet",
        "dot",
        "com",
        "signal",
        "zero",
        "one",
        "three",
        "five",
        "seven",
        "eight",
        "nine",
    ]
)
LEAST_SPELLED = 6


@dataclass(frozen=True)
class Plain:
    """The plain text, where each of its characters stood, and the original."""

    text: str
    places: tuple[int, ...]
    original: str

    def span(self, start: int, end: int, label: str) -> Span:
        """Return the original words of a place in the plain text."""
        if start >= end:
            return Span(0, 0, "", label)
        first, last = self.places[start], self.places[end - 1] + 1
        return Span(first, last, self.original[first:last], label)

    def before(self, span: Span, most: int = 90) -> str:
        """Return the plain words that stand before a span."""
        at = next((number for number, place in enumerate(self.places) if place >= span.start), len(self.text))
        return self.text[max(0, at - most) : at]


def plain(text: str) -> Plain:
    """Return the text without disguises."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in _unmasked(letter):
            letters.append("'" if part == "’" else part)
            places.append(place)
    seen = Plain("".join(letters), tuple(places), text)
    for pattern, change in (
        (_SAID_AT, lambda _said: "@"),
        (_SAID_STOP, lambda _said: " dot "),
        (_BRACKETS, _unbracketed),
        (_LOOKS_LIKE_DIGITS, _as_digits),
        (_SPACED, _closed_up),
        (_LEET_WORD, _unleet),
        (_RUN, _digits),
        (_WORD, lambda word: names.named(word) or word),
    ):
        seen = _replaced(seen, pattern, change)
    for start, end, name in reversed(names.joined(seen.text)):
        seen = _with(seen, start, end, name)
    return seen


def _unmasked(letter: str) -> str:
    """Return a letter as we write it: marks on top of others are dropped, digits of any script are ours."""
    if unicodedata.category(letter) == "Mn":
        return ""
    digit = unicodedata.digit(letter, None)
    return (
        str(digit)
        if digit is not None
        else _HIDDEN.sub("", unicodedata.normalize("NFKC", letter)).translate(_ALIKE)
    )


def _with(seen: Plain, start: int, end: int, word: str) -> Plain:
    first, last = seen.places[start], seen.places[end - 1]
    places = [*seen.places[:start], *[first] * (len(word) - 1), last, *seen.places[end:]]
    return Plain(seen.text[:start] + word + seen.text[end:], tuple(places), seen.original)


def _replaced(seen: Plain, pattern: re.Pattern[str], change: Callable[[str], str]) -> Plain:
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for found in pattern.finditer(seen.text):
        new = change(found.group())
        if new == found.group():
            continue
        letters.append(seen.text[at : found.start()])
        places += seen.places[at : found.start()]
        letters.append(new)
        last = len(new) - 1
        first, end = seen.places[found.start()], seen.places[found.end() - 1]
        places += [end if number == last else first for number in range(len(new))]
        at = found.end()
    return Plain("".join(letters) + seen.text[at:], (*places, *seen.places[at:]), seen.original)


def _unbracketed(part: str) -> str:
    inside = part.strip()[1:-1].strip()
    together = inside.replace(" ", "").lower()
    return f" {together} " if together in _SIGNS else f" {inside} " if "@" in part else part


def _as_digits(run: str) -> str:
    return run.translate(str.maketrans("IlO|", "1101"))


def _closed_up(run: str) -> str:
    closed = re.sub(r"[\s._\-]", "", run)
    return run if closed.isdigit() else closed


def _unleet(word: str) -> str:
    tried = word.lower().translate(_LEET)
    return tried if tried in _KNOWN else word


def _digits(run: str) -> str:
    """Return a spelled number as digits when it is long enough and mostly spelled; else leave it."""
    if not re.search(r"[a-zé]", run, re.I):
        return run
    if "thousand" in run.lower() and not re.match(r"(?:oh|zero|o|0)\b", run, re.I):
        return run
    parts = [(times, _NAMES.get(word.lower(), word)) for times, word in _ONE.findall(run)]
    digits = "".join(
        word * {"double": 2, "doppel": 2, "triple": 3}.get(times.lower(), 1) for times, word in parts
    )
    return digits if len(digits) >= LEAST_SPELLED and digits.isdigit() else run


def plain_digits(text: str) -> str:
    """Return a text with every number word as digits, for counting how many digits a message gives in all."""
    return re.sub(
        rf"\b(?:{_NAME})\b",
        lambda found: _NAMES[found.group().lower()] if len(found.group()) > 2 else found.group(),
        text,
        flags=re.I,
    )
