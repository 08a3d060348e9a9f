"""What the board asks. Facts and numbers only: this room can not read a conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from beenthere.insights import rules
from beenthere.insights.rules import Numbers
from beenthere.matching import queries as matching
from beenthere.matching import queries_board as line
from beenthere.people import queries as people
from beenthere.people.models import Person, SupporterProfile
from beenthere.people.rules import MOST_TALKS
from beenthere.relief import queries as relief
from beenthere.safety import queries as safety

NUMBER_DAYS = 28
TODAY = timedelta(hours=24)


@dataclass(frozen=True)
class Here:
    """A supporter who is available."""

    name: str
    limit: int
    talks: int
    since: datetime | None
    is_demo: bool


def first_numbers(*, now: datetime, days: int = NUMBER_DAYS) -> Numbers:
    """Return the numbers of the talks of the last weeks, whole days only."""
    # From midnight on: a window that moves by the minute would show who left it.
    since = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
    talks = line.talks(since=since)
    given = relief.given(since=since)
    answers = [_answers(talk, given.get(talk.visit_id)) for talk in talks]
    return rules.numbers(answers=answers, ended=sum(talk.is_ended for talk in talks))


def _answers(talk: line.TalkFact, given: relief.Given | None) -> rules.Answers:
    if given is None:
        return rules.Answers(talk.person_id, None, None, None)
    return rules.Answers(talk.person_id, given.before, given.after, given.tomorrow)


def here() -> list[Here]:
    """Return who is available, the longest first."""
    return [_here(profile) for profile in people.active_and_available()]


def _here(profile: SupporterProfile) -> Here:
    return Here(
        name=profile.display_name,
        limit=min(profile.chat_limit, MOST_TALKS),
        talks=matching.running_chats_of(profile.person),
        since=profile.available_since,
        is_demo=profile.is_demo,
    )


def board(*, now: datetime, reader: Person | None = None) -> dict[str, Any]:
    """Return the moving part of the board, without the calls about whoever reads it."""
    needs = {need.slug: need.label for need in people.needs()}
    return {
        "now": now,
        "line": [
            {"fact": fact, "need": needs.get(fact.need, ""), "topics": people.topic_labels(fact.topics)}
            for fact in line.line(now=now)
        ],
        "here": here(),
        "talks": line.running_talks(now=now),
        "pages": safety.open_pages(reader=reader),
        "taken": safety.acknowledged_pages(since=now - TODAY, reader=reader),
        "applicants": len(people.applicants()),
        "served": line.served_count(since=now - TODAY),
        "unserved": line.unserved_count(since=now - TODAY),
        "wishes": line.open_wish_count(),
        "is_open": safety.is_service_open(),
    }
