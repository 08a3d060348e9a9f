"""When the entry asks a browser for a small sum, how hard it is, and who never has to do it: pure.

Somebody who says that they are not safe passes always, at once. Whoever has no scripts waits
instead of computing. No sum tells people apart; it only makes a flood slow.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=60)
# A phone of a few years ago does 2**14 in the blink of an eye and 2**19 in about ten seconds.
FIRST_BITS, MOST_BITS = 14, 19
FIRST_WAIT, MOST_WAIT = 15, 120
STAYS = timedelta(minutes=30)
NOT_SAFE = frozenset({"yes", "not_sure"})


@dataclass(frozen=True)
class Ask:
    """A small sum: so many leading zero bits; or, without scripts, so many seconds of waiting."""

    bits: int
    wait_seconds: int


def ask(*, arrivals: int, limit: int) -> Ask | None:
    """Return what is asked of a browser when so many came within a minute; None while it is quiet."""
    if arrivals <= limit:
        return None
    doublings = ((arrivals - 1) // limit).bit_length() - 1
    return Ask(
        min(FIRST_BITS + doublings, MOST_BITS),
        min(FIRST_WAIT * 2**doublings, MOST_WAIT),
    )


def passes_always(answer: str) -> bool:
    """Tell whether somebody said that they are not safe, or not sure: nothing stands before them."""
    return answer in NOT_SAFE


def zero_bits(challenge: str, answer: str) -> int:
    """Return how many leading bits of the digest are zero."""
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return len(digest) * 8 - int.from_bytes(digest, "big").bit_length()


def is_met(asked: Ask, *, challenge: str, answer: str, issued_at: datetime, now: datetime) -> bool:
    """Tell whether the sum is right, or the time was waited instead."""
    if not issued_at <= now <= issued_at + STAYS:
        return False
    if answer and len(answer) <= 20 and zero_bits(challenge, answer) >= asked.bits:
        return True
    return now >= issued_at + timedelta(seconds=asked.wait_seconds)


def is_cooling(*, until: datetime | None, now: datetime) -> bool:
    """Tell whether somebody still has to take a break."""
    return until is not None and now < until
