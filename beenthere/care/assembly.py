"""What a seeker may choose from for a hand-over, and the letter their choice makes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from beenthere.care import queries, rules
from beenthere.care.letters import Letter, Part, Row
from beenthere.care.models import HandOver
from beenthere.care.rules import Spoken, Wish
from beenthere.conversations import queries as talks
from beenthere.conversations.queries import Line
from beenthere.matching import queries as matching
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.plans import queries as plans
from beenthere.privacy.keys import KeyIsGone
from beenthere.relief import queries as relief
from beenthere.skills.queries import helped_label

MOST_TALKS = 6
MOST_EVENINGS = 6


@dataclass(frozen=True)
class LineChoice:
    """One line of a talk to choose."""

    piece: str
    text: str
    is_own: bool
    is_kept: bool
    at: datetime


@dataclass(frozen=True)
class TalkChoice:
    """A talk whose words are still there, its seeker's own lines first."""

    key: str
    at: datetime
    own: tuple[LineChoice, ...]
    theirs: tuple[LineChoice, ...]


@dataclass(frozen=True)
class EveningChoice:
    """An evening with its numbers and answers."""

    key: str
    at: datetime
    numbers: tuple[tuple[str, int], ...]
    has_answers: bool


@dataclass(frozen=True)
class Choices:
    """Everything a seeker may put into a hand-over."""

    sentences: tuple[queries.ThreeSentences, ...]
    talks: tuple[TalkChoice, ...]
    evenings: tuple[EveningChoice, ...]
    has_plan: bool


def choices(owner: Person) -> Choices:
    """Return what this seeker may choose from."""
    rows = talks.of(person=owner, side="seeker")[:MOST_TALKS]
    evenings = (_evening(visit) for visit in matching.visits_of(owner, most=MOST_EVENINGS))
    return Choices(
        sentences=tuple(queries.sentences_of(owner)),
        talks=tuple(talk for row in rows if (talk := _talk(row.key, row.made_at, _lines(row))).own),
        evenings=tuple(one for one in evenings if one.numbers or one.has_answers),
        has_plan=plans.has_plan(owner),
    )


def _lines(conversation: object) -> list[Line]:
    try:
        return talks.transcript(conversation)  # type: ignore[arg-type]
    except KeyIsGone:
        return []


def _talk(key: str, at: datetime, lines: list[Line]) -> TalkChoice:
    shown = [
        LineChoice(f"line:{key}:{line.seq}", line.text, line.side == "seeker", line.is_kept, line.at)
        for line in lines
    ]
    own = tuple(line for line in shown if line.is_own)
    return TalkChoice(key=key, at=at, own=own, theirs=tuple(line for line in shown if not line.is_own))


def _evening(visit: Visit) -> EveningChoice:
    numbers = tuple((moment_labels()[moment], value) for moment, value, _at in relief.ratings_at(visit))
    return EveningChoice(visit.key, visit.entered_at, numbers, bool(_answers(visit)))


def moment_labels() -> dict[str, str]:
    """Return what the three moments of a number are called."""
    return {
        "before": gettext("When I came"),
        "after": gettext("When I left"),
        "tomorrow": gettext("The next day"),
    }


def compose(*, hand_over: HandOver, wish: Wish, now: datetime) -> Letter:
    """Return the letter a wish makes, as it would go out now."""
    owner = hand_over.owner
    to = queries.contact(hand_over.contact, owner) if hand_over.contact else None
    return Letter(
        key=hand_over.key,
        language=get_language() or settings.LANGUAGE_CODE,
        service=settings.TABLE.service_name,
        to_name=to.name if to else "",
        to_role=to.role_label if to else "",
        purpose=queries.purpose_labels().get(wish.purpose, ""),
        dated=day(now),
        until=day(ends_at(hand_over=hand_over, wish=wish, now=now) - timedelta(seconds=1)),
        signed=wish.signed,
        parts=tuple(part for part in _parts(owner, wish) if part.rows),
    )


