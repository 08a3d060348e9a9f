"""When a page goes to whom. Unknown is always "ask a human".

mark 1   at 0 s      the first person
mark 2   at 60 s     and the second
mark 3   at 120 s    and the third
mark 4   at 180 s    everybody, and the seeker sees the crisis lines
mark 5.. each 5 min  everybody again, until a human acknowledges

Where nobody may be in danger at once (``UNHURRIED``): the next person at 5 and 10 min, everybody at 15 and each 15 min.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

ANSWERS = ("yes", "not_sure", "no")
WHYS = (
    "not_safe",
    "not_sure",
    "button",
    "report",
    "tomorrow_worse",
    "boundary",
    "level_1",
    "level_2",
    "level_3",
    "level_4",
    "dropped",
    "left_alone",
    "unknown",
)
# These are about what somebody wrote or did: the seeker has no reason to be shown crisis lines for them.
WITHOUT_LINES = frozenset({"boundary", "report"})
# Somebody else called: the seeker asked for nobody, so "no one has answered" would frighten more than help.
CALLED_BY_OTHERS = frozenset({"level_1", "button", "dropped"})
# A human should look, and nobody need be woken for it three minutes later.
UNHURRIED = frozenset({"level_1", "boundary", "report"})
CALL_NOW, CALL_ALSO = "now", "also"
EVERYBODY = 4
LINES_STAY = timedelta(hours=12)


@dataclass(frozen=True)
class Step:
    """What should have happened by now: how far, who is told in which round, whether lines show."""

    mark: int
    tell: tuple[int, ...]
    round: int
    lines: bool


NOTHING = Step(0, (), 0, False)


@dataclass(frozen=True)
class Pace:
    """How long until the next person, everybody, and everybody again."""

    next_person: timedelta
    everybody: timedelta
    again: timedelta


FAST = Pace(timedelta(seconds=60), timedelta(seconds=180), timedelta(minutes=5))
SLOW = Pace(timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=15))


def why_page(answer: str) -> str:
    """Return why an answer calls a human, or an empty string.

    "No" and no answer call nobody; anything else that is not understood does.
    """
    if answer in ("no", ""):
        return ""
    return "not_safe" if answer == "yes" else "not_sure"


def may_page(*, is_of_friends: bool, said_yes: bool, is_open: bool) -> bool:
    """Tell whether a human may be called: always on the line; between friends when there is one and the friend said yes."""
    return not is_of_friends or (said_yes and is_open)


def known_why(why: str) -> str:
    """Return the reason, or "unknown": a page is never refused for how it was called."""
    return why if why in WHYS else "unknown"


def pace_of(why: str) -> Pace:
    """Return how fast a call for this reason goes on to the next person."""
    return SLOW if why in UNHURRIED else FAST


def next_step(
    *, opened_at: datetime, acknowledged: bool, people: tuple[int, ...], now: datetime, why: str = ""
) -> Step:
    """Choose what should have happened by ``now``; ``people`` are ids in the order of calling."""
    if acknowledged:
        return NOTHING
    pace = pace_of(why)
    # A clock that jumped back must not silence anybody: the first person is told anyway.
    waited = max(now - opened_at, timedelta(0))
    if waited >= pace.everybody:
        again = (waited - pace.everybody) // pace.again
        return Step(EVERYBODY + again, people, 1 + again, True)
    mark = 1 + waited // pace.next_person
    # Nobody to call: the person who waits must not wait three minutes to learn it.
    return Step(mark, people[:mark], 0, not people)


def lines_call(whys: Collection[str]) -> str:
    """Return how a seeker is shown the lines while these calls are unanswered: to call now, to call also, or not at all."""
    about_them = set(whys) - WITHOUT_LINES
    if not about_them:
        return ""
    return CALL_NOW if about_them - CALLED_BY_OTHERS else CALL_ALSO


def why_ask_before_leaving(*, is_last: bool, sits_at_grave: bool) -> str:
    """Return why the duty on call is laid down only when it was said twice: "beside" a grave talk, the "last" one, or nothing."""
    if sits_at_grave:
        return "beside"
    return "last" if is_last else ""


def is_open(*, channels: list[list[str]], counts_in_app: bool) -> bool:
    """Tell whether at least one person on call can be reached outside an open page."""
    return any(counts_in_app or any(channel != "in_app" for channel in mine) for mine in channels)
