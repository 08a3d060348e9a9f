"""Somebody on call beside a talk: Dee reads along from its beginning, writes while she leads, and is out at once.

Who is beside a talk is told by a room above; here a small one that these stories own.
"""

import asyncio
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from beenthere.conversations import beside, door, live, queries, registers, writer
from beenthere.conversations.beside import Near
from beenthere.conversations.models import Message, Presence
from beenthere.conversations.tests import test_door
from beenthere.conversations.tests.test_writer import NOW, an_open_talk, say, write
from beenthere.kernel.refusals import NotHere
from beenthere.kernel.wire.hub import hub
from beenthere.people import actions as people

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Room:
    """The room above: who sits where, and whether they may write."""

    def __init__(self, monkeypatch):
        self.seats, self.near, self.opened = {}, [], []
        monkeypatch.setattr(
            beside, "seats", [lambda asked: {p: self.seats[p] for p in asked & set(self.seats)}]
        )
        monkeypatch.setattr(beside, "shows", [lambda conversation: self.near])
        monkeypatch.setattr(beside, "notes", [self.opened.append])

    def seat(self, talk, person, *, leads=False):
        self.seats[talk.pk, person.pk] = leads


@pytest.fixture
def above(monkeypatch):
    return Room(monkeypatch)


def somebody(name):
    return people.make_member(email=f"{name}@example.org", password=None, now=NOW)


def signed_in(person):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.account.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
    store.create()
    return store.session_key


class Beside(test_door.Browser):
    """The page of somebody on call."""

    def __init__(self, talk, person):
        headers = test_door.headers_of(signed_in(person)) | {b"origin": settings.LIVE_ORIGINS[0].encode()}
        self.scope = {"path": f"/live/on_call/{talk.key}/", "headers": list(headers.items())}
        self.said, self.heard = asyncio.Queue(), []

    def lines(self):
        return [(one["side"], one["text"]) for one in self.frames() if one["t"] == "said"]

    def last(self, kind):
        return next(one for one in reversed(self.frames()) if one["t"] == kind)


def in_the_house(story):
    """Play a story with the hub's loop running, as in the service."""

    async def play():
        hub.loop = asyncio.get_running_loop()
        try:
            await story()
        finally:
            hub.loop = None

    asyncio.run(play())


async def gone(*browsers):
    for browser in browsers:
        await browser.leave()


# -- the door --------------------------------------------------------------------


def test_only_who_is_beside_the_talk_comes_in(above):
    talk, other = an_open_talk(), an_open_talk()
    dee, eli = somebody("dee"), somebody("eli")
    above.seat(talk, dee)

    entry = door.enter(headers=test_door.headers_of(signed_in(dee)), side="on_call", key=talk.key)
    assert (entry.person, entry.name, above.opened) == (dee, "Somebody", [(talk.pk, dee.pk)])

    for person, key in [(eli, talk.key), (dee, other.key), (dee, "none"), (talk.supporter, talk.key)]:
        with pytest.raises(NotHere):
            door.enter(headers=test_door.headers_of(signed_in(person)), side="on_call", key=key)
    with pytest.raises(NotHere):
        door.enter(
            headers=test_door.headers_of(test_door.session_of(talk.seeker)), side="on_call", key=talk.key
        )
    assert above.opened == [(talk.pk, dee.pk)]


@pytest.mark.parametrize("side", ["seeker", "supporter"])
def test_a_seat_beside_a_talk_is_no_side_of_it(above, side):
    talk, dee = an_open_talk(), somebody("dee")
    above.seat(talk, dee, leads=True)

    with pytest.raises(NotHere):
        door.enter(headers=test_door.headers_of(signed_in(dee)), side=side, key=talk.key)


