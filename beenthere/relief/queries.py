"""What may be asked about relief."""

from dataclasses import dataclass
from datetime import datetime

from beenthere.matching.models import Visit, VisitState
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.relief import rules
from beenthere.relief.models import Closing, FollowUp, FollowUpState, Rating, Worry

__all__ = ["FollowUpState"]


@dataclass(frozen=True)
class Notes:
    """What a seeker wrote at the close."""

    helped: tuple[str, ...]
    words: str
    next_step: str


@dataclass(frozen=True)
class Given:
    """The numbers of one visit: no word, no name, only which visits are of one person."""

    visit_id: int
    person_id: int
    before: int | None
    after: int | None
    tomorrow: int | None


def ratings(visit: Visit) -> dict[str, int | None]:
    """Return what was given at each moment; a moment that was not asked is not there."""
    return dict(Rating.objects.filter(visit=visit).values_list("moment", "value"))


def ratings_at(visit: Visit) -> list[tuple[str, int, datetime]]:
    """Return what was given at each moment and when, in the order of the evening; skipped ones are not there."""
    rows = Rating.objects.filter(visit=visit).values_list("moment", "value", "at")
    said = [(moment, value, at) for moment, value, at in rows if value is not None]
    return sorted(said, key=lambda row: rules.MOMENTS.index(row[0]))


def given(*, visit_ids: list[int] | None = None, since: datetime | None = None) -> dict[int, Given]:
    """Return the numbers of visits of the line, by visit; what friends say of their evenings is counted nowhere."""
    rows = Rating.objects.exclude(visit__state=VisitState.FRIEND)
    if visit_ids is not None:
        rows = rows.filter(visit_id__in=visit_ids)
    if since is not None:
        rows = rows.filter(visit__entered_at__gte=since)
    found: dict[int, dict[str, int | None]] = {}
    for visit_id, person_id, moment, value in rows.values_list(
        "visit_id", "visit__person_id", "moment", "value"
    ):
        found.setdefault(visit_id, {"person_id": person_id})[moment] = value
    return {visit_id: _given(visit_id, row) for visit_id, row in found.items()}


def _given(visit_id: int, row: dict[str, int | None]) -> Given:
    before, after, tomorrow = (row.get(moment) for moment in rules.MOMENTS)
    return Given(visit_id, row["person_id"] or 0, before, after, tomorrow)


def place(closing: Closing, name: str) -> str:
    """Return where in the database these words are sealed to."""
    return f"closing:{closing.key}:{name}"


def notes(visit: Visit) -> Notes | None:
    """Return what the seeker wrote at the close, for the seeker alone.

    :raises KeyIsGone: the words were erased
    """
    closing = Closing.objects.select_related("visit__person").filter(visit=visit).first()
    if closing is None:
        return None
    return Notes(tuple(closing.helped), _words(closing, "words"), _words(closing, "next_step"))


def _words(closing: Closing, name: str) -> str:
    sealed = getattr(closing, name)
    if sealed is None:
        return ""
    subject = f"person:{closing.visit.person.key}"
    return keys.unseal(subject=subject, place=place(closing, name), sealed=bytes(sealed))


def follow_up(visit: Visit) -> FollowUp | None:
    """Return tomorrow's message of a visit, whatever became of it."""
    return FollowUp.objects.filter(visit=visit).first()


def follow_up_of(*, token: str, now: datetime) -> FollowUp | None:
    """Return the message behind a link that still opens, or None."""
    reached = [FollowUpState.SENT, FollowUpState.ANSWERED]
    found = FollowUp.objects.select_related("visit__person").filter(
        token_hash=rules.hashed(token), state__in=reached
    )
    row = found.first()
    return row if row is not None and rules.is_link_open(sent_at=row.sent_at, now=now) else None


def asked_on_return(person: Person) -> Visit | None:
    """Return the last visit whose next-day question waits for somebody who came back, or None."""
    waiting = FollowUp.objects.filter(visit__person=person, state=FollowUpState.SENT)
    row = waiting.select_related("visit__person").order_by("-sent_at").first()
    return row.visit if row else None


def worries() -> list[Worry]:
    """Return next-day answers for which no human has been called yet."""
    return list(Worry.objects.filter(handed_on_at=None).select_related("visit__person").order_by("at", "id"))
