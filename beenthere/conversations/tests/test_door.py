"""Who may stay in a talk: looked at from the moment a socket is accepted; the line's pauses and bars end no evening of friends."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings

from beenthere.conversations import door, live, queries
from beenthere.conversations.door import Ask
from beenthere.conversations.models import Mode
from beenthere.conversations.tests.test_writer import NOW, an_open_talk
from beenthere.kernel.refusals import NotHere
from beenthere.matching import actions as matching
from beenthere.people import actions as people
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.models import SupporterProfile

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def now():
    return datetime.now(UTC)


def session_of(seeker):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SEEKER_KEY] = seeker.key
    store.create()
    return store.session_key


def headers_of(session):
    return {b"cookie": f"{settings.SESSION_COOKIE_NAME}={session}".encode(), b"origin": b""}


def bar(seeker):
    people.bar(seeker=seeker, until=now() + timedelta(days=1), now=now())


class Browser:
    """One socket that says what it is told to, without a network."""

    def __init__(self, talk):
        headers = headers_of(session_of(talk.seeker)) | {b"origin": settings.LIVE_ORIGINS[0].encode()}
        self.scope = {"path": f"/live/seeker/{talk.key}/", "headers": list(headers.items())}
        self.said: asyncio.Queue = asyncio.Queue()
        self.heard: list = []

    async def send(self, event):
        self.heard.append(event)

    async def open(self):
        self.said.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(live.Endpoint()(self.scope, self.said.get, self.send))
        await self.until(lambda: self.heard)

    def say(self, **frame):
        self.said.put_nowait({"type": "websocket.receive", "text": json.dumps(frame)})

    async def until(self, is_so):
        async with asyncio.timeout(20):
            while not is_so():
                await asyncio.sleep(0.01)

    def codes(self):
        return [event["code"] for event in self.heard if event["type"] == "websocket.close"]

    def frames(self):
        return [json.loads(event["text"]) for event in self.heard if event["type"] == "websocket.send"]

    async def leave(self):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


def test_a_socket_that_never_says_where_it_goes_on_is_closed_by_a_bar_too():
    talk = an_open_talk()
    browser = Browser(talk)

    async def evening():
        await browser.open()
        await live.at_the_desk(bar, seeker=talk.seeker)
        await live._check_doors()
        await asyncio.sleep(0.05)
        await browser.leave()

    asyncio.run(evening())
    assert browser.codes() == [live.NOT_HERE]
    assert not live._talks


def test_nothing_is_said_before_hello():
    talk = an_open_talk()
    browser = Browser(talk)

    async def evening():
        await browser.open()
        browser.say(t="say", key="key-00000001", text="hello")
        await browser.until(browser.frames)
        browser.say(t="resume", after=0)
        await browser.until(lambda: len(browser.frames()) == 2)
        await browser.leave()

    asyncio.run(evening())
    first, second = browser.frames()
    assert (first["t"], first["code"], first["key"]) == ("error", "not_here", "key-00000001")
    assert second["t"] == "hello"
    assert queries.transcript(talk) == []


def test_a_socket_that_never_resumed_does_not_count_as_somebody_who_was_heard():
    talk = an_open_talk()
    browser = Browser(talk)

    async def evening():
        await browser.open()
        await live._remember_heard()
        await browser.leave()

    asyncio.run(evening())
    assert queries.last_seen_at(conversation=talk, side="seeker") == NOW


# -- the line and the evenings of friends ------------------------------------------------------


def a_talk(mode):
    talk = an_open_talk()
    type(talk).objects.filter(pk=talk.pk).update(mode=mode)
    talk.refresh_from_db()
    return talk


@pytest.mark.parametrize(("mode", "may_stay"), [(Mode.LINE, False), (Mode.FRIEND, True)])
def test_a_bar_shuts_the_line_and_no_evening_of_friends(mode, may_stay):
    talk = a_talk(mode)
    session = session_of(talk.seeker)
    entry = door.enter(headers=headers_of(session), side="seeker", key=talk.key)
    ask = door.ask_of(entry, "seeker")
    assert door.still_open(entries={ask}) == {ask}

    bar(talk.seeker)

    assert (door.still_open(entries={ask}) == {ask}) is may_stay
    if may_stay:
        assert door.enter(headers=headers_of(session), side="seeker", key=talk.key).person == talk.seeker
    else:
        with pytest.raises(NotHere):
            door.enter(headers=headers_of(session), side="seeker", key=talk.key)


@pytest.mark.parametrize("standing", ["paused", "left"])
def test_a_supporter_who_was_stopped_stays_with_a_friend_and_leaves_the_line(standing):
    bo = an_open_talk().supporter
    SupporterProfile.objects.create(person=bo, display_name="Bo", standing=standing)
    session = session_of(people.welcome_seeker(now=now()))
    line, friends = Ask(session, bo.pk, "supporter"), Ask(session, bo.pk, "supporter", True)

    assert door.still_open(entries={line, friends}) == {friends}


def test_a_hand_over_ends_the_talks_of_the_line_and_leaves_friends_alone():
    line, friends = a_talk(Mode.LINE), a_talk(Mode.FRIEND)
    type(line).objects.filter(pk=friends.pk).update(supporter=line.supporter)

    matching.hand_over(supporter=line.supporter, now=now())

    line.refresh_from_db()
    friends.refresh_from_db()
    assert (line.state, line.ended_why, friends.state) == ("ended", "handed_over", "open")
