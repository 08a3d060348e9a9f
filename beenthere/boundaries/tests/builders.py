"""Agreements, ties and moments for tests."""

from datetime import datetime
from pathlib import Path
from typing import Any

from beenthere.boundaries import actions, queries
from beenthere.boundaries.models import Agreement, Noticed
from beenthere.conversations.models import Conversation
from beenthere.matching import queries as matching
from beenthere.matching.tests.builders import EVENING, a_talk
from beenthere.people.models import Person


def of_talks():
    """The yeses of evenings, without those a supporter signed on the way in."""
    return Agreement.objects.exclude(visit=None, conversation=None)


SEEKER = """---
kind: seeker
version: "{version}"
title: Before you talk
boxes:
  - {{slug: understood, must: true, words: "I have read this and it is okay for me."}}
---
- {point}
- If you are in danger right now, call {{local_number}}. We keep it for {{how_long}}. Tell us: {{contact}}.
"""
SUPPORTER = """---
kind: supporter
version: "{version}"
title: My part
boxes:
  - {{slug: understood, must: true, words: "I will keep to this."}}
---
- {point}
"""


def own_words(folder: Path, *, side: str, version: str, point: str = "Our own words.") -> Path:
    """A deployment's own version of one side's words."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{side}-{version}.md"
    words = SEEKER if side == "seeker" else SUPPORTER
    path.write_text(words.format(version=version, point=point), "utf-8")
    return path


def says_yes(conversation: Conversation, side: str, *, now: datetime = EVENING) -> Agreement:
    """One side says yes to the words in force."""
    text = queries.agreement(side)
    about: dict[str, Any] = {"conversation": conversation}
    if side == "seeker":
        about = {"visit": matching.visit_of_conversation(conversation)}
    return actions.agree(
        person=getattr(conversation, side),
        side=side,
        version=text.version,
        answers={box.slug: True for box in text.boxes},
        now=now,
        **about,
    )


def an_open_talk(*kinds: str, now: datetime = EVENING, **said: Any) -> Conversation:
    """A talk both sides agreed to."""
    _visit, bo, conversation = a_talk(now=now)
    says_yes(conversation, "seeker", now=now)
    says_yes(conversation, "supporter", now=now)
    actions.disclose(
        supporter=bo, conversation=conversation, kinds=kinds or ["stranger"], particulars=said, now=now
    )
    actions.answer_disclosure(conversation=conversation, seeker=conversation.seeker, accepts=True, now=now)
    conversation.refresh_from_db()
    return conversation


def a_moment(
    conversation: Conversation, *, code: str = "diagnose", at: datetime = EVENING, **done: Any
) -> Noticed:
    """A moment the guard noticed in a supporter's words."""
    return Noticed.objects.create(
        conversation=conversation,
        supporter=conversation.supporter,
        code=code,
        severity=2,
        place="draft",
        at=at,
        **done,
    )


def signed_in(client: Any, person: Person) -> Any:
    """A browser of somebody with an account."""
    client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
