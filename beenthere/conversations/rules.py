"""What may be said, and when: pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

TEXT_LIMIT = 4000
MISSING_AFTER = timedelta(seconds=30)
END_NOTICE_BEFORE = timedelta(minutes=10)
ENDINGS = frozenset(
    {"closed", "switched", "declined", "vanished", "reported", "left", "erased", "withdrawn", "handed_over"}
)
_CLIENT_KEY = re.compile(r"[A-Za-z0-9-]{8,36}")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True)
class WhyNot:
    """Why a message was not taken: a code for the client, which keeps the text."""

    code: str


def why_not_say(*, text: str, client_key: str, state: str) -> WhyNot | None:
    """Return why this may not be said now, or None."""
    if not _CLIENT_KEY.fullmatch(client_key):
        return WhyNot("bad_key")
    if not text.strip():
        return WhyNot("empty")
    if len(text) > TEXT_LIMIT:
        return WhyNot("too_long")
    return why_not_now(state=state)


def why_not_now(*, state: str) -> WhyNot | None:
    """Return why nothing may be said in this state, or None."""
    if state == "ended":
        return WhyNot("ended")
    if state != "open":
        return WhyNot("not_open")
    return None


def count_words(text: str) -> int:
    """Return the number of words."""
    return len(_WORD.findall(text))


def count_questions(text: str) -> int:
    """Return the number of questions, by their marks; several in a row count once."""
    return len(re.findall(r"[?？؟]+", text))


def is_missing(*, last_seen_at: datetime, now: datetime) -> bool:
    """Tell whether a side has been silent for so long that the other should know."""
    return now - last_seen_at >= MISSING_AFTER


def shown_why(*, why: str, side: str) -> str:
    """Return the reason of an ending as the pages may know it: a report or a wish for someone else is silent."""
    if why == "reported" or (why in ("switched", "withdrawn", "handed_over") and side == "supporter"):
        return "closed"
    return why


def place(*, key: str, seq: int, side: str) -> bytes:
    """Return what binds a message's ciphertext to where it was said."""
    return f"{key}:{seq}:{side}".encode()
