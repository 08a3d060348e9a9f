"""Take the duty on call, lay it down for now, take it back from somebody. Each is a row of the log."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.kernel.refusals import NotAllowed
from beenthere.people import actions as people
from beenthere.people import queries as staff
from beenthere.people.models import Person
from beenthere.safety import rules
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import log
from beenthere.safety.levels import queries as beside

ON_CALL = "on_call"


class DutyIsNotYours(NotAllowed):
    """Only who was given the duty, or coordinates, takes it; only who coordinates takes it back from others."""


@transaction.atomic
def take_up(*, person: Person, by: Person | None, now: datetime) -> bool:
    """Put somebody on call from now on; return whether they were not. ``by`` is nobody at the command line.

    :raises DutyIsNotYours: for themselves by somebody who neither held it nor coordinates, or for others by no coordinator
    """
    may = by is None or staff.is_coordinator(by) or (by == person and staff.holds_on_call(person))
    if not may:
        raise DutyIsNotYours(_("Please ask a coordinator to put you on call."))
    log.take_turn()
    if staff.is_on_call(person):
        return False
    people.give_duty(person=person, kind=ON_CALL)
    _note("on_duty", person, by, now)
    return True


@transaction.atomic
def lay_down(*, person: Person, now: datetime) -> bool:
    """Let somebody be called no more for now; they leave every talk they are beside. Return whether they were on call."""
    if not staff.is_on_call(person):
        return False
    _leave_every_seat(person, now)
    people.lay_down_duty(person=person, kind=ON_CALL, now=now)
    _note("off_duty", person, person, now)
    return True


@transaction.atomic
def take_back(*, person: Person, by: Person | None, now: datetime) -> bool:
    """Take the duty back from somebody for good; return whether they held it.

    :raises DutyIsNotYours: by somebody who does not coordinate
    """
    if by is not None and not staff.is_coordinator(by):
        raise DutyIsNotYours(_("Only a coordinator takes the duty back."))
    if not staff.holds_on_call(person):
        return people.take_duty(person=person, kind=ON_CALL)
    _leave_every_seat(person, now)
    people.take_duty(person=person, kind=ON_CALL)
    _note("off_duty", person, by, now)
    return True


def _leave_every_seat(person: Person, now: datetime) -> None:
    talks = [row.conversation for row in beside.seats_of_person(person)]
    # Every talk is held before the first link is written: who holds the chain waits for no talk.
    for talk in talks:
        log.hold(talk)
    log.take_turn()
    for talk in talks:
        levels.hand_back(conversation=talk, person=person, now=now)


def _note(what: str, person: Person, by: Person | None, now: datetime) -> None:
    log.write(what=what, now=now, person=person.pk, by=by.pk if by else None)


def why_ask_first(person: Person) -> str:
    """Return why somebody is asked once more before they are on call no longer: "beside", "last", or nothing."""
    grave = any(beside.is_grave(row.conversation) for row in beside.seats_of_person(person))
    return rules.why_ask_before_leaving(is_last=staff.on_call_people() == [person], sits_at_grave=grave)
