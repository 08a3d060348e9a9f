"""Wake-ups: "something is new in this room", inside one process or through Redis.

A wake-up may be lost; it carries ids only when it leaves the process. Whoever is woken reads
the rows. `nudge` may be called from any thread.
"""

import asyncio
import json
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

logger = logging.getLogger(__name__)
Wake = Callable[[dict[str, Any]], None]


class Carrier(Protocol):
    """Takes wake-ups to other processes."""

    def publish(self, room: str, note: dict[str, Any]) -> None:
        """Send a wake-up; a failure is swallowed, since the rows are there anyway."""


class Hub:
    """Who listens in which room, in this process."""

    def __init__(self) -> None:
        self._rooms: dict[str, set[Wake]] = defaultdict(set)
        self._lock = threading.Lock()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.carrier: Carrier | None = None
        self._held = threading.local()

    def call(self, work: Callable[..., None], *values: Any) -> None:
        """Call something on the loop, from any thread; a loop that is gone needs nothing."""
        held = getattr(self._held, "calls", None)
        if held is not None:
            held.append((work, values))
        else:
            self._send([(work, values)])

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what this thread calls inside as one: waking the loop costs more than the work."""
        calls: list[tuple[Callable[..., None], tuple[Any, ...]]] = []
        self._held.calls = calls
        try:
            yield
        finally:
            self._held.calls = None
            self._send(calls)

    def _send(self, calls: "list[tuple[Callable[..., None], tuple[Any, ...]]]") -> None:
        try:
            if self.loop is not None and calls:
                self.loop.call_soon_threadsafe(_call_all, calls)
        except RuntimeError:
            logger.info("the loop has ended; the rows stay")

    def join(self, room: str, wake: Wake) -> None:
        """Call ``wake`` on the loop whenever the room is nudged."""
        with self._lock:
            self._rooms[room].add(wake)

    def leave(self, room: str, wake: Wake) -> None:
        """Stop calling it."""
        with self._lock:
            self._rooms[room].discard(wake)
            if not self._rooms[room]:
                del self._rooms[room]

    def nudge(self, room: str, note: dict[str, Any], *, local: dict[str, Any] | None = None) -> None:
        """Wake a room everywhere. ``local`` may carry more, and stays inside this process."""
        self.call(self.wake, room, {**note, **(local or {})})
        if self.carrier is not None:
            self.carrier.publish(room, note)

    def wake(self, room: str, note: dict[str, Any]) -> None:
        """Wake everybody of a room in this process; on the loop only."""
        with self._lock:
            wakes = list(self._rooms.get(room, ()))
        for wake in wakes:
            wake(note)


def _call_all(calls: "list[tuple[Callable[..., None], tuple[Any, ...]]]") -> None:
    for work, values in calls:
        try:
            work(*values)
        except Exception:
            logger.exception("a wake-up failed; the rows stay")


class RedisCarrier:
    """Carries wake-ups through Redis or Valkey. When it is away, sockets catch up by polling."""

    CHANNEL = "beenthere:wake"

    def __init__(self, url: str, hub: Hub) -> None:
        import redis

        self._client = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        self._hub = hub
        self._errors = (redis.RedisError, OSError)
        self._stopping = threading.Event()
        self._origin = f"{id(self)}"
        self._thread = threading.Thread(target=self._listen, name="wake-ups", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self._stopping.set()

    def publish(self, room: str, note: dict[str, Any]) -> None:
        """Send a wake-up; losing it costs a second, never a message."""
        try:
            self._client.publish(self.CHANNEL, json.dumps({"room": room, "by": self._origin, "note": note}))
        except self._errors:
            logger.warning("wake-ups can not be carried; sockets catch up by polling")

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen_once()
            except self._errors:
                self._stopping.wait(1.0)

    def _listen_once(self) -> None:
        listener = self._client.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        listener.subscribe(self.CHANNEL)
        while not self._stopping.is_set():
            heard = listener.get_message(timeout=0.5)
            if heard is not None:
                self._pass_on(json.loads(heard["data"]))

    def _pass_on(self, heard: dict[str, Any]) -> None:
        if heard.get("by") != self._origin and self._hub.loop is not None:
            self._hub.call(self._hub.wake, heard["room"], heard["note"])


hub = Hub()
