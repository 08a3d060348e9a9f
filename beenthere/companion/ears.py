"""The readers at a live talk: what was heard up to now, read once for each message and remembered in memory only.

A reading quotes words of a seeker, so every process lets go by itself of what nobody looked at for ten minutes, of talks
that ended or may not be read any more, and of everything while the readers are off.
"""

import logging
import time
from collections import OrderedDict
from threading import Lock

from beenthere.boundaries.guard.hearing import may_hear
from beenthere.companion.hearing import Heard, Readings, hear, read_all
from beenthere.companion.models import Panel, ReaderSwitch
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.privacy.keys import KeyIsGone
from beenthere.readers import model
from beenthere.readers.shapes import Reading, Turn

logger = logging.getLogger(__name__)
MOST_TURNS = 60
MOST_REMEMBERED = 4000
KEPT_SECONDS = 600.0
_Three = tuple[Reading | None, Reading | None, Reading | None]
# The latest looked at stands last, with the moment of that look.
_remembered: OrderedDict[tuple[str, int], tuple[float, _Three]] = OrderedDict()
_lock = Lock()


class ReadersAreOff(Exception):
    """The seeker or the operator switched the readers off."""


class CanNotRead(Exception):
    """A reader is missing, or failed."""


def are_on() -> bool:
    """Return whether the operator lets the readers read; every look also lets go of what is old."""
    is_on = not ReaderSwitch.objects.filter(is_on=False).exists()
    _let_go(everything=not is_on)
    return is_on


@may_hear
def may_read(conversation: Conversation) -> bool:
    """Return whether this talk may be read: both the operator and the seeker allow it."""
    return are_on() and not Panel.objects.filter(conversation=conversation, seeker_allows=False).exists()


def lines_of(conversation: Conversation) -> list[talks.Line]:
    """Return the messages that the readers look at."""
    try:
        return talks.latest(conversation=conversation, most=MOST_TURNS)
    except KeyIsGone:
        return []


def heard_in(conversation: Conversation) -> Heard:
    """Return what was heard in a talk up to its last message.

    :raises ReadersAreOff: somebody switched them off
    :raises CanNotRead: a reader is missing or failed; it is never taken for silence
    """
    if not may_read(conversation):
        forget(conversation.key)
        raise ReadersAreOff
    lines = lines_of(conversation)
    turns = [Turn(line.side, line.text, conversation.language) for line in lines]
    try:
        model.encoder()
        heard = hear(turns, _readings(conversation.key, lines, turns))
    except Exception as error:
        logger.exception("the readers failed")
        raise CanNotRead from error
    if conversation.ended_at:
        forget(conversation.key)
    return heard


def _readings(key: str, lines: list[talks.Line], turns: list[Turn]) -> Readings:
    """Return the readings of every turn; only those that are new are read."""
    known = _recalled({n: (key, line.seq) for n, line in enumerate(lines)})
    new = [n for n, one in known.items() if one is None]
    if new:
        first = max(0, new[0] - 1)
        fresh = read_all(turns[first:])
        for n in new:
            place = n - first
            known[n] = (fresh.feelings[place], fresh.cues[place], fresh.acts[place])
        _remember({(key, lines[n].seq): known[n] for n in new})
    rows = [known[n] or (None, None, None) for n in range(len(lines))]
    return Readings(*(tuple(row[part] for row in rows) for part in range(3)))


def _recalled(places: dict[int, tuple[str, int]]) -> dict[int, _Three | None]:
    """Return what is remembered of some messages; being looked at keeps it for a while longer."""
    now = time.monotonic()
    known: dict[int, _Three | None] = {}
    with _lock:
        for n, place in places.items():
            kept = _remembered.pop(place, None)
            known[n] = kept[1] if kept else None
            if kept:
                _remembered[place] = (now, kept[1])
    return known


def _remember(found: dict[tuple[str, int], _Three | None]) -> None:
    now = time.monotonic()
    with _lock:
        for place, three in found.items():
            if three:
                _remembered[place] = (now, three)
        while len(_remembered) > MOST_REMEMBERED:
            _remembered.popitem(last=False)


def _let_go(*, everything: bool) -> None:
    oldest = time.monotonic() - KEPT_SECONDS
    with _lock:
        while _remembered and (everything or next(iter(_remembered.values()))[0] < oldest):
            _remembered.popitem(last=False)


def forget(key: str) -> None:
    """Forget what was read in one talk."""
    with _lock:
        for place in [place for place in _remembered if place[0] == key]:
            del _remembered[place]
