"""Return codes as text, the audit trail's chain and what is past its date: pure."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

LOOKUP_WORDS = 2
# 6 words of 2,048 are 66 random bits; the two in front only find the row.
SECRET_WORDS = 6
CODE_WORDS = LOOKUP_WORDS + SECRET_WORDS
MOST_TRIES = 10
TRIES_WITHIN = timedelta(hours=1)
RETAIN_EVERY = timedelta(hours=24)
AUDIT_STAYS = timedelta(days=365)
FIRST_LINK = "0" * 64


def words_of(typed: str) -> list[str]:
    """Return the words somebody typed, whatever stands between them."""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    return re.findall(r"[a-z]+", plain)


def spelled_out(typed: Sequence[str], known: Sequence[str]) -> list[str | None]:
    """Return each word as the list spells it, or None; the first four letters decide."""
    by_start = {word[:4]: word for word in known}
    return [by_start.get(word[:4]) for word in typed]


def split_code(words: Sequence[str]) -> tuple[str, str]:
    """Return the part that finds the row and the part that proves."""
    return " ".join(words[:LOOKUP_WORDS]), " ".join(words[LOOKUP_WORDS:])


def link(*, previous: str, at: datetime, actor: str, deed: str, about: str) -> str:
    """Return the digest that binds a line of the audit trail to the one before."""
    line = "\x1f".join((previous, at.isoformat(), actor, deed, about))
    return hashlib.sha256(line.encode("utf-8")).hexdigest()
