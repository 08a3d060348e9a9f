"""What the board may ask about the line and the talks: facts and counts, never a word."""

from dataclasses import dataclass
from datetime import datetime

from beenthere.conversations.models import Conversation
from beenthere.matching.models import Answer, Offer, Visit, VisitState, Wish
from beenthere.people import queries as people


@dataclass(frozen=True)
class LineFact:
    """One visit in the line, as facts for the board; no word somebody wrote."""

    key: str
    place: int
    entered_at: datetime
    waited_minutes: int
    language: str
    need: str
    topics: tuple[str, ...]
    is_unsafe: bool
    is_first: bool
    is_offered: bool
    is_away: bool


def line(*, now: datetime) -> list[LineFact]:
    """Return the line in its order, as facts for the board."""
    return [
        LineFact(
            key=visit.key,
            place=place,
            entered_at=visit.entered_at,
            waited_minutes=int((now - visit.entered_at).total_seconds() // 60),
            language=visit.language,
            need=visit.need,
            topics=tuple(visit.topics),
            is_unsafe=visit.is_unsafe,
            is_first=visit.is_first,
            is_offered=visit.state == VisitState.OFFERED,
            is_away=visit.kept_until is not None and visit.kept_until > now,
        )
        for place, visit in enumerate(Visit.objects.in_line(), 1)
    ]


def served_count(*, since: datetime) -> int:
    """Return how many visits since then ended after a talk."""
    return _ended(VisitState.SERVED, since)


def unserved_count(*, since: datetime) -> int:
    """Return how many visits since then ended without one."""
    return _ended(VisitState.UNSERVED, since)


def _ended(state: VisitState, since: datetime) -> int:
    return Visit.objects.filter(is_demo=False, entered_at__gte=since, state=state).count()


def open_wish_count() -> int:
    """Return how many wishes wait to be met, for the board."""
    return Wish.objects.filter(done_at__isnull=True).count()


@dataclass(frozen=True)
class TalkFact:
    """One visit that came to a talk: ids and times, for counting."""

    visit_id: int
    person_id: int
    entered_at: datetime
    is_ended: bool


def talks(*, since: datetime) -> list[TalkFact]:
    """Return the visits since then in which a talk was opened, the first first."""
    talked = Offer.objects.filter(conversation__opened_at__isnull=False).values("visit_id")
    visits = Visit.objects.filter(entered_at__gte=since, pk__in=talked).order_by("entered_at", "id")
    rows = visits.values_list("pk", "person_id", "entered_at", "ended_at")
    return [
        TalkFact(pk, person_id, entered_at, bool(ended_at)) for pk, person_id, entered_at, ended_at in rows
    ]


@dataclass(frozen=True)
class RunningTalk:
    """A talk going on, as facts for the board."""

    place: str
    supporter: str
    state: str
    minutes: int
    minutes_left: int | None
    messages: int
    is_demo: bool


def running_talks(*, now: datetime) -> list[RunningTalk]:
    """Return the talks going on, the longest first; never a word of them."""
    offers = Offer.objects.busy().filter(answer=Answer.ACCEPTED, conversation__isnull=False)
    rows = offers.select_related("conversation__supporter", "visit").order_by("conversation__made_at", "id")
    return [_running_talk(offer, offer.conversation, now) for offer in rows if offer.conversation]


def _running_talk(offer: Offer, talk: Conversation, now: datetime) -> RunningTalk:
    left = None if talk.ends_at is None else max(0, int((talk.ends_at - now).total_seconds() // 60))
    return RunningTalk(
        place=talk.key[:4],
        supporter=people.display_name(talk.supporter),
        state=talk.state,
        minutes=int((now - (talk.opened_at or talk.made_at)).total_seconds() // 60),
        minutes_left=left,
        messages=talk.last_seq,
        is_demo=offer.visit.is_demo,
    )
