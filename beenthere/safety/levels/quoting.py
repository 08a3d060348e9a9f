"""Words that a reader marked, for somebody on call who opens a page. The room that has the readers registers itself here.

They are read when the page is opened and stored nowhere. Nothing found is never "fine", and a level is set by people alone.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from beenthere.conversations.models import Conversation

logger = logging.getLogger(__name__)
MOST = 3


@dataclass(frozen=True)
class Quote:
    """Words of a seeker, as they stand in one message, and when they were said."""

    words: str
    at: datetime


@dataclass(frozen=True)
class Quoted:
    """What was marked. ``state`` is "read", "partly" (some lines could not be read), "off", "unavailable" or "closed"."""

    state: str
    quotes: tuple[Quote, ...] = ()


OFF, UNAVAILABLE, CLOSED = Quoted("off"), Quoted("unavailable"), Quoted("closed")
Quoter = Callable[[Conversation], Quoted]
_quoters: list[Quoter] = []


def quoter(read: Quoter) -> Quoter:
    """Ask this function for the words that were marked in a talk."""
    _quoters[:] = [read]
    return read


def quoted(conversation: Conversation) -> Quoted:
    """Return the last words that were marked, at most three; a reader that fails is said to have failed."""
    if not _quoters:
        return OFF
    try:
        found = _quoters[0](conversation)
    except Exception:
        logger.exception("no words could be marked")
        return UNAVAILABLE
    return Quoted(found.state, found.quotes[-MOST:])
