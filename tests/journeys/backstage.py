"""Sets the stage for journeys, beside the running server and on the same tables.

Reads one JSON line ``{"do": name, ...}`` and answers one JSON line. Only what a journey is not
about is done here; what it is about happens in the browser.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")

import django  # noqa: E402

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from beenthere.boundaries import actions as boundaries  # noqa: E402
from beenthere.boundaries import queries as agreements  # noqa: E402
from beenthere.conversations import actions as talks  # noqa: E402
from beenthere.conversations import queries as conversations  # noqa: E402
from beenthere.conversations.models import Conversation, Presence  # noqa: E402
from beenthere.matching import actions as matching  # noqa: E402
from beenthere.matching import queries as line  # noqa: E402
from beenthere.matching.models import Visit  # noqa: E402
from beenthere.people import actions as people  # noqa: E402
from beenthere.people import queries  # noqa: E402
from beenthere.people.middleware import SEEKER_KEY  # noqa: E402
from beenthere.people.models import Person  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
numbers = count(1)


def now() -> datetime:
    return datetime.now(UTC)


def signed_in(person: Person) -> str:
    """Return the session cookie of somebody who has signed in."""
    session = SessionStore()
    account = person.account
    assert account is not None
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def visiting(person: Person) -> str:
    """Return the session cookie of a seeker."""
    session = SessionStore()
    session[SEEKER_KEY] = person.key
    session.save()
    return str(session.session_key)


def supporter(name: str = "Bo", password: str | None = None, is_here: bool = True) -> dict[str, Any]:
    """Make an approved supporter; topics of each are their own, so that evenings do not mix."""
    number = next(numbers)
    dee = people.make_member(email=f"dee{number}@example.org", password=None, now=now())
    people.give_duty(person=dee, kind="coordinator")
    bo = people.make_member(email=f"bo{number}@example.org", password=password, now=now())
    people.save_profile(person=bo, display_name=name, topics=["grief"], languages=["en"], now=now())
    people.approve(supporter=bo, by=dee, now=now())
    people.set_availability(supporter=bo, is_available=is_here, now=now())
    return {"person": bo.pk, "email": f"bo{number}@example.org", "cookie": signed_in(bo)}


def on_call() -> dict[str, Any]:
    """Open the service: somebody can be called."""
    if not queries.on_call_people():
        dee = people.make_member(email=f"dee{next(numbers)}@example.org", password=None, now=now())
        people.give_duty(person=dee, kind="on_call")
    return {}


def dee() -> dict[str, Any]:
    """Return somebody on call, signed in."""
    on_call()
    person = queries.on_call_people()[0]
    return {"person": person.pk, "cookie": signed_in(person)}


def newcomer() -> dict[str, Any]:
    """Make an account without a profile."""
    person = people.make_member(email=f"new{next(numbers)}@example.org", password=None, now=now())
    return {"person": person.pk, "cookie": signed_in(person)}


def seeker(**more: Any) -> dict[str, Any]:
    """Let somebody check in."""
    ann = people.welcome_seeker(now=now())
    visit = matching.check_in(
        person=ann,
        topics=["grief"],
        need="vent",
        language="en",
        is_unsafe=False,
        wants_demo=False,
        now=now(),
        **more,
    )
    matching.match(now())
    return {"person": ann.pk, "visit": visit.key, "cookie": visiting(ann)}


def meet(seeker: int, supporter: int) -> dict[str, Any]:
    """Let a supporter say yes to the one offered, up to the talk that waits for both."""
    bo = Person.objects.get(pk=supporter)
    matching.match(now())
    offer = line.open_offer_for(bo)
    assert offer is not None, "nobody was offered"
    assert offer.visit.person_id == seeker
    taken = matching.accept(offer_key=offer.key, supporter=bo, now=now())
    return {"key": matching.begin_talk(offer=taken, now=now()).key}


def agree(key: str, sides: list[str]) -> dict[str, Any]:
    """Let the sides say yes to their roles."""
    talk = Conversation.objects.get(key=key)
    for side in sides:
        person = talk.seeker if side == "seeker" else talk.supporter
        assert person is not None
        text = agreements.agreement(side)
        if side == "supporter":
            boundaries.disclose(supporter=person, conversation=talk, kinds=["stranger"], now=now())
        boundaries.agree(
            person=person,
            side=side,
            conversation=talk,
            version=text.version,
            answers={box.slug: True for box in text.boxes},
            now=now(),
        )
        talk.refresh_from_db()
    if "seeker" in sides:
        assert talk.seeker is not None
        boundaries.answer_disclosure(conversation=talk, seeker=talk.seeker, accepts=True, now=now())
    talk.refresh_from_db()
    return {"state": talk.state}


def evening(name: str = "Bo") -> dict[str, Any]:
    """Return an open talk of two people who met just now."""
    bo = supporter(name)
    ann = seeker()
    key = meet(ann["person"], bo["person"])["key"]
    people.set_availability(supporter=Person.objects.get(pk=bo["person"]), is_available=False, now=now())
    return {"key": key, "ann": ann, "bo": bo, **agree(key, ["supporter", "seeker"])}


def clear() -> dict[str, Any]:
    """End what goes on and send every supporter home, so that one journey does not meet another's people."""
    for talk in conversations.running():
        talks.end(conversation=talk, side="", why="left", now=now())
    for visit in Visit.objects.running():
        matching.finish(visit=visit, why="left", now=now())
    for profile in queries.approved_and_available():
        people.set_availability(supporter=profile.person, is_available=False, now=now())
    return {}


def look(key: str) -> dict[str, Any]:
    """Return what the rows say about a talk."""
    talk = Conversation.objects.get(key=key)
    lines = conversations.transcript(talk)
    return {
        "state": talk.state,
        "why": talk.ended_why,
        "texts": [one.text for one in lines],
        "seqs": [one.seq for one in lines],
        "kept": [one.seq for one in lines if one.is_kept],
    }


def silence(key: str, side: str) -> dict[str, Any]:
    """Make a side unheard for so long that the other is told."""
    Presence.objects.filter(conversation__key=key, side=side).update(
        last_seen_at=now() - timedelta(seconds=40)
    )
    return {}


DEEDS = {
    deed.__name__: deed
    for deed in (supporter, on_call, dee, newcomer, seeker, meet, agree, evening, clear, look, silence)
}

if __name__ == "__main__":
    for request in sys.stdin:
        asked = json.loads(request)
        try:
            answer = DEEDS[asked.pop("do")](**asked)
        except Exception as error:
            answer = {"error": repr(error)}
        print(json.dumps(answer), flush=True)
