"""Talk at a given rate and time each message from send to delivery; prints JSON."""

import asyncio
import json
import sys
import time
from itertools import count

import uvloop
from websockets.asyncio.client import connect

# Letters alone: a long number in a message is a phone number to the guard, and waits.
LETTERS = str.maketrans("0123456789-", "abcdefghijk")
numbers = count(1)
TAG = str(time.time_ns())


class Pair:
    """Two ends of one talk; the first speaks and the second listens."""

    def __init__(self, speaker, listener, sent, took):
        self.speaker, self.listener, self.sent, self.took = speaker, listener, sent, took
        self.flying = 0
        self.free = asyncio.Event()

    async def say(self):
        key = f"{TAG}-{next(numbers):08d}".translate(LETTERS)
        self.sent[key] = time.perf_counter()
        self.flying += 1
        await self.speaker.send(
            json.dumps(
                {"t": "say", "key": key, "text": f"{key} I hear you. That sounds heavy, and it makes sense."}
            )
        )

    async def hear(self):
        async for raw in self.listener:
            frame = json.loads(raw)
            if frame["t"] in ("said", "say") and (
                start := self.sent.pop(frame["text"].split(" ", 1)[0], None)
            ):
                self.took.append((time.perf_counter(), time.perf_counter() - start))
                self.flying -= 1
                self.free.set()

    async def drain(self):
        async for _ in self.speaker:
            pass


async def hello(socket):
    """Wait for the greeting; signs of the other side may come before it."""
    while (frame := json.loads(await socket.recv()))["t"] != "hello":
        pass
    return frame


async def opened(url, origin, cookie, *, is_echo=False):
    socket = await connect(
        url,
        origin=origin,
        additional_headers={"Cookie": f"visit={cookie}"},
        compression=None,
        ping_interval=None,
    )
    if not is_echo:
        await socket.send('{"t":"resume","after":2000000000}')
        last = (await hello(socket))["seq"]
        await socket.send(json.dumps({"t": "resume", "after": last}))
        await hello(socket)
    return socket


async def pace(pairs, rate, seconds):
    start = time.perf_counter()
    for number in range(int(rate * seconds)):
        wait = start + number / rate - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        await pairs[number % len(pairs)].say()


async def push(pair, until, window):
    while time.perf_counter() < until:
        while pair.flying < window:
            await pair.say()
        pair.free.clear()
        await asyncio.wait([asyncio.create_task(pair.free.wait())], timeout=0.5)


async def main(plan):
    sent, took, pairs = {}, [], []
    for one in plan["pairs"]:
        is_echo = not one["listener"]
        speaker = await opened(one["speaker"], plan["origin"], one["cookie"], is_echo=is_echo)
        listener = await opened(one["listener"], plan["origin"], one["other"]) if one["listener"] else speaker
        pairs.append(Pair(speaker, listener, sent, took))
    tasks = [asyncio.create_task(pair.hear()) for pair in pairs]
    tasks += [asyncio.create_task(pair.drain()) for pair in pairs if pair.listener is not pair.speaker]
    start = time.perf_counter()
    if plan["rate"]:
        await pace(pairs, plan["rate"], plan["seconds"])
    else:
        await asyncio.gather(*(push(pair, start + plan["seconds"], plan["window"]) for pair in pairs))
    until = start + plan["seconds"]
    in_time = sum(at <= until for at, _ in took)
    for _ in range(50):
        if not sent:
            break
        await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    waits = sorted(wait for _, wait in took)

    def share(part):
        return round(waits[min(len(waits) - 1, int(part * len(waits)))] * 1000, 2) if waits else None

    print(
        json.dumps(
            {
                "per_second": round(in_time / plan["seconds"], 1),
                "p50_ms": share(0.5),
                "p95_ms": share(0.95),
                "p99_ms": share(0.99),
                "delivered": len(took),
                "not_delivered": len(sent),
            }
        )
    )


if __name__ == "__main__":
    uvloop.run(main(json.load(sys.stdin)))
