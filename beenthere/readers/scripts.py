"""Which alphabet and which of five languages a message is in, by counting; enough to know what can not be read."""

import re
import unicodedata
from pathlib import Path

from beenthere.readers.remembering import remembers

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ELIDED = re.compile(r"\b([jcdlmnst]|qu)'(?=\w)", re.I)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CONTENT = Path(__file__).parent / "content"
ENGLISH = "en"


def _lines(name: str) -> list[str]:
    lines = (_CONTENT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _little_words() -> dict[str, frozenset[str]]:
    """Return language -> its frequent words, as the content file says."""
    pairs = (line.split(": ", 1) for line in _lines("little_words.txt"))
    return {name: frozenset(words.split()) for name, words in pairs}


_LITTLE = _little_words()
_ENGLISH_WORDS = _LITTLE[ENGLISH] | frozenset(" ".join(_lines("english_words.txt")).split())
_OTHERS = frozenset().union(*(words for name, words in _LITTLE.items() if name != ENGLISH))
# A letter that English does not write speaks against it, whatever the word.
_FOREIGN = re.compile("[ßäöüñãõçàâêèéëíìîïóôòúùûá¿¡œ]", re.I)


def is_readable(text: str) -> bool:
    """Return whether at least half of the letters are Latin ones and there is at least one."""
    letters = [c for c in text if unicodedata.category(c).startswith("L")]
    return bool(letters) and len(_LATIN.findall(text)) * 2 >= len(letters)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(_split(text))]


def _split(text: str) -> str:
    """Return a text with plain apostrophes, the short words of French and Italian apart from the next one."""
    plain = text.replace("’", "'")
    return _ELIDED.sub(r"\1 ", plain) if _FRENCH.search(plain) else plain


_FRENCH = re.compile(r"\b(?:j|qu|c|n|d|l|m)'[aeiouyhéèêà]", re.I)


def _hits(words: list[str]) -> dict[str, float]:
    """Return for each language how many words speak for it; one that English shares with another speaks for neither."""
    hits: dict[str, float] = dict.fromkeys(_LITTLE, 0.0)
    for word in words:
        is_english = word in _ENGLISH_WORDS
        if is_english and word not in _OTHERS:
            hits[ENGLISH] += 1
        elif not is_english:
            _count_others(word, hits)
    return hits


def _count_others(word: str, hits: dict[str, float]) -> None:
    sharing = [name for name, known in _LITTLE.items() if word in known]
    for name in sharing:
        # Half of a word that neighbours share: enough to say that it is not English, little for which one it is.
        hits[name] += 1.0 if len(sharing) == 1 else 0.75


@remembers(4096)
def language(text: str, usual: str = ENGLISH) -> str:
    """Return ``en``, ``de``, ``es``, ``fr`` or ``pt``; ``usual`` when little speaks for another, empty for other alphabets.

    ``usual`` is what two people said they talk in: "ja, genau" alone tells nobody that it is not English.
    """
    if not is_readable(text):
        return ""
    words = _words(text)
    hits = _hits(words)
    best = max(hits, key=lambda name: (hits[name], name == usual))
    if usual == ENGLISH:
        return best if hits[best] > hits[ENGLISH] else ENGLISH
    is_other = best != usual and hits[best] >= 2 and hits[best] > hits.get(usual, 0) + 0.1 * len(words)
    return best if is_other else usual


@remembers(4096)
def may_be_english(text: str, usual: str = ENGLISH) -> bool:
    """Return whether nothing speaks more for another language than for English; a tie may be either."""
    return is_readable(text) and language(text, usual) == ENGLISH


@remembers(4096)
def is_clearly_english(text: str, usual: str = ENGLISH) -> bool:
    """Return whether a message shows that it is English: most words are, and more of them than of any other language."""
    if not may_be_english(text, usual):
        return False
    words = _words(text)
    hits = _hits(words)
    others = max(count for name, count in hits.items() if name != ENGLISH)
    is_strange = bool(_FOREIGN.search(text)) and hits[ENGLISH] < 2
    known = sum(word in _ENGLISH_WORDS for word in words)
    is_strange = is_strange or (others > 0 and hits[ENGLISH] <= others)
    return known > 0 and known * 2 >= len(words) and not is_strange


def has_english(text: str) -> bool:
    """Return whether at least one word is an English one."""
    return any(word in _ENGLISH_WORDS for word in _words(text))
