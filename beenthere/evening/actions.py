"""The seeker's steps that touch several rooms, each in one transaction."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from beenthere.boundaries import actions as boundaries
from beenthere.conversations import actions as conversations
from beenthere.conversations.models import Conversation
from beenthere.evening.entry import memory
from beenthere.evening.entry.rules import passes_always
from beenthere.matching import actions as matching
from beenthere.matching.models import Visit
from beenthere.people import actions as people
from beenthere.people.models import Person
from beenthere.relief import actions as relief
from beenthere.safety import actions as safety
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels.queries import level_of
from beenthere.safety.levels.rules import is_heavy
from beenthere.supervision import actions as supervision
from beenthere.supervision.queries import tonight
from beenthere.supervision.rules import must_stay_with


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
    if passes_always(said.answer):
        # Whoever was barred comes in all the same when they are not safe, and the people on call know.
        people.lift_bar(seeker=person)
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
def take_in_unsafe(
    *,
    person: Person | None,
    answer: str,
    now: datetime,
    topics: Sequence[str] = (),
    language: str = "en",
    wants_demo: bool = False,
) -> Visit:
    """Give somebody who is not safe a place and call a human, though the form is not whole; they agree before they talk."""
    person = person or people.welcome_seeker(now=now)
    people.lift_bar(seeker=person)
    visit = matching.check_in(
        person=person,
        topics=topics,
        need="",
        language=language,
        is_unsafe=answer == "yes",
        wants_demo=wants_demo,
        now=now,
    )
    safety.record_answer(visit=visit, answer=answer, now=now)
    return visit


@transaction.atomic
def hear_again(*, visit: Visit, answer: str, now: datetime) -> None:
    """Take the word of somebody whose evening goes on already that they are not safe, or not sure, and call a human."""
    people.lift_bar(seeker=visit.person)
    # An evening that has just ended takes no place again; what was said counts all the same.
    with suppress(matching.NotInLine):
        visit = matching.check_in_again(person=visit.person, is_unsafe=answer == "yes", now=now)
    safety.record_answer(visit=visit, answer=answer, now=now)
    talk = visit.conversation
    if talk is not None and talk.state != "ended" and answer == "yes":
        levels.say_not_safe(conversation=talk, now=now)


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
def report_and_block(*, conversation: Conversation, side: str, reason: str, now: datetime) -> None:
    """End a talk, keep the two apart for good, seal its words and call a human, all in one commit.

    The other side sees an ordinary ending. A talk that has ended in the same moment is reported all the same.
    """
    conversations.end(conversation=conversation, side=side, why="reported", now=now)
    if conversation.seeker is not None and conversation.supporter is not None:
        matching.separate(
            seeker=conversation.seeker, supporter=conversation.supporter, why="reported", now=now
        )
    supervision.report(conversation=conversation, side=side, reason=reason, now=now)


@transaction.atomic
def flag(*, conversation: Conversation, side: str, now: datetime) -> None:
    """End a talk in which this place was misused; who misused it takes a break, in the same commit.

    Nobody who may not be safe is sent into one.
    """
    seeker = conversation.seeker
    stays = is_heavy(level_of(conversation)) or (seeker is not None and must_stay_with(tonight(seeker)))
    report_and_block(conversation=conversation, side=side, reason="misuse", now=now)
    if seeker is not None and not stays:
        memory.cool(person_key=seeker.key, now=now)


@transaction.atomic
def meet_somebody_else(*, visit: Visit, now: datetime) -> Visit:
    """Put somebody who reported their talk first in the line, because they asked for it; never to the one they reported."""
    talk = visit.conversation
    return matching.go_on(visit=visit, apart_from=talk.supporter if talk else None, now=now)


@transaction.atomic
def leave_fast(*, visit: Visit, now: datetime) -> None:
    """End whatever is going on because somebody had to leave the page at once."""
    matching.leave_line(visit=visit, now=now, why="left")
    if visit.conversation is not None:
        conversations.end(conversation=visit.conversation, side="seeker", why="left", now=now)
