"""One open socket: a bounded queue of outgoing frames, and no task while it is idle."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

MOST_FRAMES = 256
MOST_BYTES = 1024 * 1024
SLOW_READER = 4408
CLOSING_SECONDS = 1.0
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class Socket:
    """Sends frames in order; a reader that is too slow is closed and may resume."""

    __slots__ = ("_bytes", "_flushing", "_frames", "_send", "closed_with", "task")

    def __init__(self, send: Send) -> None:
        self._send = send
        self._frames: deque[str] = deque()
        self._bytes = 0
        self._flushing: asyncio.Task[None] | None = None
        self.task = asyncio.current_task()
        self.closed_with: int | None = None

    def put(self, frame: str) -> None:
        """Queue a frame; never blocks. A queue that is full closes the socket."""
        if self.closed_with is not None:
            return
        if len(self._frames) >= MOST_FRAMES or self._bytes + len(frame) > MOST_BYTES:
            self.close(SLOW_READER)
            return
        self._frames.append(frame)
        self._bytes += len(frame)
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        try:
            while self._frames:
                frame = self._frames.popleft()
                self._bytes -= len(frame)
                await self._send({"type": "websocket.send", "text": frame})
        except (OSError, RuntimeError):
            # The other end is gone; `receive` tells the endpoint, which cleans up.
            self._frames.clear()
        finally:
            self._flushing = None

    def close(self, code: int) -> None:
        """Close with a code; frames that wait are dropped, their rows stay."""
        if self.closed_with is None:
            self.closed_with = code
            asyncio.create_task(self._close(code))  # noqa: RUF006

    async def _close(self, code: int) -> None:
        if self._flushing is not None and code == SLOW_READER:
            self._flushing.cancel()
        with suppress(OSError, RuntimeError, TimeoutError):
            await asyncio.wait_for(self._farewell(code), timeout=CLOSING_SECONDS)
        if self.task is not None:
            self.task.cancel()

    async def _farewell(self, code: int) -> None:
        while self._flushing is not None and code != SLOW_READER:
            await asyncio.sleep(0.01)
        await self._send({"type": "websocket.close", "code": code})
