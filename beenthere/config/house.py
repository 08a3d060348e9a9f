"""What runs inside one server process: pages, sockets, the writer and, unless told otherwise, the timers."""

import asyncio
import os
from typing import Any

from django.conf import settings

from beenthere.conversations import live, writer
from beenthere.kernel.clockwork import Clockwork
from beenthere.kernel.wire.hub import RedisCarrier, hub


class House:
    """An ASGI application that routes by kind of connection."""

    def __init__(self, *, pages: Any, endpoint: Any = None, with_clockwork: bool | None = None) -> None:
        self.pages = pages
        self.endpoint = endpoint or live.Endpoint()
        if with_clockwork is None:
            with_clockwork = os.environ.get("BEENTHERE_WORKER", "embedded") == "embedded"
        self.clockwork = Clockwork() if with_clockwork else None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self.pages(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.endpoint(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self.live_and_end(receive, send)

    async def live_and_end(self, receive: Any, send: Any) -> None:
        """Start the workers with the server and stop them with it."""
        await receive()
        beats = await self.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.close(beats)
        await send({"type": "lifespan.shutdown.complete"})

    async def open(self) -> "asyncio.Task[None]":
        """Start the writer, the wake-ups, the timers and the beats of the sockets."""
        hub.loop = asyncio.get_running_loop()
        if settings.TABLE.redis_url:
            hub.carrier = carrier = RedisCarrier(settings.TABLE.redis_url, hub)
            carrier.start()
        writer.the_writer()
        if self.clockwork:
            self.clockwork.start()
        return asyncio.create_task(live.keep_house())

    async def close(self, beats: "asyncio.Task[None]") -> None:
        """Write what waits, then end."""
        beats.cancel()
        await live.say_goodbye()
        if self.clockwork:
            await asyncio.to_thread(self.clockwork.stop)
        await asyncio.to_thread(writer.the_writer().stop)
        hub.loop = None
