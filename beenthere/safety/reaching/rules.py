"""When another way to be reached is offered, when it is shown, how long it is kept, and what a decision needs: pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from beenthere.safety.levels.rules import GRAVE, STAY

LONGEST_WAY = 200
LONGEST_REASON = 500
LONGEST_WHEN = 80
# Here again, a line to call, a professional, somebody close. Never the supporter's own contact.
HOWS = ("here", "line", "care", "close")
YES, NO = "yes", "no"
# A welfare check may take a night; then it is time to forget.
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Whereabouts:
    """What is known of where a seeker is: the talk's level, whether their side is silent, its end, and where they went."""

    level: int
    is_of_friends: bool = False
    is_missing: bool = False
    ended_at: datetime | None = None
    is_elsewhere: bool = False


def may_offer(*, level: int, is_of_friends: bool, is_open: bool) -> bool:
    """Tell whether a seeker is asked for another way to be reached: in an open talk of the line at A2 and above."""
    return is_open and level >= STAY and not is_of_friends


def is_out_of_reach(known: Whereabouts, *, now: datetime) -> bool:
    """Tell whether a seeker of a talk at A3 or A4 can not be reached here: the line dropped, or it ended and they are nowhere.

    Who went back to the line, or into another talk, is here.
    """
    if known.is_of_friends or known.level < GRAVE:
        return False
    if known.ended_at is None:
        return known.is_missing
    return not known.is_elsewhere and now - known.ended_at <= KEPT_FOR


def may_be_shown(why: str, *, is_taken: bool, is_out_of_reach: bool) -> bool:
    """Tell whether a page shows the other way: once somebody has it, never for a held message or a report."""
    return is_taken and is_out_of_reach and why not in ("boundary", "report")


def why_not_keep(words: str) -> str:
    """Return why another way can not be kept: "empty", "long", or nothing."""
    if not words.strip():
        return "empty"
    return "long" if len(words.strip()) > LONGEST_WAY else ""


def why_not_agree(*, when: str, how: str, is_none: bool, has_contact: bool) -> str:
    """Return why a next contact can not be noted: "both", "empty", "unknown", "long", "contact", or nothing."""
    if is_none:
        return "both" if when.strip() else ""
    if not when.strip() or not how:
        return "empty"
    if how not in HOWS:
        return "unknown"
    if len(when.strip()) > LONGEST_WHEN:
        return "long"
    return "contact" if has_contact else ""


def is_settled(*, is_none: bool, agrees: bool | None) -> bool:
    """Tell whether a next contact stands: the seeker said yes, or none is wanted and they did not say otherwise."""
    return agrees is True or (is_none and agrees is None)


def why_not_close(checked: str, *, highest: int, is_settled: bool, seeker_is_gone: bool) -> str:
    """Return why a supporter may not close yet: what the levels say, and "contact" where a talk that stood at A3 has no next one.

    The re-check comes first. Who is gone can agree on nothing.
    """
    if checked == "recheck" or highest < GRAVE or is_settled or seeker_is_gone:
        return checked
    return "contact"


def why_not_decide(decided: str, *, because: str) -> str:
    """Return why a decision on a welfare check can not be noted: "unknown", "no_reason", or nothing."""
    if decided not in (YES, NO):
        return "unknown"
    return "" if because.strip() else "no_reason"
