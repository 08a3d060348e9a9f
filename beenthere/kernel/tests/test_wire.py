"""The wire: what a browser may send, from where, how fast, and what happens to one that reads too slowly."""

import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from beenthere.kernel.wire import frames
from beenthere.kernel.wire.bucket import Bucket
from beenthere.kernel.wire.frames import MOST_BYTES, BadFrame, parse
from beenthere.kernel.wire.origins import is_ours
from beenthere.kernel.wire.socket import MOST_FRAMES, SLOW_READER, Socket

OURS = ["https://peers.example.org"]


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "https://evil.example",
        "http://peers.example.org",
        "https://peers.example.org:8443",
        "https://peers.example.org.evil.example",
        "https://evil.example/https://peers.example.org",
        "https://peers.example.org@evil.example",
        "https://sub.peers.example.org",
        "file://",
        "https://peers.example.org:port",
    ],
)
def test_a_page_of_somebody_else_may_not_open_a_socket(origin):
    assert not is_ours(origin, OURS)


@pytest.mark.parametrize(
    "origin", ["https://peers.example.org", "https://PEERS.example.org", "https://peers.example.org:443"]
)
def test_our_own_page_may(origin):
    assert is_ours(origin, OURS)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "not_text"),
        (b"{}", "not_text"),
        ("", "not_json"),
        ("{", "not_json"),
        ("[" * 9000, "not_json"),
        ("[]", "not_an_object"),
        ("{}", "unknown_kind"),
        ('{"t":["say"]}', "unknown_kind"),
        ('{"t":"ping","more":1}', "unknown_or_missing_field"),
        ('{"t":"say","key":"k"}', "unknown_or_missing_field"),
        ('{"t":"say","key":"k","text":7}', "wrong_type"),
        ('{"t":"typing","on":1}', "wrong_type"),
        ('{"t":"resume","after":true}', "wrong_type"),
        ('{"t":"resume","after":-1}', "out_of_range"),
        ('{"t":"say","key":"k","text":"\\ud800"}', "not_unicode"),
        ('"' + "x" * MOST_BYTES + '"', "too_large"),
    ],
)
def test_what_can_not_be_read_has_a_name(raw, code):
    with pytest.raises(BadFrame) as bad:
        parse(raw)

    assert bad.value.code == code


json_like = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.sampled_from(["t", "key", "text", "on", "x"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@settings(max_examples=400, deadline=None)
@given(some.text(max_size=200) | some.binary(max_size=50) | json_like.map(json.dumps))
def test_garbage_is_a_bad_frame_and_never_a_crash(raw):
    try:
        parse(raw)
    except BadFrame as bad:
        assert bad.code  # noqa: PT017 - any text may also be a good frame


@settings(max_examples=200, deadline=None)
@given(some.text(max_size=4000))
def test_any_text_survives_the_wire(text):
    assert (
        parse(frames.write("say", key="12345678", text=text)[:MOST_BYTES]).fields["text"] == text
        if len(frames.write("say", key="12345678", text=text).encode()) <= MOST_BYTES
        else True
    )


def test_ten_at_once_then_one_a_second():
    bucket = Bucket(per_second=1.0, burst=10.0)

    assert [bucket.take(now=100.0) for _ in range(11)] == [True] * 10 + [False]
    assert [bucket.take(now=101.0) for _ in range(2)] == [True, False]


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing():
    bucket = Bucket(per_second=1.0, burst=1.0)
    bucket.take(now=100.0)

    assert not bucket.take(now=50.0)


class Wire:
    """The far end; ``is_reading`` holds everything back until it is set."""

    def __init__(self, is_reading=True):
        self.sent = []
        self.reading = asyncio.Event()
        if is_reading:
            self.reading.set()

    async def send(self, event):
        if event["type"] == "websocket.send":
            await self.reading.wait()
        self.sent.append(event)


async def test_frames_arrive_in_order():
    wire = Wire()
    socket = Socket(wire.send)
    for number in range(50):
        socket.put(str(number))
    await asyncio.sleep(0.01)

    assert [event["text"] for event in wire.sent] == [str(number) for number in range(50)]


async def test_a_reader_that_is_too_slow_is_closed_and_may_come_back():
    wire = Wire(is_reading=False)
    socket = Socket(wire.send)
    socket.task = None
    for number in range(MOST_FRAMES + 3):
        socket.put(str(number))
        await asyncio.sleep(0)

    assert socket.closed_with == SLOW_READER
    await asyncio.sleep(0.05)
    assert wire.sent == [{"type": "websocket.close", "code": SLOW_READER}]
