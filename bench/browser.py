"""One side of a talk as its page behaves: a socket, drafts over HTTP, and deeds; no browser."""

import asyncio
import http.client
import json
import time
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from websockets.asyncio.client import connect

FORM = "a" * 32
PATIENCE_SECONDS = 10.0


class Side:
    """A person's page: says, drafts, presses buttons, and remembers what came."""

    def __init__(self, *, port: int, side: str, key: str, cookie: str) -> None:
        self.port, self.side, self.key, self.cookie = port, side, key, cookie
        self.origin = f"http://127.0.0.1:{port}"
        self.answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.heard: dict[str, asyncio.Future[float]] = {}

    async def open(self) -> None:
        """Open the socket and read on."""
        self.socket = await connect(
            f"ws://127.0.0.1:{self.port}/live/{self.side}/{self.key}/",
            origin=self.origin,
            additional_headers={"Cookie": f"visit={self.cookie}"},
            compression=None,
            ping_interval=None,
        )
        await self.socket.send('{"t":"resume","after":0}')
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for raw in self.socket:
            frame = json.loads(raw)
            if frame["t"] in ("ack", "held", "error") and frame.get("key") in self.answers:
                self._settle(self.answers.pop(frame["key"]), frame)
            elif frame["t"] == "said" and frame["text"] in self.heard:
                self._settle(self.heard.pop(frame["text"]), time.perf_counter())

    @staticmethod
    def _settle(future: asyncio.Future[Any], value: Any) -> None:
        if not future.done():
            future.set_result(value)

    def expect(self, text: str) -> asyncio.Future[float]:
        """Return when this text is heard."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.heard[text] = future
        return future

    async def say(self, text: str, *, insists: str | None = None) -> dict[str, Any]:
        """Send a message and return the answer: an acknowledgement, "held", or an error."""
        key = str(uuid4())
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self.answers[key] = future
        frame = {"t": "say"} if insists is None else {"t": "insist", "reason": insists}
        await self.socket.send(json.dumps({**frame, "key": key, "text": text}))
        answer = await asyncio.wait_for(future, PATIENCE_SECONDS)
        if answer.get("code") == "slow_down":
            await asyncio.sleep(1.1)
            return await self.say(text, insists=insists)
        return answer

    async def draft(self, text: str) -> tuple[dict[str, Any], float]:
        """Ask about a draft; return the answer and how long it took, in milliseconds."""
        return await asyncio.to_thread(self._draft, text)

    def _draft(self, text: str) -> tuple[dict[str, Any], float]:
        start = time.perf_counter()
        said = self._post(f"/desk/chat/{self.key}/panel/hint/", {"draft": text})
        return json.loads(said), (time.perf_counter() - start) * 1000

    async def press(self, deed: str) -> None:
        """Press a button of the supporter's page."""
        await asyncio.to_thread(self._post, f"/desk/chat/{self.key}/{deed}/", {})

    def _post(self, path: str, fields: dict[str, str]) -> bytes:
        headers = {
            "Cookie": f"visit={self.cookie}; form={FORM}",
            "X-CSRFToken": FORM,
            "Origin": self.origin,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        line.request("POST", path, urlencode(fields), headers)
        answer = line.getresponse()
        body = answer.read()
        line.close()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return body

    def get(self, path: str) -> bytes:
        """Look at a page of this person."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        line.request("GET", path, headers={"Cookie": f"visit={self.cookie}"})
        return line.getresponse().read()

    async def close(self) -> None:
        """Leave."""
        self._reading.cancel()
        await self.socket.close()
