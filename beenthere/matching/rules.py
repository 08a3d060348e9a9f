"""Who is offered to whom: pure, the same answer for the same facts.

Two questions are kept apart. ``why_not_match`` holds the hard limits: a pair that fails one
is never offered. ``score`` ranks what is left in points anybody can add up by hand. The
order of the line knows three things only: the person's own words "I am not safe", having
been dropped by a supporter who vanished, and how long they have waited. Nothing a program
read out of anybody's text is an argument here, so it can not change the order.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

POINTS_A_SHARED_TOPIC = 3
MOST_SHARED_TOPICS = 3
POINTS_PREFERRED_NEED = 2
POINTS_A_RESTED_HOUR = 1
MOST_RESTED_HOURS = 4
POINTS_A_RUNNING_CHAT = -3
POINTS_A_MISSED_OFFER = -20
# A script never takes somebody whom a person could meet.
POINTS_A_SCRIPT = -100
GOES_ON_FOR = timedelta(hours=2)


@dataclass(frozen=True)
class SeekerFacts:
    """What matching knows of one visit that waits."""

    visit_id: int
    person_id: int
    entered_at: datetime
    topics: frozenset[str] = frozenset()
    avoided_topics: frozenset[str] = frozenset()
    need: str = ""
    language: str = "en"
    is_unsafe: bool = False
    is_first: bool = False
    is_demo: bool = False
    wants_demo: bool = False
    apart_from: frozenset[int] = frozenset()
    dual_with: frozenset[int] = frozenset()
    declined_by: frozenset[int] = frozenset()
    missed_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class SupporterFacts:
    """What matching knows of one supporter."""

    person_id: int
    topics: frozenset[str] = frozenset()
    refused_topics: frozenset[str] = frozenset()
    preferred_needs: frozenset[str] = frozenset()
    languages: frozenset[str] = field(default_factory=lambda: frozenset({"en"}))
    is_approved: bool = True
    is_available: bool = True
    chat_limit: int = 1
    running_chats: int = 0
    has_open_offer: bool = False
    rested_hours: float | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class Reason:
    """Why two people were brought together: "topic" or "language" or "need" and its slug, or "free"."""

    kind: str
    slug: str = ""


@dataclass(frozen=True)
class Score:
    """Points, and the reasons that may be shown to both."""

    points: int
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class Pairing:
    """One offer to make."""

    visit_id: int
    supporter_id: int
    because: tuple[Reason, ...]


def why_never(seeker: SeekerFacts, supporter: SupporterFacts) -> str | None:
    """Return what stands between these two people tonight, however long anybody waits."""
    if seeker.person_id == supporter.person_id:
        return "same_person"
    if supporter.person_id in seeker.dual_with:
        return "dual_role"
    if supporter.person_id in seeker.apart_from:
        return "apart"
    if supporter.person_id in seeker.declined_by:
        return "declined"
    if not supporter.is_approved:
        return "not_approved"
    if seeker.language not in supporter.languages:
        return "language"
    if seeker.topics & supporter.refused_topics or supporter.topics & seeker.avoided_topics:
        return "refused_topic"
    return _why_not_demo(seeker, supporter)


def _why_not_demo(seeker: SeekerFacts, supporter: SupporterFacts) -> str | None:
    if supporter.is_demo and (seeker.is_demo or not seeker.wants_demo):
        return "demo"
    return None


def why_not_match(seeker: SeekerFacts, supporter: SupporterFacts) -> str | None:
    """Return the first hard limit that keeps these two from being offered now, or None."""
    if never := why_never(seeker, supporter):
        return never
    if not supporter.is_available:
        return "away"
    if supporter.has_open_offer:
        return "busy"
    if supporter.running_chats >= supporter.chat_limit:
        return "full"
    return None


def score(seeker: SeekerFacts, supporter: SupporterFacts) -> Score:
    """Return how well two people fit, in points that add up, with the reasons in words to be."""
    shared = sorted(seeker.topics & supporter.topics)
    likes_need = bool(seeker.need) and seeker.need in supporter.preferred_needs
    points = (
        POINTS_A_SHARED_TOPIC * min(len(shared), MOST_SHARED_TOPICS)
        + POINTS_PREFERRED_NEED * likes_need
        + POINTS_A_RESTED_HOUR * _rested_hours(supporter)
        + POINTS_A_RUNNING_CHAT * supporter.running_chats
        + POINTS_A_MISSED_OFFER * (supporter.person_id in seeker.missed_by)
        + POINTS_A_SCRIPT * supporter.is_demo
    )
    reasons = [Reason("topic", slug) for slug in shared[:MOST_SHARED_TOPICS]]
    reasons += [Reason("need", seeker.need)] if likes_need else []
    reasons += [Reason("language", seeker.language)] if len(supporter.languages) > 1 else []
    return Score(points, tuple(reasons) or (Reason("free"),))


def _rested_hours(supporter: SupporterFacts) -> int:
    if supporter.rested_hours is None:
        return MOST_RESTED_HOURS
    return max(0, min(int(supporter.rested_hours), MOST_RESTED_HOURS))


def in_order(line: Collection[SeekerFacts]) -> list[SeekerFacts]:
    """Return the line: own "I am not safe" first, then the dropped, then the longest waiting."""
    return sorted(line, key=_place)


def _place(seeker: SeekerFacts) -> tuple[bool, bool, bool, datetime, int]:
    # A scripted seeker of the demo never stands before a person.
    return seeker.is_demo, not seeker.is_unsafe, not seeker.is_first, seeker.entered_at, seeker.visit_id


def choose(line: Collection[SeekerFacts], supporters: Sequence[SupporterFacts]) -> list[Pairing]:
    """Return one round of offers: each in turn gets the best free supporter who may be offered."""
    free = {supporter.person_id: supporter for supporter in supporters}
    pairings = []
    for seeker in in_order(line):
        best = _best(seeker, list(free.values()))
        if best is None:
            continue
        del free[best.person_id]
        pairings.append(Pairing(seeker.visit_id, best.person_id, score(seeker, best).because))
    return pairings


def _best(seeker: SeekerFacts, supporters: Sequence[SupporterFacts]) -> SupporterFacts | None:
    possible = [supporter for supporter in supporters if why_not_match(seeker, supporter) is None]
    return max(possible, key=lambda supporter: _rank(seeker, supporter), default=None)


def _rank(seeker: SeekerFacts, supporter: SupporterFacts) -> tuple[int, float, int]:
    rested = float("inf") if supporter.rested_hours is None else supporter.rested_hours
    return score(seeker, supporter).points, rested, -supporter.person_id


def may_go_on(*, ended_at: datetime | None, now: datetime) -> bool:
    """Tell whether an evening whose talk ended then may go on with somebody else; later it is a new one."""
    return ended_at is None or now - ended_at <= GOES_ON_FOR


def median_minutes(waits: Sequence[float], *, least: int) -> int | None:
    """Return the middle wait in whole minutes, at least one; None when there are too few to say."""
    if len(waits) < least:
        return None
    ordered = sorted(waits)
    middle = len(ordered) // 2
    value = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return max(1, round(value))