def test_a_room_that_fails_lets_nobody_in_and_sends_away_neither_of_the_two(above, monkeypatch):
    talk, dee = an_open_talk(), somebody("dee")
    above.seat(talk, dee)
    session = signed_in(dee)
    ann = door.Ask(test_door.session_of(talk.seeker), talk.seeker.pk, "seeker", False, talk.pk)
    hers = door.Ask(session, dee.pk, "on_call", False, talk.pk)
    assert door.still_open(entries={ann, hers}) == {ann, hers}

    monkeypatch.setattr(beside, "seats", [lambda asked: 1 / 0])

    assert door.still_open(entries={ann, hers}) == {ann}
    with pytest.raises(NotHere):
        door.enter(headers=test_door.headers_of(session), side="on_call", key=talk.key)


def test_without_a_room_above_nobody_on_call_may_read(monkeypatch):
    monkeypatch.setattr(beside, "seats", [])
    talk, dee = an_open_talk(), somebody("dee")

    with pytest.raises(NotHere):
        door.enter(headers=test_door.headers_of(signed_in(dee)), side="on_call", key=talk.key)


def test_whoever_cannot_be_noted_is_shown_no_word(above, monkeypatch):
    talk, dee = an_open_talk(), somebody("dee")
    above.seat(talk, dee)
    monkeypatch.setattr(beside, "notes", [lambda place: 1 / 0])

    with pytest.raises(ZeroDivisionError):
        door.enter(headers=test_door.headers_of(signed_in(dee)), side="on_call", key=talk.key)


# -- reading along, leading, handing back -----------------------------------------------


def test_dee_reads_along_from_the_beginning_and_can_not_write(above):
    talk, dee = an_open_talk(), somebody("dee")
    write(say(talk, "I do not want to go on"), say(talk, "I am here", side="supporter"))
    above.seat(talk, dee)
    page = Beside(talk, dee)

    async def story():
        await page.open()
        page.say(t="resume", after=0)
        await page.until(lambda: len(page.lines()) == 2)
        page.say(t="say", key="key-00000001", text="hello")
        await page.until(lambda: page.frames()[-1]["t"] == "error")
        await live._remember_heard()
        await gone(page)

    in_the_house(story)
    assert page.last("hello")["may_write"] is False
    assert page.lines() == [("seeker", "I do not want to go on"), ("supporter", "I am here")]
    assert page.last("error")["code"] == "reads_along"
    assert len(queries.transcript(talk)) == 2
    assert not Presence.objects.filter(side="on_call").exists()


def test_in_the_lead_her_words_are_kept_under_her_name_and_count_for_nobody(above):
    talk, dee = an_open_talk(), somebody("dee")
    above.seat(talk, dee, leads=True)
    page, ann = Beside(talk, dee), test_door.Browser(talk)

    async def story():
        for one in (page, ann):
            await one.open()
            one.say(t="resume", after=0)
            await one.until(one.frames)
        for _ in range(2):
            page.say(t="say", key="key-00000001", text="Are you safe right now?")
        await ann.until(lambda: [one for one in ann.frames() if one["t"] == "said"])
        await page.until(lambda: [one["t"] for one in page.frames()].count("ack") == 2)
        await gone(page, ann)

    in_the_house(story)
    shown = next(one for one in ann.frames() if one["t"] == "said")
    assert (shown["side"], shown["name"]) == ("on_call", "Somebody")
    assert "key" not in shown
    assert page.last("said")["key"] == "key-00000001"
    row = Message.objects.get()
    assert (row.side, row.author) == ("on_call", dee)
    assert set(vars(queries.balance(talk)).values()) == {0}
    exported = registers.export_conversations(talk.seeker)["conversations"][0]["messages"][0]
    assert (exported["from"], exported["name"]) == ("on_call", "Somebody")


def test_who_follows_on_call_sees_the_one_before_by_name(above):
    talk, dee, eli = an_open_talk(), somebody("dee"), somebody("eli")
    write(writer.Saying(talk.pk, talk.key, "on_call", "key-00000001", "I am Dee", dee.pk, "Somebody"))
    above.seat(talk, eli, leads=True)
    page = Beside(talk, eli)

    async def story():
        await page.open()
        page.say(t="resume", after=0)
        await page.until(page.lines)
        await gone(page)

    in_the_house(story)
    assert page.last("said")["name"] == "Somebody"
    assert "key" not in page.last("said")


