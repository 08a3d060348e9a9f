"""Load the invented community, once."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from beenthere.conversations import actions as conversations
from beenthere.conversations.models import Conversation
from beenthere.demo import queries
from beenthere.demo.rules import PastEvening, invent_evenings
from beenthere.demo.vetting import through_the_gates
from beenthere.matching import actions as matching
from beenthere.people import actions as people
from beenthere.people.models import Person
from beenthere.people.queries import topics
from beenthere.relief import actions as relief

PAST_EVENINGS = 64
TALK_MINUTES = 35


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
    through_the_gates(supporter=person, by=by, now=now)
    people.note_module(supporter=person, module="practice", by=by, now=now)
    return person


def _the_player(row: dict[str, Any], *, by: Person, now: datetime) -> Person:
    known = [topic.slug for topic in topics()]
    person = _a_supporter(
        {**row, "topics": known, "languages": ["en"], "limit": 2}, by=by, now=now, is_demo=True
    )
    people.set_availability(supporter=person, is_available=True, now=now)
    return person


def _a_coordinator(row: dict[str, Any], *, now: datetime) -> Person:
    person = people.make_member(email=row["email"], password=secrets.token_urlsafe(24), now=now)
    people.give_duty(person=person, kind="coordinator")
    if row.get("on_call"):
        people.give_duty(person=person, kind="on_call")
    return person


def relive(*, evening: PastEvening, supporter: Person, now: datetime) -> None:
    """Let an invented evening have happened: the same actions as a real one, on an earlier day."""
    came_at = now - timedelta(days=evening.days_ago, hours=2)
    met_at = came_at + timedelta(minutes=evening.waited_minutes)
    seeker = people.welcome_seeker(now=came_at)
    visit = matching.check_in(
        person=seeker, topics=[], need="", language="en", is_unsafe=False, wants_demo=False, now=came_at
    )
    relief.rate(visit=visit, moment="before", value=evening.before, now=came_at)
    if not evening.is_served:
        matching.leave_line(visit=visit, now=met_at)
        return
    ended_at = met_at + timedelta(minutes=TALK_MINUTES)
    conversation = _meet(supporter=supporter, now=met_at)
    conversations.open_conversation(conversation=conversation, now=met_at)
    conversations.end(conversation=conversation, side="seeker", why="closed", now=ended_at)
    visit.refresh_from_db()
    matching.finish(visit=visit, now=ended_at)
    if evening.after is not None:
        relief.rate(visit=visit, moment="after", value=evening.after, now=ended_at)
    if evening.tomorrow is not None:
        relief.rate(
            visit=visit, moment="tomorrow", value=evening.tomorrow, now=ended_at + timedelta(hours=22)
        )


def _meet(*, supporter: Person, now: datetime) -> Conversation:
    """Let a supporter be here just long enough to take the one who waits."""
    people.set_availability(supporter=supporter, is_available=True, now=now)
    (offer,) = matching.match(now)
    accepted = matching.accept(offer_key=offer.key, supporter=supporter, now=now)
    people.set_availability(supporter=supporter, is_available=False, now=now)
    return matching.begin_talk(offer=accepted, now=now)
