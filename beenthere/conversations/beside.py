"""Somebody on call may come into a talk of the line. The room that knows who is beside a talk registers itself here.

Without such a room nobody may. One that fails lets nobody in, and costs the two who talk nothing.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from beenthere.kernel.registers import Register

logger = logging.getLogger(__name__)
# (conversation, person), as ids.
Place = tuple[int, int]


@dataclass(frozen=True)
class Near:
    """Somebody on call who is beside a talk ("background", "lead") or was ("gone"), and who asked for them, if it may be said."""

    name: str
    mode: str
    because: str = ""


Seats = Callable[[Collection[Place]], Mapping[Place, bool]]
Shows = Callable[[int], list[Near]]
Notes = Callable[[Place], None]
Numbers = Callable[[int], str]
Hears = Callable[[Collection[Place]], None]
Marks = Callable[[int, str], str]
# Asked which of these people may be in these talks now; the value tells whether they may write.
seats: Register[Seats] = Register()
# Asked who on call is or was beside a talk, for the two who talk.
shows: Register[Shows] = Register()
# Called before somebody on call is shown a word; when it fails, they are shown none.
notes: Register[Notes] = Register()
# Asked whether the seeker of a talk is shown numbers to call: "now", "also", or nothing.
numbers: Register[Numbers] = Register()
# Asked for the mark of what stands beside a talk for one side; a page that has seen another one looks again.
marks: Register[Marks] = Register()
# Called with those on call whose open page was heard just now.
hears: Register[Hears] = Register()


def numbers_for(conversation_id: int) -> str | None:
    """Return how the seeker is shown numbers to call; None when nobody could tell, which changes nothing on their page."""
    try:
        return next((how for tell in numbers if (how := tell(conversation_id))), "")
    except Exception:
        logger.exception("nobody could tell whether a seeker is shown numbers to call")
        return None


def mark_for(conversation_id: int, side: str) -> str | None:
    """Return the mark of what stands beside a talk for one side; None when nobody could tell, which changes nothing there."""
    try:
        return "".join(tell(conversation_id, side) for tell in marks)
    except Exception:
        logger.exception("nobody could tell what stands beside a talk")
        return None


def seats_of(asked: Collection[Place]) -> dict[Place, bool]:
    """Return those who may be in these talks now, and whether each may write."""
    found: dict[Place, bool] = {}
    try:
        for tell in seats if asked else ():
            found.update(tell(asked))
    except Exception:
        logger.exception("nobody could tell who is beside a talk; nobody is let in")
        return {}
    return found


def may_read(place: Place) -> bool:
    """Tell whether somebody on call may read this talk now."""
    return place in seats_of({place})


def may_write(place: Place) -> bool:
    """Tell whether somebody on call may write in this talk now."""
    return seats_of({place}).get(place, False)


def note_opened(place: Place) -> None:
    """Let the rooms above note that somebody on call is about to read a talk."""
    for keep in notes:
        keep(place)


def heard(places: Collection[Place]) -> None:
    """Let the rooms above remember who on call was heard just now; one that fails is tried again at the next beat."""
    try:
        for remember in hears if places else ():
            remember(places)
    except Exception:
        logger.exception("who on call was heard could not be remembered")


def near(conversation_id: int) -> list[Near] | None:
    """Return who on call is or was beside a talk; None when nobody could tell, which is not the same as nobody."""
    try:
        return [one for tell in shows for one in tell(conversation_id)]
    except Exception:
        logger.exception("nobody could tell who is beside a talk")
        return None
