"""When a page goes to whom. Unknown is always "ask a human".

mark 1   at 0 s      the first person
mark 2   at 60 s     and the second
mark 3   at 120 s    and the third
mark 4   at 180 s    everybody, and the seeker sees the crisis lines
mark 5.. each 5 min  everybody again, until a human acknowledges
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ANSWERS = ("yes", "not_sure", "no")
WHYS = ("not_safe", "not_sure", "button", "report", "tomorrow_worse", "unknown")
NEXT_PERSON_AFTER = timedelta(seconds=60)
EVERYBODY_AFTER = timedelta(seconds=180)
AGAIN_EVERY = timedelta(minutes=5)
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


def why_page(answer: str) -> str:
    """Return why an answer calls a human, or an empty string.

    "No" and no answer call nobody; anything else that is not understood does.
    """
    if answer in ("no", ""):
        return ""
    return "not_safe" if answer == "yes" else "not_sure"


def known_why(why: str) -> str:
    """Return the reason, or "unknown": a page is never refused for how it was called."""
    return why if why in WHYS else "unknown"


def next_step(*, opened_at: datetime, acknowledged: bool, people: tuple[int, ...], now: datetime) -> Step:
    """Choose what should have happened by ``now``; ``people`` are ids in the order of calling."""
    if acknowledged:
        return NOTHING
    # A clock that jumped back must not silence anybody: the first person is told anyway.
    waited = max(now - opened_at, timedelta(0))
    if waited >= EVERYBODY_AFTER:
        again = (waited - EVERYBODY_AFTER) // AGAIN_EVERY
        return Step(EVERYBODY + again, people, 1 + again, True)
    mark = 1 + waited // NEXT_PERSON_AFTER
    # Nobody to call: the person who waits must not wait three minutes to learn it.
    return Step(mark, people[:mark], 0, not people)


def is_open(*, channels: list[list[str]], counts_in_app: bool) -> bool:
    """Tell whether at least one person on call can be reached outside an open page."""
    return any(counts_in_app or any(channel != "in_app" for channel in mine) for mine in channels)
