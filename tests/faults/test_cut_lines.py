"""A line that breaks at any byte, and wake-ups that get lost: nobody misses a message or sees one twice."""

import asyncio
import random

from tests.faults.talkers import Talker, compare, read_all

CUTS = 80
LONGEST_SECONDS = 60


class Scissors:
    """A proxy that cuts each connection after a random number of bytes."""

    def __init__(self, port: int) -> None:
        self.port, self.cuts = port, 0
        self.chance = random.Random(5)

    async def open(self) -> int:
        self.server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    async def _pass_on(self, reader, writer) -> None:
        left = [self.chance.randint(300, 12_000)]
        there, back = await asyncio.open_connection("127.0.0.1", self.port)
        ways = [self._one_way(reader, back, left), self._one_way(there, writer, left)]
        _done, waiting = await asyncio.wait(
            [asyncio.create_task(way) for way in ways], return_when=asyncio.FIRST_COMPLETED
        )
        for way in waiting:
            way.cancel()
        self.cuts += left[0] <= 0
        for end in (writer, back):
            end.transport.abort()

    async def _one_way(self, source, target, left) -> None:
        while left[0] > 0 and (some := await source.read(2048)):
            target.write(some[: left[0]])
            left[0] -= len(some)
            await target.drain()


async def test_every_message_arrives_once_and_in_order_over_a_line_that_breaks(service):
    seats = service.seats(2)
    service.start("deaf")
    scissors = Scissors(service.port)
    port = await scissors.open()
    talkers = [
        Talker(service, seat, name=f"cut-{number}-{service.port}", window=8, port=port)
        for number, seat in enumerate(seats)
    ]
    tasks = [asyncio.create_task(talker.talk()) for talker in talkers]
    for _ in range(LONGEST_SECONDS * 10):
        if scissors.cuts >= CUTS:
            break
        await asyncio.sleep(0.1)
    for talker in talkers:
        talker.stopping = True
    await asyncio.gather(*tasks)

    for talker in talkers:
        talker.port = 0
        seqs = [seq for seq, _text in talker.seen]
        assert seqs == list(range(1, len(seqs) + 1))
    reads = {talker.seat.key: await read_all(talker) for talker in talkers}
    found = compare(talkers, reads)
    assert scissors.cuts >= CUTS
    assert found.acked > 100
    assert (found.lost, found.twice, found.out_of_order) == (0, 0, 0)
