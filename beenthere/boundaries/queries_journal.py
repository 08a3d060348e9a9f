"""What a supporter reads in their own role journal, and what supervision may read of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from beenthere.boundaries import texts
from beenthere.boundaries.actions_journal import PARTS
from beenthere.boundaries.models import Noticed, Reflection
from beenthere.conversations import queries as conversations
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.privacy import keys

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
EVENINGS_SHOWN = timedelta(days=30)
EARLY = timedelta(minutes=10)


@dataclass(frozen=True)
class Piece:
    """A piece of the journal with its words."""

    key: str
    about: str
    at: datetime
    planned: str
    organic: str
    human: str
    is_shared: bool
    is_read: bool
    done: str = ""


@dataclass(frozen=True)
class Moment:
    """A moment the guard noticed: what it was and what was done; never the words."""

    key: str
    name: str
    at: datetime
    done: str
    piece: Piece | None


@dataclass(frozen=True)
class Talk:
    """One talk of an evening."""

    key: str
    at: datetime
    piece: Piece | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Evening:
    """One day with talks or moments; ``others`` belong to a talk that is no longer known."""

    on: date
    talks: tuple[Talk, ...]
    others: tuple[Moment, ...]


@dataclass(frozen=True)
class CodeCount:
    """How often one code was noticed in a month, and what was done."""

    name: str
    moments: int
    changed: int
    sent_anyway: int
    not_drift: int
    known: int
    later: int
    nothing: int


@dataclass(frozen=True)
class Month:
    """One supporter's own month: counts with their denominators; nobody else is in it."""

    first: date
    talks: int
    talks_with_moments: int
    moments: int
    early: int
    codes: tuple[CodeCount, ...]
    pieces: tuple[Piece, ...]
    before: str
    after: str


def moment_name(code: str) -> str:
    """Return what a code of the guard is called."""
    return gettext(texts.moments().get(code, code.replace("_", " ").capitalize()))


def done_words(row: Noticed) -> str:
    """Return what a supporter did about a moment."""
    words = {
        "changed": gettext("You wrote it in another way."),
        "sent_anyway": gettext("You sent it as it was."),
        "not_drift": gettext("You said: this is no drift."),
        "known": gettext("You said: I know, and I mean it."),
        "later": gettext("You put it off."),
    }
    return " ".join(words[one] for one in (row.answer, row.outcome) if one in words)


def journal(*, supporter: Person, now: datetime) -> list[Evening]:
    """Return a supporter's last evenings, the newest first."""
    since = now - EVENINGS_SHOWN
    rows = list(_noticed(supporter).filter(at__gte=since).order_by("at", "id"))
    talked = conversations.of(person=supporter, side="supporter").filter(opened_at__gte=since)
    talks = list(talked.order_by("opened_at", "id"))
    moments = _moments(supporter, rows)
    known = {talk.pk for talk in talks}
    days = {_day(talk.opened_at) for talk in talks}
    days |= {_day(row.at) for row in rows if row.conversation_id not in known}
    return [_evening(day, talks, rows, moments, supporter) for day in sorted(days, reverse=True)]


def _evening(
    day: date, talks: list[Conversation], rows: list[Noticed], moments: dict[int, Moment], supporter: Person
) -> Evening:
    known = {talk.pk for talk in talks}
    return Evening(
        on=day,
        talks=tuple(_talk(talk, rows, moments, supporter) for talk in talks if _day(talk.opened_at) == day),
        others=tuple(
            moments[row.pk] for row in rows if row.conversation_id not in known and _day(row.at) == day
        ),
    )


def _talk(talk: Conversation, rows: list[Noticed], moments: dict[int, Moment], supporter: Person) -> Talk:
    own = Reflection.objects.select_related("supporter").filter(supporter=supporter, conversation=talk)
    row = own.first()
    return Talk(
        key=talk.key,
        at=talk.opened_at or talk.made_at,
        piece=piece(row) if row else None,
        moments=tuple(moments[one.pk] for one in rows if one.conversation_id == talk.pk),
    )


def _day(at: datetime | None) -> date:
    return timezone.localdate(at)


def _noticed(supporter: Person) -> QuerySet[Noticed]:
    return Noticed.objects.filter(supporter_id=supporter.pk)


