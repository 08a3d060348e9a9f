"""Talks that are open, and plans with words in them."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.conversations import actions as conversations
from beenthere.conversations.models import Conversation
from beenthere.people.models import Person
from beenthere.people.tests.builders import EVENING, a_seeker, a_supporter
from beenthere.plans import actions
from beenthere.plans.models import PlanShare

__all__ = ["EVENING", "DAY", "a_plan", "a_share", "an_open_talk", "write"]
DAY = timedelta(days=1)


def an_open_talk(
    *, seeker: Person | None = None, supporter: Person | None = None, now: datetime = EVENING
) -> Conversation:
    """A talk in which both may speak."""
    talk = conversations.begin(
        seeker=seeker or a_seeker(), supporter=supporter or a_supporter(), language="en", minutes=50, now=now
    )
    conversations.open_conversation(conversation=talk, now=now)
    return talk


def write(person: Person, slug: str = "signs", text: str = "I stop eating", version: int = 0, **more: Any):
    """Write one step."""
    told = {"now": EVENING} | more
    return actions.write_step(person=person, slug=slug, text=text, version=version, **told)


def a_plan(owner: Person | None = None, **steps: str) -> Person:
    """Somebody whose plan has words in it; returns the owner."""
    owner = owner or a_seeker()
    for slug, text in (steps or {"signs": "I stop eating"}).items():
        write(owner, slug, text)
    return owner


def a_share(owner: Person, **more: Any) -> PlanShare:
    """A link for Eli."""
    told = {"purpose": "therapist", "whom": "Eli", "until": EVENING + 7 * DAY, "now": EVENING} | more
    return actions.share(owner=owner, **told)
