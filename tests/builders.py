"""The cast and the things they meet, for every test: Ann seeks, Bo supports, Cy must never get in, Dee is on call.

Builders of one room live in that room's ``tests/builders.py``; here is what several rooms share.
"""

from datetime import UTC, datetime, timedelta

# A Friday evening, so that no test depends on the day it runs.
EVENING = datetime(2026, 1, 9, 20, 0, tzinfo=UTC)


def later(**amount: float) -> datetime:
    """Return a moment of the same evening: ``later(minutes=5)``."""
    return EVENING + timedelta(**amount)
