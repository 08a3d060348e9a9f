"""The only way to get a person on a request's behalf."""

from typing import Any

from beenthere.kernel.refusals import NotHere
from beenthere.people import queries
from beenthere.people.models import Person, Standing
from beenthere.people.vetting.rules import is_stopped


def seeker_of(*, key: str | None) -> Person | None:
    """Return the seeker this visit's session belongs to, or None."""
    if not key:
        return None
    return Person.objects.filter(key=key, account=None).first()


def member_of(*, account: Any) -> Person | None:
    """Return the supporter or staff member behind an account, or None."""
    if not account.is_authenticated or not account.is_active:
        return None
    return Person.objects.filter(account_id=account.pk).first()


def require_member(member: Person | None) -> Person:
    """Return somebody who has signed in, approved or not.

    :raises NotHere: nobody has
    """
    if not member:
        raise NotHere
    if member.account_id is None:
        raise NotHere
    return member


def require_supporter(member: Person | None) -> Person:
    """Return a supporter behind whom every gate stands.

    :raises NotHere: nobody signed in, no profile, or a gate is still to come
    """
    person = require_member(member)
    profile = queries.profile_of(person)
    if profile is None:
        raise NotHere
    if profile.standing != Standing.ACTIVE:
        raise NotHere
    return person


def require_listener(member: Person | None) -> Person:
    """Return a supporter who was let in and not stopped since; whose gate lapsed may finish a talk that goes on.

    :raises NotHere: nobody signed in, no profile, never let in, paused or gone
    """
    person = require_member(member)
    profile = queries.profile_of(person)
    if profile is None:
        raise NotHere
    if profile.approved_at is None:
        raise NotHere
    if is_stopped(profile.standing):
        raise NotHere
    return person


def require_coordinator(member: Person | None) -> Person:
    """Return a coordinator.

    :raises NotHere: nobody signed in, or without this duty
    """
    person = require_member(member)
    if not queries.is_coordinator(person):
        raise NotHere
    return person


def require_on_call(member: Person | None) -> Person:
    """Return somebody on call.

    :raises NotHere: nobody signed in, or without this duty
    """
    person = require_member(member)
    if not queries.is_on_call(person):
        raise NotHere
    return person


def require_on_call_or_coordinator(member: Person | None) -> Person:
    """Return somebody who is on call, may take that up again, or coordinates.

    :raises NotHere: nobody signed in, or without any of these
    """
    person = require_member(member)
    if not (queries.holds_on_call(person) or queries.is_coordinator(person)):
        raise NotHere
    return person


def supporter_with(*, key: str, member: Person | None) -> Person:
    """Return the person behind a profile for a coordinator who decides about it.

    :raises NotHere: missing, without a profile, or the asker does not coordinate
    """
    require_coordinator(member)
    person = Person.objects.filter(key=key).first()
    if person is None:
        raise NotHere
    queries.the_profile_of(person=person)
    return person
