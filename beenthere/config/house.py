"""What runs inside one server process: pages, sockets and, unless told otherwise, the timers."""

import os
from typing import Any

from beenthere.kernel.clockwork import Clockwork


class House:
    """An ASGI application that routes by kind of connection."""

    def __init__(self, *, pages: Any, with_clockwork: bool | None = None) -> None:
        self.pages = pages
        if with_clockwork is None:
            with_clockwork = os.environ.get("BEENTHERE_WORKER", "embedded") == "embedded"
        self.clockwork = Clockwork() if with_clockwork else None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self.live_and_end(receive, send)
        elif scope["type"] == "http":
            await self.pages(scope, receive, send)

    async def live_and_end(self, receive: Any, send: Any) -> None:
        """Start the workers with the server and stop them with it."""
        await receive()
        if self.clockwork:
            self.clockwork.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self.clockwork:
            self.clockwork.stop()
        await send({"type": "lifespan.shutdown.complete"})
