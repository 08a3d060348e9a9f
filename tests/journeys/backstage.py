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
from beenthere.boundaries.models import Noticed  # noqa: E402
from beenthere.care import actions as care  # noqa: E402
from beenthere.care import queries_handing as letters  # noqa: E402
from beenthere.care.letters import digest_of  # noqa: E402
from beenthere.care.models import DirectoryEntry, HandOver  # noqa: E402
from beenthere.care.rules import Wish  # noqa: E402
from beenthere.companion.rules import suggest  # noqa: E402
from beenthere.conversations import actions as talks  # noqa: E402
from beenthere.conversations import queries as conversations  # noqa: E402
from beenthere.conversations.models import Conversation, Presence  # noqa: E402
from beenthere.demo.vetting import through_the_gates  # noqa: E402
from beenthere.friends import actions as friends  # noqa: E402
from beenthere.friends.models import FriendEvening, Pair, PocketDevice, PocketEvent  # noqa: E402
from beenthere.friends.pocket import queries as pockets  # noqa: E402
from beenthere.friends.pocket import rules as pocket_rules  # noqa: E402
from beenthere.friends.tests.builders import a_pair  # noqa: E402
from beenthere.matching import actions as matching  # noqa: E402
from beenthere.matching import queries as line  # noqa: E402
from beenthere.matching.models import Visit  # noqa: E402
from beenthere.people import actions as people  # noqa: E402
from beenthere.people import queries  # noqa: E402
from beenthere.people.middleware import SEEKER_KEY  # noqa: E402
from beenthere.people.models import Account, Person  # noqa: E402
from beenthere.people.vetting import actions as vetting  # noqa: E402
from beenthere.privacy import actions as privacy  # noqa: E402
from beenthere.relief import actions as relief  # noqa: E402
from beenthere.relief.models import FollowUp  # noqa: E402
from beenthere.safety.models import Page  # noqa: E402
from beenthere.skills.queries import cards  # noqa: E402
from beenthere.supervision.models import Report  # noqa: E402
from beenthere.supervision.patterns import actions as patterns  # noqa: E402

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
    through_the_gates(supporter=bo, by=dee, now=now())
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


def coordinators() -> dict[str, Any]:
    """Return two coordinators, signed in; one of them is on call too."""
    on_call()
    found = []
    for _ in range(2):
        person = people.make_member(email=f"dee{next(numbers)}@example.org", password=None, now=now())
        people.give_duty(person=person, kind="coordinator")
        found.append({"person": person.pk, "cookie": signed_in(person)})
    return {"first": found[0], "second": found[1]}


def shut(how: str, person: int, cookie: str) -> dict[str, Any]:
    """Take somebody's way in away, in one of the ways there are."""
    who = Person.objects.get(pk=person)
    if how == "paused":
        dee = people.make_member(email=f"dee{next(numbers)}@example.org", password=None, now=now())
        people.give_duty(person=dee, kind="coordinator")
        vetting.pause(supporter=who, by=dee, now=now())
    elif how == "left":
        vetting.leave(supporter=who, by=who, now=now())
    elif how == "account closed":
        Account.objects.filter(pk=who.account_id).update(is_active=False)
    elif how == "barred":
        people.bar(seeker=who, until=now() + timedelta(hours=1), now=now())
    elif how == "signed out":
        SessionStore(cookie).flush()
    return {}


def visit_of(key: str) -> dict[str, Any]:
    """Return where the evening of a talk's seeker is."""
    visit = line.visit_of_conversation(Conversation.objects.get(key=key))
    assert visit is not None
    return {"state": visit.state, "is_first": visit.is_first, "talk": visit.conversation_id}


def finding(key: str) -> dict[str, Any]:
    """Let the guard have noticed two promises of secrecy in a first talk, and look for patterns."""
    talk = Conversation.objects.get(key=key)
    assert talk.supporter is not None
    for _ in range(2):
        Noticed.objects.create(
            conversation=talk,
            supporter=talk.supporter,
            code="promise_secrecy",
            severity=3,
            place="sent",
            at=now(),
        )
    return {"found": patterns.look(now=now())}


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
    text = agreements.agreement("seeker")
    ticked = {box.slug: True for box in text.boxes}
    boundaries.agree(person=ann, side="seeker", visit=visit, version=text.version, answers=ticked, now=now())
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


