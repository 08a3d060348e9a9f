"""The readers at a live talk: what was heard up to now, read once for each message and remembered in memory only."""

import logging
from collections import OrderedDict
from threading import Lock

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
_Three = tuple[Reading | None, Reading | None, Reading | None]
_remembered: OrderedDict[tuple[str, int], _Three] = OrderedDict()
_lock = Lock()


class ReadersAreOff(Exception):
    """The seeker or the operator switched the readers off."""


class CanNotRead(Exception):
    """A reader is missing, or failed."""


def are_on() -> bool:
    """Return whether the operator lets the readers read."""
    return not ReaderSwitch.objects.filter(is_on=False).exists()


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
        raise ReadersAreOff
    lines = lines_of(conversation)
    turns = [Turn(line.side, line.text) for line in lines]
    try:
        model.encoder()
        return hear(turns, _readings(conversation.key, lines, turns))
    except Exception as error:
        logger.exception("the readers failed")
        raise CanNotRead from error


def _readings(key: str, lines: list[talks.Line], turns: list[Turn]) -> Readings:
    """Return the readings of every turn; only those that are new are read."""
    with _lock:
        known = {n: _remembered.get((key, line.seq)) for n, line in enumerate(lines)}
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


def _remember(found: dict[tuple[str, int], _Three | None]) -> None:
    with _lock:
        for place, three in found.items():
            if three:
                _remembered[place] = three
        while len(_remembered) > MOST_REMEMBERED:
            _remembered.popitem(last=False)


def forget(key: str) -> None:
    """Forget what was read in one talk."""
    with _lock:
        for place in [place for place in _remembered if place[0] == key]:
            del _remembered[place]
