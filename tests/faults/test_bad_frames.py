"""T20, T25: another site's page and a flood reach nobody else."""

import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

pytestmark = pytest.mark.faults


def door(service, seat, origin=None):
    return connect(
        service.url(seat),
        origin=origin or service.origin,
        additional_headers=service.headers(seat),
        compression=None,
    )


async def answer(socket, kind):
    while (frame := json.loads(await socket.recv()))["t"] != kind:
        pass
    return frame


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
async def test_a_page_from_elsewhere_is_not_let_in(service, origin):
    seat = service.seats(1)[0]
    service.start("plain")

    with pytest.raises(InvalidStatus):
        await door(service, seat, origin)


async def test_garbage_and_a_flood_get_kind_errors_and_the_other_side_talks_on(service):
    ann, bo = service.seats(1)
    service.start("plain")
    async with door(service, ann) as flood, door(service, bo) as calm:
        for socket in (flood, calm):
            await socket.send('{"t":"resume","after":0}')
        await flood.send("{")
        assert (await answer(flood, "error"))["text"]
        await flood.send(json.dumps({"t": "say", "key": "key-00000000", "text": "x" * 4001}))
        assert (await answer(flood, "error"))["code"] == "too_long"
        for number in range(1, 15):
            await flood.send(json.dumps({"t": "say", "key": f"key-{number:08d}", "text": "again"}))
        assert (await answer(flood, "error"))["code"] == "slow_down"
        await calm.send(json.dumps({"t": "say", "key": "key-calm-01", "text": "I am here"}))
        assert (await answer(calm, "ack"))["key"] == "key-calm-01"
        with pytest.raises(ConnectionClosed):  # noqa: PT012 - the close may arrive at either line
            await flood.send("x" * 1_000_000)
            while True:
                await flood.recv()
        await calm.send('{"t":"ping"}')
        assert await answer(calm, "pong")