def pocket(cards: list[str] | None = None, minutes: int = 120, like: str = "", **plan: str) -> dict[str, Any]:
    """Return an evening of two friends: its key, the host's cookie, the friend's cookie; ``like`` keeps the host."""
    host = FriendEvening.objects.get(key=like).pair.host if like else None
    host = host or Person.objects.get(pk=supporter()["person"])
    ann = people.welcome_seeker(now=now())
    pair = a_pair(host=host, friend=ann, now=now())
    evening = friends.plan_evening(
        pair=pair,
        mode="in_person",
        planned_for=now(),
        ends_at=now() + timedelta(minutes=minutes),
        now=now(),
    )
    if cards or plan:
        friends.write_plan(evening=evening, side="host", words=plan, cards=cards or [], now=now())
    return {"key": evening.key, "host": signed_in(host), "friend": visiting(ann), "ann": ann.pk}


def pocketed(key: str) -> dict[str, Any]:
    """Return what the service has of an evening's phones."""
    evening = FriendEvening.objects.get(key=key)
    found = pockets.happened(evening, side="host")
    rows = PocketEvent.objects.filter(evening=evening).order_by("device", "n")
    return {
        "kinds": [row.kind for row in rows],
        "numbers": [row.n for row in rows],
        "notes": [one.text for one in found.notes],
        "cards": [[one.slug, one.fitted] for one in found.cards],
        "moments": [[one.emotion, one.intensity, one.need] for one in found.moments],
        "breaths": found.breaths,
    }


def put_back(key: str) -> dict[str, Any]:
    """Make the service forget what phones sent, as a backup from before the evening would."""
    PocketEvent.objects.filter(evening__key=key).delete()
    PocketDevice.objects.filter(evening__key=key).delete()
    return {}


def long_ago(key: str) -> dict[str, Any]:
    """Let an evening have ended so long ago that it takes nothing more."""
    FriendEvening.objects.filter(key=key).update(ends_at=now() - timedelta(days=15))
    return {}


def erased(person: int) -> dict[str, Any]:
    """Erase everything about somebody."""
    privacy.erase_person(person=Person.objects.get(pk=person), now=now())
    return {}


