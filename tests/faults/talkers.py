"""Clients that pipeline, lose their connection, come back and send again, as a browser does."""

import asyncio
import json
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bench.service import Seat, Service

LOST = (OSError, WebSocketException, TimeoutError, EOFError)


@dataclass
class Talker:
    """Says numbered texts, keeps each until it is acknowledged, and remembers all it was shown."""

    service: Service
    seat: Seat
    name: str
    window: int = 24
    port: int = 0
    waiting: deque = field(default_factory=deque)
    acked: dict = field(default_factory=dict)
    seen: list = field(default_factory=list)
    said: int = 0
    resumes: list = field(default_factory=list)
    stopping: bool = False

    def url(self) -> str:
        url = self.service.url(self.seat)
        return url.replace(f":{self.service.port}/", f":{self.port}/") if self.port else url

    def connect(self):
        return connect(
            self.url(),
            origin=self.service.origin,
            additional_headers=self.service.headers(self.seat),
            compression=None,
            ping_interval=None,
            open_timeout=3,
            close_timeout=0.1,
            max_queue=None,
        )

    async def talk(self) -> None:
        """Talk until told to stop; a cut is answered by coming back."""
        while not self.stopping:
            with suppress(*LOST):
                async with self.connect() as socket:
                    await self._once(socket)
            await asyncio.sleep(0.01)

    async def _once(self, socket) -> None:
        await socket.send(json.dumps({"t": "resume", "after": self.seen[-1][0] if self.seen else 0}))
        for key, text in list(self.waiting):
            await self._send(socket, key, text)
        while not self.stopping:
            while len(self.waiting) < self.window:
                self.said += 1
                key = f"{self.name}-{self.said:06d}"
                self.waiting.append((key, f"words {key}"))
                await self._send(socket, *self.waiting[-1])
            self.hear(json.loads(await asyncio.wait_for(socket.recv(), 5)))

    async def _send(self, socket, key: str, text: str) -> None:
        await socket.send(json.dumps({"t": "say", "key": key, "text": text}))

    def hear(self, frame: dict) -> None:
        if frame["t"] == "said":
            self.seen.append((frame["seq"], frame["text"]))
        elif frame["t"] == "ack":
            self.acked.setdefault(frame["key"], frame["seq"])
            while self.waiting and self.waiting[0][0] in self.acked:
                self.waiting.popleft()


async def read_all(talker: Talker) -> list[tuple[int, str]]:
    """Read a talk from its first message, as a page that was just opened does."""
    found = []
    async with talker.connect() as socket:
        await socket.send('{"t":"resume","after":0}')
        last = json.loads(await asyncio.wait_for(socket.recv(), 20))["seq"]
        while len(found) < last:
            frame = json.loads(await asyncio.wait_for(socket.recv(), 20))
            if frame["t"] == "said":
                found.append((frame["seq"], frame["text"]))
    return found


@dataclass(frozen=True)
class Count:
    """What a final read found."""

    acked: int
    lost: int
    twice: int
    out_of_order: int


def compare(talkers: list[Talker], reads: dict[str, list[tuple[int, str]]]) -> Count:
    """Compare what was acknowledged with what is there."""
    lost = twice = out_of_order = 0
    for read in reads.values():
        texts = [text for _, text in read]
        twice += len(texts) - len(set(texts))
        out_of_order += [seq for seq, _ in read] != list(range(1, len(read) + 1))
    for talker in talkers:
        texts = [text for _, text in reads[talker.seat.key]]
        there = set(texts)
        lost += sum(f"words {key}" not in there for key in talker.acked)
        mine = [text for text in texts if text.startswith(f"words {talker.name}-")]
        out_of_order += sum(one > two for one, two in zip(mine, mine[1:], strict=False))
    return Count(sum(len(talker.acked) for talker in talkers), lost, twice, out_of_order)
