"""Visits and offers for tests."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.conversations.models import Conversation
from beenthere.matching import actions
from beenthere.matching.models import Offer, Visit
from beenthere.people.models import Person
from beenthere.people.tests.builders import EVENING, a_seeker, a_supporter

__all__ = ["EVENING", "a_match", "a_talk", "a_visit", "minutes", "one_offer", "seconds"]


def seconds(count: float) -> datetime:
    """That many seconds into the evening."""
    return EVENING + timedelta(seconds=count)


def minutes(count: float) -> datetime:
    """That many minutes into the evening."""
    return EVENING + timedelta(minutes=count)


def a_visit(*, person: Person | None = None, now: datetime = EVENING, **said: Any) -> Visit:
    """Somebody who has checked in."""
    chosen = {"topics": ["grief"], "need": "vent", "language": "en", "is_unsafe": False} | said
    return actions.check_in(person=person or a_seeker(now=now), now=now, **chosen)


def one_offer(*, now: datetime = EVENING) -> Offer:
    """The only offer of a round."""
    (offer,) = actions.match(now)
    return offer


def a_match(*, now: datetime = EVENING, **said: Any) -> Offer:
    """Somebody waited, Bo was asked and said yes."""
    a_visit(now=now, **said)
    a_supporter(now=now)
    offer = one_offer(now=now)
    return actions.accept(offer_key=offer.key, supporter=offer.supporter, now=now)


def a_talk(*, now: datetime = EVENING, **said: Any) -> tuple[Visit, Person, Conversation]:
    """A visit, its supporter and their conversation, which waits for both to agree."""
    offer = a_match(now=now, **said)
    conversation = actions.begin_talk(offer=offer, now=now)
    offer.visit.refresh_from_db()
    return offer.visit, offer.supporter, conversation
