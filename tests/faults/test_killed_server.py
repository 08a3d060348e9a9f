"""T01: a message shown as "sent" survives the server being killed; and the alarm rings when it would not."""

import asyncio
import os
import random
import signal
import time

import psutil
import pytest

from bench.service import Service
from tests.faults.talkers import Count, Talker, compare, read_all

pytestmark = pytest.mark.faults
KILLS = int(os.environ.get("BEENTHERE_TEST_KILLS", "100"))


async def an_evening_of_kills(service: Service, kind: str, kills: int, talks: int = 4) -> Count:
    seats = service.seats(talks)
    service.start(f"phoenix-{kind}")
    talkers = [Talker(service, seat, f"t{number:03d}") for number, seat in enumerate(seats)]
    tasks = [asyncio.create_task(talker.talk()) for talker in talkers]
    chance = random.Random(1)
    for _ in range(kills):
        seen = sum(len(talker.acked) for talker in talkers)
        until = time.monotonic() + 20
        while sum(len(talker.acked) for talker in talkers) == seen and time.monotonic() < until:
            await asyncio.sleep(0.005)
        await asyncio.sleep(chance.uniform(0.0, 0.25))
        for child in psutil.Process(service.process.pid).children():
            child.send_signal(signal.SIGKILL)
    await asyncio.sleep(1)
    for talker in talkers:
        talker.stopping = True
    await asyncio.gather(*tasks)
    return compare(talkers, {talker.seat.key: await read_all(talker) for talker in talkers})


async def test_nothing_acknowledged_is_lost_doubled_or_out_of_order_across_kills(service):
    count = await an_evening_of_kills(service, "unlimited", KILLS)

    print(count)
    assert count.acked > KILLS * 20
    assert (count.lost, count.twice, count.out_of_order) == (0, 0, 0)


async def test_the_alarm_rings_when_a_server_acknowledges_before_the_commit(service):
    assert (await an_evening_of_kills(service, "early", 15)).lost > 0


async def test_the_alarm_rings_when_a_server_forgets_what_it_has_seen(service):
    assert (await an_evening_of_kills(service, "forgetful", 15)).twice > 0
