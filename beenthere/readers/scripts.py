"""Which alphabet and which of five languages a message is in, by counting; enough to know what can not be read."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Frequent little words that one language has and its neighbours do not.
LITTLE_WORDS = {
    "en": "the and you to of is it that was with for not have this are my but just what so me be on he she they do im i'm don't".split(),
    "de": "ich nicht und das ist es mir mich der die ein eine mit auf zu so wie habe hab kann will mehr noch bin auch wenn aber dass sie sich".split(),
    "es": "que no y el la los las me mi yo es un una por con para lo se estoy quiero puedo ya muy pero como más todo".split(),
    "fr": "je ne pas et le la les un une de des que qui est mon ma moi me en pour avec plus suis j'ai veux peux c'est dans tout mais".split(),
    "pt": "eu não nao e o a os as que um uma me minha meu é com para por mais estou quero posso mas como já tudo isso da do".split(),
}
_SETS = {name: frozenset(words) for name, words in LITTLE_WORDS.items()}


def is_readable(text: str) -> bool:
    """Return whether at least half of the letters are Latin ones and there is at least one."""
    letters = [c for c in text if unicodedata.category(c).startswith("L")]
    return bool(letters) and len(_LATIN.findall(text)) * 2 >= len(letters)


@lru_cache(maxsize=4096)
def language(text: str) -> str:
    """Return ``en``, ``de``, ``es``, ``fr`` or ``pt``; ``en`` when little speaks for another, empty for other alphabets."""
    if not is_readable(text):
        return ""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    hits = {name: sum(word in known for word in words) for name, known in _SETS.items()}
    best = max(hits, key=lambda name: (hits[name], name == "en"))
    is_other = best != "en" and hits[best] >= 2 and hits[best] > hits["en"] + 0.1 * len(words)
    return best if is_other else "en"
