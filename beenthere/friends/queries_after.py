"""What may be asked about looking back. Words are unsealed here for the one whose they are, or with whom they were shared."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from beenthere.friends import picture, rules
from beenthere.friends.models import (
    Afterwards,
    EveningState,
    FriendEvening,
    HostAnswer,
    Letter,
    Pair,
    PocketEvent,
    Side,
)
from beenthere.friends.queries import afterwards_place, evenings_of, letter_purpose, numbers_purpose
from beenthere.notices import queries as ways
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.privacy import queries as privacy
from beenthere.relief import queries as relief
from beenthere.safety import queries as safety


@dataclass(frozen=True)
class LookedBack:
    """What one side wrote about how an evening went."""

    side: str
    name: str
    text: str
    is_shared: bool


@dataclass(frozen=True)
class OwnAnswers:
    """The host's three answers about one evening."""

    evening: str
    on: datetime
    how: str = ""
    stayed: str = ""
    consult: str = ""


@dataclass(frozen=True)
class LetterText:
    """A friend's line to their friend."""

    text: str
    at: datetime
    read_at: datetime | None


def looked_back(evening: FriendEvening, *, side: str) -> list[LookedBack]:
    """Return what this side may read: all of its own, and what the other side shared while the two are a pair.

    After any ending, and not only after a block: nobody may tell the one from the other by what is gone.
    """
    rows = Afterwards.objects.filter(evening=evening).select_related("writer", "evening__pair")
    return [_looked(row) for row in rows.order_by("-name", "side") if row.side == side or _is_shared(row)]


def _is_shared(row: Afterwards) -> bool:
    return row.is_shared and row.evening.pair.ended_at is None


def _looked(row: Afterwards) -> LookedBack:
    place = afterwards_place(row.evening, row.side, row.name)
    return LookedBack(row.side, row.name, _unsealed(row.writer, place, row.body), _is_shared(row))


def _unsealed(person: Person, place: str, sealed: bytes | memoryview) -> str:
    try:
        return keys.unseal(subject=f"person:{person.key}", place=place, sealed=sealed)
    except keys.KeyIsGone:
        return ""


def own_answers(*, evening: FriendEvening, host: Person) -> OwnAnswers | None:
    """Return the host's own answers about one evening, for the host alone."""
    row = HostAnswer.objects.select_related("evening", "host").filter(evening=evening, host=host).first()
    return _answers(row) if row else None


def all_own_answers(host: Person) -> list[OwnAnswers]:
    """Return a host's answers about all their evenings, the newest first; a part of their own journal."""
    rows = HostAnswer.objects.select_related("evening", "host").filter(host=host)
    return [_answers(row) for row in rows.order_by("-evening__planned_for", "-id")]


def _answers(row: HostAnswer) -> OwnAnswers:
    words = _unsealed(row.host, f"host-answer:{row.evening.key}", row.answers) or "{}"
    return OwnAnswers(row.evening.key, row.evening.started_at or row.evening.planned_for, **json.loads(words))


def letter(evening: FriendEvening, *, side: str) -> LetterText | None:
    """Return a friend's line, as long as the yes to keeping it stands; once the pair has ended, to the friend alone."""
    if side == Side.HOST and evening.pair.ended_at is not None:
        return None
    row = Letter.objects.select_related("writer").filter(evening=evening).first()
    if row is None or not privacy.has_consented(person=row.writer, purpose=letter_purpose(evening)):
        return None
    return LetterText(_unsealed(row.writer, f"letter:{row.key}", row.body), row.at, row.read_at)


def notes(evening: FriendEvening) -> relief.Notes | None:
    """Return what the friend wrote at the end, for the friend alone."""
    if evening.visit is None:
        return None
    try:
        return relief.notes(evening.visit)
    except keys.KeyIsGone:
        return None


def numbers(evening: FriendEvening) -> dict[str, int | None]:
    """Return the friend's numbers of one evening."""
    return relief.ratings(evening.visit) if evening.visit is not None else {}


def check_in_said(evening: FriendEvening) -> dict[str, Any]:
    """Return what the friend said at check-in, by the fields of that page, for the friend alone."""
    visit = evening.visit
    if visit is None:
        return {}
    return {
        "distress": relief.ratings(visit).get("before"),
        "topics": list(visit.topics),
        "need": visit.need,
        "answer": safety.last_answer(visit) or None,
    }


def goodbye_said(evening: FriendEvening) -> dict[str, Any]:
    """Return what the friend said after an evening, by the fields of that page, for the friend alone."""
    if evening.visit is None:
        return {}
    written, asked = notes(evening), relief.follow_up(evening.visit)
    channel = asked.channel if asked and asked.state != relief.FollowUpState.WITHDRAWN else ""
    address = ways.address_of(person=evening.visit.person, channel="email") if channel == "email" else None
    return {
        "after": numbers(evening).get("after"),
        "words": written.words if written else "",
        "channel": channel,
        "email": address or "",
    }


def took_place(evening: FriendEvening) -> bool:
    """Tell whether an evening was: somebody began it, the friend gave a number, or a phone was used on it; one that was called off was not."""
    if evening.called_off_at is not None:
        return False
    if evening.started_at is not None or PocketEvent.objects.filter(evening=evening).exists():
        return True
    return any(value is not None for value in numbers(evening).values())


def asks_tomorrow(evening: FriendEvening, *, now: datetime) -> bool:
    """Tell whether the friend, who agreed to it, is asked now how it is the next day."""
    asked = relief.follow_up(evening.visit) if evening.visit is not None else None
    if asked is None or asked.state not in (relief.FollowUpState.AGREED, relief.FollowUpState.SENT):
        return False
    return asked.due_at <= now and "tomorrow" not in numbers(evening)


def shows_numbers(pair: Pair) -> bool:
    """Tell whether the friend lets the host see the numbers over time."""
    return pair.friend is not None and privacy.has_consented(
        person=pair.friend, purpose=numbers_purpose(pair.key)
    )


def over_time(pair: Pair) -> picture.Picture:
    """Return a pair's own evenings as a picture, the oldest first; an evening that never began is not there."""
    over = [one for one in evenings_of(pair) if one.state == EveningState.OVER and took_place(one)]
    return picture.of([_numbers(one) for one in reversed(over)][-rules.MOST_SHOWN :])


def _numbers(evening: FriendEvening) -> picture.Numbers:
    given = numbers(evening)
    return picture.Numbers(
        on=(evening.started_at or evening.planned_for).date(),
        before=given.get("before"),
        after=given.get("after"),
        tomorrow=given.get("tomorrow"),
    )


def may_see_numbers(pair: Pair, side: str) -> bool:
    """Tell whether this side sees the numbers over time: the friend always, the host when the friend lets them and until the pair ends."""
    return side == Side.FRIEND or (pair.ended_at is None and shows_numbers(pair))
