"""Load the invented community and let its scripted players move."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as agreements
from beenthere.conversations import actions as conversations
from beenthere.demo import queries
from beenthere.demo.rules import PastEvening, invent_evenings
from beenthere.matching import actions as matching
from beenthere.people import actions as people
from beenthere.people.models import Person
from beenthere.relief import actions as relief

PAST_EVENINGS = 64


@transaction.atomic
def load_demo(*, now: datetime) -> bool:
    """Load the invented community once; return whether there was anything to do."""
    if queries.is_loaded():
        return False
    community = queries.community()
    coordinators = [_a_coordinator(row, now=now) for row in community["coordinators"]]
    supporters = [_a_supporter(row, by=coordinators[0], now=now) for row in community["supporters"]]
    for row in community["applicants"]:
        _an_applicant(row, now=now)
    _the_player(community["player"], by=coordinators[0], now=now)
    for place, evening in enumerate(invent_evenings(count=PAST_EVENINGS)):
        relive(evening=evening, supporter=supporters[place % len(supporters)], now=now)
    return True


def _an_applicant(row: dict[str, Any], *, now: datetime, is_demo: bool = False) -> Person:
    # Nobody knows this password: demo people are entered by a button, and only in demo mode.
    person = people.make_member(email=row["email"], password=secrets.token_urlsafe(24), now=now)
    people.save_profile(
        person=person,
        display_name=row["name"],
        topics=row["topics"],
        languages=row["languages"],
        hours=row.get("hours", ""),
        chat_limit=row["limit"],
        profession=row.get("profession", ""),
        is_demo=is_demo,
        now=now,
    )
    return person


def _a_supporter(row: dict[str, Any], *, by: Person, now: datetime, is_demo: bool = False) -> Person:
    person = _an_applicant(row, now=now, is_demo=is_demo)
    people.approve(supporter=person, by=by, now=now)
    return person


def _the_player(row: dict[str, Any], *, by: Person, now: datetime) -> Person:
    known = [topic.slug for topic in topics()]
    person = _a_supporter({**row, "topics": known, "languages": ["en"], "limit": 5}, by=by, now=now, is_demo=True)
    people.set_availability(supporter=person, is_available=True, now=now)
    return person


def _a_coordinator(row: dict[str, Any], *, now: datetime) -> Person:
    person = people.make_member(email=row["email"], password=secrets.token_urlsafe(24), now=now)
    people.give_duty(person=person, kind="coordinator")
    if row.get("on_call"):
        people.give_duty(person=person, kind="on_call")
    return person
