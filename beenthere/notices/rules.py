"""When a notice is tried again, and in which lane it goes: pure."""

from datetime import datetime, timedelta

MOST_ATTEMPTS = 6
# A sender that died holds its claim no longer than this; then the notice is sent again.
CLAIM_LASTS = timedelta(minutes=2)
# Each lane is sent by a thread of its own: a call for a human waits for no ordinary mail, and for no dead mail host.
LANES = ("calls", "calls_by_mail", "others")
CALLS = frozenset({"page", "page_again", "look_now", "look_now_again"})
_WAITS = [timedelta(seconds=seconds) for seconds in (10, 30, 120, 600, 1800)]


def next_try_at(*, attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after ``attempts`` failures, or None to give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + _WAITS[min(attempts - 1, len(_WAITS) - 1)]


def lane_of(*, kind: str, channel: str) -> str:
    """Return in which lane a notice goes."""
    if kind not in CALLS:
        return "others"
    return "calls_by_mail" if channel == "email" else "calls"