def suggested(moments: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the live companion's rules say to moments of three taps."""
    told = [suggest(pocket_rules.moment_of(**one), cards()) for one in moments]
    return {"said": [[found.first, *(shown.slug for shown in found.cards)] for found in told]}


def clear() -> dict[str, Any]:
    """End what goes on and send every supporter home, so that one journey does not meet another's people."""
    for talk in conversations.running():
        talks.end(conversation=talk, side="", why="left", now=now())
    for visit in Visit.objects.running():
        matching.finish(visit=visit, why="left", now=now())
    for profile in queries.active_and_available():
        people.set_availability(supporter=profile.person, is_available=False, now=now())
    # Taken and not deleted: a timer would call again about a grave talk that nobody was called for.
    Page.objects.filter(acknowledged_at=None).update(acknowledged_at=now())
    Report.objects.all().delete()
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


def next_day(evening: str) -> dict[str, Any]:
    """Make it the next day for the friend of an evening: what they agreed to be asked is due."""
    row = FriendEvening.objects.get(key=evening)
    FollowUp.objects.filter(visit_id=row.visit_id).update(due_at=now() - timedelta(minutes=1))
    return {}


def earlier_evenings(pair: str, numbers: list[list[int | None]]) -> dict[str, Any]:
    """Let two friends have had evenings before, each with its numbers before, after and the next day."""
    row = Pair.objects.get(key=pair)
    for weeks, given in enumerate(reversed(numbers), 1):
        then = now() - timedelta(weeks=weeks)
        evening = friends.plan_evening(
            pair=row, mode="in_person", planned_for=then, ends_at=then + timedelta(hours=2), now=then
        )
        friends.begin(evening=evening, now=then)
        friends.finish(evening=evening, now=then + timedelta(hours=2))
        for moment, value in zip(("before", "after", "tomorrow"), given, strict=True):
            if value is not None and evening.visit is not None:
                relief.rate(visit=evening.visit, moment=moment, value=value, now=then)
    return {}


def silence(key: str, side: str) -> dict[str, Any]:
    """Make a side unheard for so long that the other is told."""
    Presence.objects.filter(conversation__key=key, side=side).update(
        last_seen_at=now() - timedelta(seconds=40)
    )
    return {}


def coordinator() -> dict[str, Any]:
    """Make somebody who coordinates, signed in."""
    dee = people.make_member(email=f"dee{next(numbers)}@example.org", password=None, now=now())
    people.give_duty(person=dee, kind="coordinator")
    return {"person": dee.pk, "cookie": signed_in(dee)}


def unanswered(key: str) -> dict[str, Any]:
    """Let the calls of a talk wait four minutes longer than they have."""
    for page in Page.objects.open().filter(conversation__key=key):
        Page.objects.filter(pk=page.pk).update(opened_at=page.opened_at - timedelta(minutes=4))
    return {}


def letter(own: str) -> dict[str, Any]:
    """Return a letter that Ann said yes to: her cookie, its key, its link and its code."""
    ann = people.welcome_seeker(now=now())
    said = {"role": "therapist", "name": "Eli", "phone": "01 234 567"}
    contact = care.name_contact(owner=ann, said=said, until=None, now=now())
    row = care.begin(owner=ann, contact_key=contact.key, now=now())
    wish = Wish(pieces=("own",), own=own, days=7, way="link")
    care.choose(owner=ann, key=row.key, wish=wish)
    frozen = care.preview(owner=ann, key=row.key, now=now())[2]
    given, code = care.agree(owner=ann, key=row.key, seen=digest_of(frozen.article), now=now())
    link = letters.link_of(letters.token_of(given))
    return {"cookie": visiting(ann), "key": given.key, "link": link, "code": code}


def days_later(days: int) -> dict[str, Any]:
    """Let what ends within so many days be over: hand-overs, as their timer would."""
    HandOver.objects.filter(until__lte=now() + timedelta(days=days)).update(until=now())
    return {"ended": care.end_due(now=now())}


def pair() -> dict[str, Any]:
    """Return two friends who agreed, with a chat that is over, and one planned face to face."""
    host = Person.objects.get(pk=newcomer()["person"])
    ann = people.welcome_seeker(now=now())
    two = a_pair(host=host, friend=ann, now=now())
    told = {"planned_for": now(), "ends_at": now() + timedelta(hours=2), "now": now()}
    over = friends.plan_evening(pair=two, mode="chat", **told)
    said = {"distress": 8, "topics": [], "need": "", "answer": ""}
    friends.check_in(evening=over, side="friend", now=now(), **said)
    friends.begin(evening=over, now=now())
    friends.finish(evening=over, now=now())
    planned = friends.plan_evening(pair=two, mode="in_person", **told)
    return {
        "host": signed_in(host),
        "friend": visiting(ann),
        "pair": two.key,
        "over": over.key,
        "planned": planned.key,
    }


def empty_directory() -> dict[str, Any]:
    """Take every entry out of the directory."""
    DirectoryEntry.objects.all().delete()
    return {}


DEEDS = {
    deed.__name__: deed
    for deed in (
        supporter,
        on_call,
        dee,
        unanswered,
        coordinators,
        finding,
        shut,
        visit_of,
        newcomer,
        seeker,
        meet,
        agree,
        evening,
        clear,
        look,
        silence,
        coordinator,
        empty_directory,
        letter,
        days_later,
        pair,
        next_day,
        earlier_evenings,
        pocket,
        pocketed,
        put_back,
        long_ago,
        erased,
        suggested,
    )
}

if __name__ == "__main__":
    for request in sys.stdin:
        asked = json.loads(request)
        try:
            answer = DEEDS[asked.pop("do")](**asked)
        except Exception as error:
            answer = {"error": repr(error)}
        print(json.dumps(answer), flush=True)
