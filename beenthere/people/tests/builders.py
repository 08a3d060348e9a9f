"""People for tests: Ann seeks, Bo supports, Cy is a stranger, Dee coordinates and is on call."""

import itertools
from datetime import UTC, datetime
from typing import Any

from beenthere.demo.vetting import through_the_gates
from beenthere.people import actions, queries
from beenthere.people.models import Person, SupporterProfile

EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def a_seeker(*, now: datetime = EVENING) -> Person:
    """Somebody who seeks support."""
    return actions.welcome_seeker(now=now)


def a_member(*, now: datetime = EVENING) -> Person:
    """Somebody who has signed in and said nothing yet."""
    return actions.make_member(email=f"member{next(_numbers)}@example.org", password=None, now=now)


def a_coordinator(*, is_on_call: bool = True, now: datetime = EVENING) -> Person:
    """Somebody who coordinates."""
    person = a_member(now=now)
    actions.give_duty(person=person, kind="coordinator")
    if is_on_call:
        actions.give_duty(person=person, kind="on_call")
    return person


def an_applicant(*, name: str = "Bo", now: datetime = EVENING, **profile: Any) -> Person:
    """Somebody whose profile waits for a coordinator."""
    person = a_member(now=now)
    said = {"topics": ["grief"], "languages": ["en"]} | profile
    actions.save_profile(person=person, display_name=name, now=now, **said)
    return person


def a_supporter(
    *, name: str = "Bo", is_available: bool = True, now: datetime = EVENING, **profile: Any
) -> Person:
    """Somebody who passed every gate, and is here unless said otherwise."""
    person = an_applicant(name=name, now=now, **profile)
    through_the_gates(supporter=person, by=_a_dee(), now=now)
    if is_available:
        actions.set_availability(supporter=person, is_available=True, now=now)
    return person


def _a_dee() -> Person:
    return next(iter(queries.coordinators()), None) or a_coordinator(is_on_call=False)


def profile(person: Person) -> SupporterProfile:
    """The profile as it stands now."""
    return queries.the_profile_of(person=person)