def ends_at(*, hand_over: HandOver, wish: Wish, now: datetime) -> datetime:
    """Return when a hand-over agreed to now is over: never after the day they may be told things."""
    end = now + timedelta(days=wish.days)
    last = hand_over.contact.until if hand_over.contact else None
    if last is None:
        return end
    midnight = datetime.combine(last + timedelta(days=1), time.min, timezone.get_default_timezone())
    return min(end, midnight)


def today(now: datetime) -> date:
    """Return the day it is in the service's own time."""
    return timezone.localtime(now).date()


def day(at: datetime) -> str:
    """Return a day in the service's own time, in words."""
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def _parts(owner: Person, wish: Wish) -> Iterator[Part]:
    yield from _sentences(owner, wish)
    if wish.has("own") and wish.own:
        yield Part("own", gettext("In my own words"), "", (Row("", wish.own),))
    for row in talks.of(person=owner, side="seeker")[:MOST_TALKS][::-1]:
        yield _from_talk(row.key, row.made_at, _lines(row), wish)
    for visit in matching.visits_of(owner, most=MOST_EVENINGS)[::-1]:
        yield from _from_evening(visit, wish)
    if wish.has("plan"):
        yield _plan(owner)


def _sentences(owner: Person, wish: Wish) -> Iterator[Part]:
    for one in reversed(queries.sentences_of(owner)):
        if wish.has(f"sentences:{one.key}"):
            rows = tuple(Row(asked.heading, asked.text) for asked in one.answers if asked.text)
            yield Part("sentences", gettext("Three sentences for our next hour"), day(one.made_at), rows)


def _from_talk(key: str, at: datetime, lines: list[Line], wish: Wish) -> Part:
    spoken = [Spoken(f"{key}:{line.seq}", line.side == "seeker") for line in lines]
    going = set(rules.lines_that_go(spoken, wish=wish))
    rows = tuple(_said(line) for line in lines if f"{key}:{line.seq}" in going)
    note = gettext("Lines I chose. Others were said between them.")
    return Part("talk", gettext("From a talk on %(day)s") % {"day": day(at)}, note, rows)


def _said(line: Line) -> Row:
    is_own = line.side == "seeker"
    return Row(_wrote(line), line.text, at=line.at.isoformat(), is_own=is_own)


def _wrote(line: Line) -> str:
    if line.side == talks.Voice.ON_CALL:
        return gettext("Somebody on call wrote")
    return gettext("I wrote") if line.side == "seeker" else gettext("The person I talked with wrote")


def _from_evening(visit: Visit, wish: Wish) -> Iterable[Part]:
    on = day(visit.entered_at)
    if wish.has(f"numbers:{visit.key}"):
        note = gettext("0 is calm, 10 is the worst I can think of. My own number, not a test.")
        yield Part("numbers", gettext("How bad it was on %(day)s") % {"day": on}, note, _numbers(visit))
    if wish.has(f"answers:{visit.key}"):
        yield Part("answers", gettext("What I answered on %(day)s") % {"day": on}, "", _answers(visit))


def _numbers(visit: Visit) -> tuple[Row, ...]:
    labels = moment_labels()
    return tuple(
        Row(labels[moment], number=value, at=at.isoformat()) for moment, value, at in relief.ratings_at(visit)
    )


def _answers(visit: Visit) -> tuple[Row, ...]:
    labels = {need.slug: need.label for need in people.needs()}
    try:
        notes = relief.notes(visit)
    except KeyIsGone:
        notes = None
    helped = [label for slug in (notes.helped if notes else ()) if (label := helped_label(slug))]
    found = (
        Row(gettext("What it was about"), ", ".join(people.topic_labels(visit.topics))),
        Row(gettext("What I was looking for"), labels.get(visit.need, "")),
        Row(gettext("What helped"), ", ".join(helped)),
        Row(gettext("What helped, in my words"), notes.words if notes else ""),
        Row(gettext("My next small step"), notes.next_step if notes else ""),
    )
    return tuple(row for row in found if row.words)


def _plan(owner: Person) -> Part:
    rows = tuple(Row(step.heading, step.text) for step in plans.plan_text(owner).steps if step.text)
    note = gettext("As it stands on the day of this letter.")
    return Part("plan", gettext("My safety plan"), note, rows)