def _moments(supporter: Person, rows: Iterable[Noticed]) -> dict[int, Moment]:
    listed = list(rows)
    written = Reflection.objects.select_related("supporter", "noticed").filter(
        supporter_id=supporter.pk, noticed__in=listed
    )
    pieces = {row.noticed_id: piece(row) for row in written}
    return {
        row.pk: Moment(row.key, moment_name(row.code), row.at, done_words(row), pieces.get(row.pk))
        for row in listed
    }


def piece(row: Reflection) -> Piece:
    """Return a piece with its words; what was erased is empty."""
    said = {part: _unsealed(row, part) for part in PARTS}
    return Piece(
        key=row.key,
        about=moment_name(row.code) if row.code else gettext("A talk"),
        at=row.at,
        is_shared=row.shared_with_supervision_at is not None,
        is_read=row.read_at is not None,
        done=done_words(row.noticed) if row.noticed else "",
        **said,
    )


def _unsealed(row: Reflection, part: str) -> str:
    sealed = getattr(row, part)
    if sealed is None:
        return ""
    subject = f"person:{row.supporter.key}"
    try:
        return keys.unseal(subject=subject, place=f"reflection:{row.key}:{part}", sealed=bytes(sealed))
    except keys.KeyIsGone:
        return ""


def month(*, supporter: Person, name: str) -> Month:
    """Return a supporter's own month, called like 2026-03.

    :raises NotHere: no month is called so
    """
    found = MONTH.fullmatch(name)
    if not found:
        raise NotHere
    first = date(int(found[1]), int(found[2]), 1)
    begins, ends = _begins(first), _begins(_next(first))
    rows = list(_noticed(supporter).filter(at__gte=begins, at__lt=ends).select_related("conversation"))
    talked = conversations.of(person=supporter, side="supporter")
    written = Reflection.objects.filter(supporter=supporter, at__gte=begins, at__lt=ends)
    return Month(
        first=first,
        talks=talked.filter(opened_at__gte=begins, opened_at__lt=ends).count(),
        talks_with_moments=len({row.conversation_id for row in rows if row.conversation_id}),
        moments=len(rows),
        early=sum(_is_early(row) for row in rows),
        codes=tuple(_counted(rows)),
        pieces=tuple(
            piece(row) for row in written.select_related("supporter", "noticed").order_by("at", "id")
        ),
        before=_called(first - timedelta(days=1)),
        after=_called(_next(first)),
    )


def month_of(now: datetime) -> str:
    """Return what the month of this moment is called."""
    return _called(timezone.localdate(now))


def _called(day: date) -> str:
    return f"{day:%Y-%m}"


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _is_early(row: Noticed) -> bool:
    opened = row.conversation.opened_at if row.conversation else None
    return opened is not None and row.at - opened <= EARLY


def _counted(rows: list[Noticed]) -> Iterable[CodeCount]:
    """Count code by code in the order of the content, so that the order says nothing about anybody."""
    codes = {row.code for row in rows}
    known = [code for code in texts.moments() if code in codes]
    for code in [*known, *sorted(codes - set(known))]:
        mine = [row for row in rows if row.code == code]
        yield CodeCount(
            name=moment_name(code),
            moments=len(mine),
            changed=sum(row.outcome == "changed" for row in mine),
            sent_anyway=sum(row.outcome == "sent_anyway" for row in mine),
            not_drift=sum(row.answer == "not_drift" for row in mine),
            known=sum(row.answer == "known" for row in mine),
            later=sum(row.answer == "later" for row in mine),
            nothing=sum(not row.answer and not row.outcome for row in mine),
        )


@dataclass(frozen=True)
class SharedPiece:
    """A shared piece as the supervisors' list shows it, without its words."""

    key: str
    supporter: str
    about: str
    at: datetime
    shared_at: datetime
    is_read: bool


def shared_pieces() -> list[SharedPiece]:
    """Return what supporters shared, the unread first and the longest waiting of them on top."""
    rows = Reflection.objects.filter(shared_with_supervision_at__isnull=False).select_related("supporter")
    listed = rows.order_by("shared_with_supervision_at", "id")
    return sorted((_shared(row) for row in listed), key=lambda one: one.is_read)


def _shared(row: Reflection) -> SharedPiece:
    return SharedPiece(
        key=row.key,
        supporter=people.display_name(row.supporter),
        about=moment_name(row.code) if row.code else gettext("A talk"),
        at=row.at,
        shared_at=row.shared_with_supervision_at or row.at,
        is_read=row.read_at is not None,
    )
