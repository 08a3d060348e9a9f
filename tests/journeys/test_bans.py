"""Whoever is stopped is out of every open talk, and the other one is handed over, not dropped."""

import json
import re
from contextlib import suppress

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

NOT_HERE = 4403
PATIENCE = 20


def seat(server, side, key, cookie):
    """Open a socket as a page does, and wait until it is greeted."""
    socket = connect(
        f"{server.url.replace('http', 'ws')}/live/{side}/{key}/",
        origin=server.url,
        additional_headers={"Cookie": f"visit={cookie}"},
    )
    socket.send('{"t":"resume","after":0}')
    assert json.loads(socket.recv(PATIENCE))["t"] == "hello"
    return socket


def heard_until_closed(socket):
    """Return the frames until the server closes, and the code it closes with."""
    frames = []
    with pytest.raises(ConnectionClosed) as closed:
        hear_all(socket, frames)
    return frames, closed.value.rcvd.code


def hear_all(socket, frames):
    """Put frames into a list until there are no more."""
    while True:
        frames.append(json.loads(socket.recv(PATIENCE)))


@pytest.mark.parametrize(
    ("side", "how"),
    [
        ("supporter", "paused"),
        ("supporter", "left"),
        ("supporter", "account closed"),
        ("supporter", "signed out"),
        ("seeker", "barred"),
        ("seeker", "signed out"),
    ],
)
def test_an_open_socket_closes_and_does_not_open_again(backstage, server, side, how):
    made = backstage.do("evening")
    who = made.bo if side == "supporter" else made.ann
    socket = seat(server, side, made.key, who.cookie)

    backstage.do("shut", how=how, person=who.person, cookie=who.cookie)
    ended_with_it = how in ("paused", "left", "barred")
    if ended_with_it:
        # The door may be shut before the word is sent; both ends of that race are right.
        with suppress(ConnectionClosed):
            socket.send(json.dumps({"t": "say", "key": "key-after-the-ban", "text": "one more thing"}))
    frames, code = heard_until_closed(socket)

    assert code == NOT_HERE
    assert not any(frame["t"] == "ack" for frame in frames)
    assert backstage.do("look", key=made.key).texts == []
    again = connect(
        f"{server.url.replace('http', 'ws')}/live/{side}/{made.key}/",
        origin=server.url,
        additional_headers={"Cookie": f"visit={who.cookie}"},
    )
    assert heard_until_closed(again) == ([], NOT_HERE)


def test_only_the_one_who_was_stopped_is_closed(backstage, server):
    made, other = backstage.do("evening"), backstage.do("evening", name="Kim")
    bo = seat(server, "supporter", made.key, made.bo.cookie)
    kim = seat(server, "supporter", other.key, other.bo.cookie)

    backstage.do("shut", how="paused", person=made.bo.person, cookie=made.bo.cookie)
    assert heard_until_closed(bo)[1] == NOT_HERE
    # Bo's door was looked at after the pause, and so was Kim's in the same beat.
    kim.send('{"t":"ping"}')
    assert json.loads(kim.recv(PATIENCE))["t"] == "pong"
    kim.close()


def test_dee_pauses_bo_and_ann_goes_first_to_somebody_else(evening, backstage, doors):
    doors.allowed.append("404")
    ann, bo, key = evening()
    ann.say("are you there?")
    expect(bo.line("are you there?")).to_be_visible()
    dee = doors.open(backstage.do("coordinators").first.cookie, "/board/approve/")
    card = dee.locator("article", has_text="Bo").filter(has=dee.get_by_role("button", name="Pause now"))
    for _ in range(card.count()):
        card.first.get_by_role("button", name="Pause now").click()
        expect(dee.get_by_role("heading", name="Paused")).to_be_visible()

    expect(ann.page.locator("[data-ended-words]")).to_contain_text("You go first to someone else")
    expect(bo.page.locator("#chat[data-connection=closed]")).to_be_visible(timeout=PATIENCE * 1000)
    assert backstage.do("look", key=key).why == "handed_over"
    found = backstage.do("visit_of", key=key)
    assert (found.state, found.is_first, found.talk) == ("waiting", True, None)
    ann.page.get_by_role("link", name="Go on").click()
    expect(ann.page).to_have_url(re.compile("/wait/"))
    bo.page.goto("/desk/")
    expect(bo.page.get_by_role("heading", name="Your place here is paused")).to_be_visible()
