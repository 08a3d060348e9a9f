"""Ways out of the talk, as links: a supporter's wait, a seeker's are spoken of, songs and help pass on both sides."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from beenthere.boundaries.guard import actions, gate, known, reading
from beenthere.boundaries.guard.links import leads_to_somebody
from beenthere.boundaries.models import Noticed
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.care import actions as care
from beenthere.conversations import live
from beenthere.conversations.gates import Asking, Held
from beenthere.people.tests.builders import a_coordinator
from beenthere.safety import queries as safety
from tests.builders import EVENING

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

TO_SOMEBODY = [
    "https://t.me/lowtide_example",
    "hxxps://t.me/lowtide_example",
    "discord.gg/x4mple9",
    "discord dot gg slash x4mple9",
    "t dot me slash lowtide",
    "https://www.instagram.com/moss.and.tin/",
    "https://facebook.com/groups/1234",
    "https://x.com/moss_tin",
    "https://zoom.us/j/5550123",
    "meet.example.com/abc-defg-hij tonight at nine?",
    "linktr.ee/inventedmoth",
    "https://bsky.app/profile/moss.bsky.social",
    "bit.ly/n0tr3al-x",
    "heres my blog, mothpages.example.org",
    "https://example.com/u/paperlantern is my page",
    "Book a private hour with me on https://sessions.example.com/marlow",
    "schau auf meine seite, nebelhaus punkt example punkt de",
    "example dot com slash kettlecorn",
    "hxxps://example[.]org/room/17",
]
TO_READ_OR_HEAR = [
    "this song, https://open.spotify.com/track/1abc, says all of it",
    "https://www.youtube.com/watch?v=abc",
    "https://www.bbc.co.uk/news/uk-1234",
    "https://www.instagram.com/p/Cabc123/",
    "https://x.com/somebody/status/12345",
    "https://www.tiktok.com/@somebody/video/12345",
    "https://reddit.com/r/grief",
    "https://www.example.com/recipes/soup",
    "I can't. me neither, on netflix.com/browse there was nothing",
    "https://en.wikipedia.org/wiki/Grief",
    "https://www.samaritans.org/how-we-can-help",
]


@pytest.fixture
def talk():
    return an_open_talk()


@pytest.mark.parametrize(("texts", "is_away"), [(TO_SOMEBODY, True), (TO_READ_OR_HEAR, False)])
def test_a_link_to_somebody_is_told_from_one_to_something(texts, is_away):
    assert [text for text in texts if reading.is_link_away(text) != is_away] == []


def test_words_alone_lead_nowhere():
    assert not leads_to_somebody("my page of the diary is full, come and find me some day", has_link=False)


def asked(talk, side, text, **named):
    return gate.look(Asking(talk.pk, talk.key, side, uuid4().hex, text, **named))


@pytest.mark.parametrize("text", TO_SOMEBODY)
def test_a_supporters_link_to_somebody_waits_and_calls_nobody(talk, text):
    held = asked(talk, "supporter", text)()

    assert (held.code, held.waits, held.about["reason"]) == ("off_channel", True, False)
    assert not Noticed.objects.get().calls
    assert asked(talk, "supporter", text, insists=True)() is None


@pytest.mark.parametrize("text", TO_READ_OR_HEAR)
def test_a_supporters_link_to_read_or_hear_passes(talk, text):
    assert asked(talk, "supporter", text) is None


def test_a_supporters_link_to_somebody_is_hinted_at_while_it_is_written(talk):
    nudge = actions.look_at_draft(conversation=talk, draft="discord.gg/x4mple9", now=EVENING)

    assert nudge.code == "off_channel"


# A song is not spoken of on the seeker's side either: it is no way to anybody, and a warning for nothing makes the next
# one weaker. The promise is about contact (T45), and it allows one false word in a hundred messages.
@pytest.mark.parametrize(
    ("text", "waits"),
    [
        *((text, False) for text in TO_SOMEBODY),
        *((text, None) for text in TO_READ_OR_HEAR),
        ("you can call me on 0151 2345 6789", True),
        ("write to sam.bell@example.com", True),
        ("wa.me/447700900118", False),  # the number is the link's
        ("wa.me/447700900118, or ring 07700 900118", True),
        ("i'm on telegram as nightowl77: t.me/nightowl77", True),
        ("would you like to meet for coffee on friday?", None),
    ],
)
def test_a_seekers_link_to_somebody_is_spoken_of_and_never_waits(talk, text, waits):
    hold = asked(talk, "seeker", text)

    assert (hold().waits if hold else None) == waits
    assert not Noticed.objects.exists()


def test_nothing_is_said_to_a_seeker_who_insists_or_while_the_guard_is_off(talk):
    assert asked(talk, "seeker", TO_SOMEBODY[0], insists=True) is None
    actions.switch(is_on=False, now=EVENING)
    assert asked(talk, "seeker", TO_SOMEBODY[0]) is None


@pytest.mark.parametrize(
    ("held", "frame", "waits"),
    [
        (Held("off_channel", {"says": "Look once more."}), '"t":"held"', True),
        (Held("off_channel", {"says": "That leads away."}, waits=False), '"text":"That leads away."', False),
    ],
)
def test_what_does_not_wait_is_told_to_its_writer_alone_and_goes(held, frame, waits):
    sent = []
    talk = SimpleNamespace(socket=SimpleNamespace(put=sent.append))

    assert live.Talk.ask_to_wait(talk, "key-00001", held) is waits
    assert frame in sent[0]


# -- ways to help that the service itself names ---------------------------------------


@pytest.fixture
def haven():
    said = {
        "name": "Haven House",
        "about": "Rooms for a night.",
        "reach": "030 1234567, https://haven.example.org/rooms or https://wa.me/4930123456, help@haven.example.org",
        "cost": "none",
        "waiting": "none",
        "source": "called them",
    }
    return care.write_entry(by=a_coordinator(), said=said, now=EVENING)


OF_THE_DIRECTORY = [
    "Haven House has rooms: 030 1234567, day and night.",
    "Haven House is on +49 30 1234567.",
    "You can mail them: help@haven.example.org",
    "Their page is https://haven.example.org/rooms.",
    "They answer on https://wa.me/4930123456",
]


@pytest.mark.parametrize("text", OF_THE_DIRECTORY)
@pytest.mark.parametrize("side", ["supporter", "seeker"])
def test_what_the_directory_names_passes_on_both_sides(talk, haven, text, side):
    assert asked(talk, side, text) is None


@pytest.mark.parametrize("text", OF_THE_DIRECTORY[:1] + OF_THE_DIRECTORY[2:3] + OF_THE_DIRECTORY[-1:])
def test_the_same_waits_where_no_directory_names_it(talk, text):
    assert asked(talk, "supporter", text)().code == "off_channel"


def test_something_of_ones_own_beside_the_directory_still_waits(talk, haven):
    for own in ("or me on 0151 2345 6789", "or t.me/lowtide_example", "or meet me outside"):
        assert asked(talk, "supporter", f"Haven House is on 030 1234567, {own}")().code == "off_channel"


def test_every_line_of_every_region_may_be_named(talk):
    lines = [line for region in safety.regions() for line in region.lines]
    held = [
        line.name
        for line in lines
        for way in (line.phone, line.chat)
        if way and asked(talk, "supporter", f"{line.name} is there for you: {way}")
    ]

    assert lines
    assert held == []


def test_a_directory_that_can_not_be_read_lets_everybody_look_once_more(talk, haven, monkeypatch):
    monkeypatch.setattr(known, "names_help", [lambda: 1 / 0])

    assert asked(talk, "supporter", OF_THE_DIRECTORY[0])().code == "off_channel"
