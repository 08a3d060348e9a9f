"""Decisions about ratings and tomorrow's message."""

import hashlib
from datetime import datetime, timedelta

MOMENTS = ("before", "after", "tomorrow")
SCALE = range(11)
DEMO_WAIT = timedelta(minutes=1)
# Tomorrow's link opens this long; afterwards the answer would not be about that evening.
LINK_LASTS = timedelta(days=7)
CHANNELS = ("email", "push", "code")


class RatingIsWrong(ValueError):
    """Not a moment or not a number from 0 to 10."""


def check_rating(*, moment: str, value: int | None) -> None:
    """Accept a moment and a number from 0 to 10, or none.

    :raises RatingIsWrong: anything else
    """
    if moment not in MOMENTS:
        raise RatingIsWrong(f"unknown moment {moment!r}; one of {', '.join(MOMENTS)}")
    if value is not None and value not in SCALE:
        raise RatingIsWrong("a rating is a whole number from 0 to 10, or none")


def due_at(*, ended_at: datetime, hours: float, is_demo: bool) -> datetime:
    """Return when tomorrow's message is due."""
    return ended_at + (DEMO_WAIT if is_demo else timedelta(hours=hours))


def is_link_open(*, sent_at: datetime | None, now: datetime) -> bool:
    """Tell whether tomorrow's link still opens."""
    return sent_at is not None and now < sent_at + LINK_LASTS


def worry(*, before: int | None, after: int | None, tomorrow: int | None, is_safe: bool | None) -> str:
    """Return why a human should see a next-day answer, or an empty string.

    Worse means higher than how they left, or than how they came when they did not say. A
    person who says that they are not safe, or not sure, is always seen.
    """
    if is_safe is False:
        return "not_safe"
    left_with = after if after is not None else before
    if tomorrow is not None and left_with is not None and tomorrow > left_with:
        return "tomorrow_worse"
    return ""


def hashed(token: str) -> str:
    """Return what is kept of a token; it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