@pytest.mark.parametrize("way", ["told at once", "the wake-up is lost"])
def test_after_handing_back_the_socket_is_closed(above, way):
    talk, dee = an_open_talk(), somebody("dee")
    above.seat(talk, dee, leads=True)
    page = Beside(talk, dee)

    async def story():
        await page.open()
        page.say(t="resume", after=0)
        await page.until(page.frames)
        above.seats.clear()
        if way == "told at once":
            hub.nudge(talk.key, {"state": True})
        else:
            await live._check_doors()
        await page.until(page.codes)
        page.say(t="say", key="key-00000001", text="one more thing")
        await asyncio.sleep(0.05)
        await gone(page)

    in_the_house(story)
    assert page.codes() == [live.NOT_HERE]
    assert queries.transcript(talk) == []
    assert not live._talks


def test_the_moment_she_hands_back_she_can_not_write_even_before_the_socket_closes(above):
    talk, dee = an_open_talk(), somebody("dee")
    above.seat(talk, dee, leads=True)
    page = Beside(talk, dee)

    async def story():
        await page.open()
        page.say(t="resume", after=0)
        await page.until(page.frames)
        above.seats.clear()
        page.say(t="say", key="key-00000001", text="one more thing")
        await page.until(lambda: page.frames()[-1]["t"] == "error")
        await gone(page)

    in_the_house(story)
    assert queries.transcript(talk) == []


# -- what the two who talk see ------------------------------------------------------------


def test_both_pages_are_told_who_is_there_on_each_hello_and_each_change(above):
    talk = an_open_talk()
    above.near = [Near("Somebody", "background", "supporter")]
    ann = test_door.Browser(talk)

    async def story():
        await ann.open()
        ann.say(t="resume", after=0)
        await ann.until(ann.frames)
        above.near = [Near("Somebody", "gone")]
        hub.nudge(talk.key, {"state": True})
        await ann.until(lambda: len(ann.frames()) == 2)
        await gone(ann)

    in_the_house(story)
    hello, state = ann.frames()
    assert hello["beside"] == [{"name": "Somebody", "mode": "background", "because": "supporter"}]
    assert state["beside"] == [{"name": "Somebody", "mode": "gone", "because": ""}]


def test_when_nobody_can_tell_who_is_there_the_talk_goes_on_and_claims_nothing(above, monkeypatch):
    talk = an_open_talk()
    monkeypatch.setattr(beside, "shows", [lambda conversation: 1 / 0])
    ann = test_door.Browser(talk)

    async def story():
        await ann.open()
        ann.say(t="resume", after=0)
        await ann.until(ann.frames)
        await gone(ann)

    in_the_house(story)
    assert ann.frames()[0]["state"] == "open"
    assert "beside" not in ann.frames()[0]


def test_fleeting_signs_stay_between_the_two(above):
    talk, dee = an_open_talk(), somebody("dee")
    above.seat(talk, dee, leads=True)
    page, ann = Beside(talk, dee), test_door.Browser(talk)

    async def story():
        for one in (page, ann):
            await one.open()
            one.say(t="resume", after=0)
            await one.until(one.frames)
        page.say(t="typing", on=True)
        ann.say(t="typing", on=True)
        ann.say(t="ping")
        page.say(t="ping")
        for one in (page, ann):
            await one.until(lambda one=one: one.frames()[-1]["t"] == "pong")
        await gone(page, ann)

    in_the_house(story)
    assert "typing" not in {one["t"] for one in page.frames() + ann.frames()}


def test_when_dee_erases_herself_her_words_stay_without_her_name(above):
    talk, dee = an_open_talk(), somebody("dee")
    write(writer.Saying(talk.pk, talk.key, "on_call", "key-00000001", "I am here", dee.pk, "Somebody"))
    assert queries.transcript(talk)[0].name == "Somebody"
    assert queries.speakers_on_call(talk) == {dee.pk}

    dee.delete()

    (line,) = queries.transcript(talk)
    assert (line.text, line.side, line.name) == ("I am here", "on_call", "")
