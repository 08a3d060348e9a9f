"""The seeker's steps that touch several rooms, each in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from beenthere.boundaries import actions as boundaries
from beenthere.conversations import actions as conversations
from beenthere.matching import actions as matching
from beenthere.matching.models import Visit
from beenthere.people import actions as people
from beenthere.people.models import Person
from beenthere.relief import actions as relief
from beenthere.safety import actions as safety


@dataclass(frozen=True)
class CheckIn:
    """What somebody said at the door; everything but the agreement may be left open."""

    version: str
    boxes: Mapping[str, bool]
    distress: int | None = None
    topics: tuple[str, ...] = ()
    need: str = ""
    language: str = "en"
    answer: str = ""
    wants_demo: bool = False


@dataclass(frozen=True)
class Goodbye:
    """What somebody said at the end; all of it may be left open."""

    after: int | None = None
    helped: tuple[str, ...] = field(default=())
    words: str = ""
    next_step: str = ""
    channel: str = ""
    address: str = ""


@transaction.atomic
def check_in(*, person: Person | None, said: CheckIn, now: datetime) -> Visit:
    """Let somebody in: agreement, place in line, number, and a page to a human when they are not safe.

    :raises NotAgreed: a box that has to be ticked is not; nothing is stored then
    """
    person = person or people.welcome_seeker(now=now)
    visit = matching.check_in(
        person=person,
        topics=said.topics,
        need=said.need,
        language=said.language,
        is_unsafe=said.answer == "yes",
        wants_demo=said.wants_demo,
        now=now,
    )
    boundaries.agree(
        person=person, side="seeker", version=said.version, answers=said.boxes, visit=visit, now=now
    )
    relief.rate(visit=visit, moment="before", value=said.distress, now=now)
    safety.record_answer(visit=visit, answer=said.answer, now=now)
    return visit


@transaction.atomic
def say_goodbye(*, visit: Visit, said: Goodbye, now: datetime) -> None:
    """Keep how somebody leaves and, when they agreed, when to ask again.

    :raises AddressIsWrong: tomorrow's message can not reach them there
    """
    relief.rate(visit=visit, moment="after", value=said.after, now=now)
    if said.helped or said.words or said.next_step:
        relief.close_notes(
            visit=visit, helped=said.helped, words=said.words, next_step=said.next_step, now=now
        )
    if said.channel:
        relief.agree_follow_up(visit=visit, channel=said.channel, address=said.address, now=now)


@transaction.atomic
def leave_fast(*, visit: Visit, now: datetime) -> None:
    """End whatever is going on because somebody had to leave the page at once."""
    matching.leave_line(visit=visit, now=now, why="left")
    if visit.conversation is not None:
        conversations.end(conversation=visit.conversation, side="seeker", why="left", now=now)
