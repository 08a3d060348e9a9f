"""Which cards a friend might have at hand, from what the other said at check-in; the same rules as beside a live talk."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from beenthere.companion import queries as companion
from beenthere.companion import rules as moments
from beenthere.companion.moments import LEVEL_OF_ANSWER
from beenthere.friends.models import FriendEvening
from beenthere.friends.queries import Side, not_safe_note, person_of
from beenthere.friends.rules import NOT_SAFE_STANDS
from beenthere.people import queries as people
from beenthere.relief import queries as relief
from beenthere.safety import queries as safety
from beenthere.skills.queries import cards
from beenthere.skills.rules import Card

PHASES = ("arrive", "explore", "relieve", "close")
# By the middle of an evening somebody has been heard; the counts say so, for the rules that wait for it.
HEARD: dict[str, Any] = {
    "seeker_messages": 12,
    "seeker_words": 400,
    "supporter_messages": 12,
    "reflections": 6,
}
MOST = 6
UNSAFE = ("yes", "not_sure")


@dataclass(frozen=True)
class Suggested:
    """A card to have at hand, with the reason in words."""

    card: Card
    because: str


@dataclass(frozen=True)
class CheckedIn:
    """What the friend said before the evening, for the host; what was skipped is empty."""

    distress: int | None
    need: str
    topics: tuple[str, ...]
    is_unsafe: bool
    first: Card | None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was said; that is fine too."""
        return self.distress is None and not (self.need or self.topics or self.is_unsafe)


def may_be_unsafe(evening: FriendEvening) -> bool:
    """Tell whether the friend said that they are not safe, or not sure of it; once the pair has ended, that is theirs alone."""
    if evening.visit is None or evening.pair.ended_at is not None:
        return False
    return safety.last_answer(evening.visit) in UNSAFE


def stays_unsafe(evening: FriendEvening, *, now: datetime) -> bool:
    """Tell whether the host's page goes on saying it after an evening ended: it was said in it, and not long ago."""
    note = not_safe_note(evening)
    return note is not None and now - note.at < NOT_SAFE_STANDS and may_be_unsafe(evening)


def checked_in(evening: FriendEvening) -> CheckedIn:
    """Return what the friend said before the evening; once the pair has ended, it is the friend's alone."""
    visit = evening.visit
    if visit is None or evening.pair.ended_at is not None:
        return CheckedIn(None, "", (), False, None)
    said = may_be_unsafe(evening)
    return CheckedIn(
        distress=relief.ratings(visit).get("before"),
        need=next((need.label for need in people.needs() if need.slug == visit.need), ""),
        topics=tuple(people.topic_labels(visit.topics)),
        is_unsafe=said,
        first=cards().get(moments.suggest(moment_of(evening, "arrive"), cards()).first) if said else None,
    )


def moment_of(evening: FriendEvening, phase: str) -> moments.Moment:
    """Return the moment the rules decide on: what the friend said, at one phase of the evening to come."""
    visit = evening.visit
    profile = people.profile_of(person_of(evening.pair, Side.HOST))
    moment = moments.Moment(
        intensity=relief.ratings(visit).get("before") if visit else None,
        need=visit.need if visit else "",
        phase=phase,
        emotions=moments.emotions_of(visit.topics if visit else []),
        level=LEVEL_OF_ANSWER.get(safety.last_answer(visit), 0) if visit else 0,
        modules=frozenset(profile.modules if profile else []),
        is_on_call_reachable=False,
    )
    return replace(moment, **HEARD) if phase in ("relieve", "close") else moment


def suggested(evening: FriendEvening) -> list[Suggested]:
    """Return a handful of cards for the evening, from its beginning to its end, each once."""
    found: dict[str, Suggested] = {}
    for phase in PHASES:
        moment = moment_of(evening, phase)
        for one in companion.in_words(_without_phases(moments.suggest(moment, cards())), moment):
            found.setdefault(one.card.slug, Suggested(one.card, one.because))
    return list(found.values())[:MOST]


def _without_phases(found: moments.Suggestion) -> moments.Suggestion:
    """Before an evening there is no phase yet; what the friend said is the reason."""
    kept = (
        replace(shown, because=tuple(code for code in shown.because if not code.startswith("phase")))
        for shown in found.cards
    )
    return replace(found, cards=tuple(kept))
