"""Servers to measure and to break: ``python -m bench.server KIND PORT``.

plain              what ships
guarded            the same without the limit on one person's messages
unlimited          without the boundary guard too: the path of a message alone, as are the next four
naive              one ORM transaction a message
echo               a socket that echoes, and nothing else
early              broken on purpose: acknowledges before the commit
forgetful          broken on purpose: does not know a message it has seen
deaf               loses one wake-up in five
guard-fails        a guard whose reader raises
guard-hangs        a guard whose reader never answers
phoenix-KIND       forks a new server of that kind each time one is killed
"""

import os
import random
import socket
import sys
from typing import Any

import uvicorn

WITHOUT_LIMIT = (1e9, 1e9)


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Echo every frame."""
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": event["text"]})


def app(kind: str) -> Any:
    """Return the ASGI application of a kind."""
    if kind == "echo":
        return echo
    from beenthere.config.asgi import pages
    from beenthere.config.house import House
    from beenthere.conversations import live, writer

    if kind == "plain":
        return House(pages=pages)
    _break(kind, writer)
    return House(pages=pages, endpoint=live.Endpoint(pace=WITHOUT_LIMIT), with_clockwork=kind != "echo")


def _break(kind: str, writer: Any) -> None:
    if kind == "naive":
        writer.use(writer.Writer(most=1))
        writer.the_writer().start() if not writer.the_writer().is_alive() else None
    elif kind == "early":
        writer.use(_early(writer))
    elif kind == "forgetful":
        writer.use(_forgetful(writer))
    elif kind == "deaf":
        _deafen()
    if kind in ("guard-fails", "guard-hangs"):
        _break_guard(kind)
    elif kind != "guarded":
        from beenthere.conversations import gates

        gates.gate.clear()
        gates.before_opening.clear()


def _break_guard(kind: str) -> None:
    import threading

    from beenthere.boundaries.guard import reading

    def fails(*args: Any, **named: Any) -> Any:
        raise RuntimeError("broken on purpose")

    def hangs(*args: Any, **named: Any) -> Any:
        threading.Event().wait()

    reading.drift.read = fails if kind == "guard-fails" else hangs  # type: ignore[assignment]


def _early(writer: Any) -> Any:
    class Early(writer.Writer):
        """Says "sent" first and writes later, guessing the place."""

        def submit(self, saying: Any, answered: Any) -> None:
            from datetime import UTC, datetime

            answered(writer.Ack(0, datetime.now(UTC)))
            super().submit(saying, lambda answer: None)

    return Early()


def _forgetful(writer: Any) -> Any:
    from dataclasses import replace
    from uuid import uuid4

    class Forgetful(writer.Writer):
        """Takes every message for a new one."""

        def submit(self, saying: Any, answered: Any) -> None:
            super().submit(replace(saying, client_key=str(uuid4())), answered)

    return Forgetful()


def _deafen() -> None:
    from beenthere.kernel.wire.hub import hub

    heard = hub.wake
    chance = random.Random(5)

    def wake(room: str, note: dict[str, Any]) -> None:
        if chance.random() >= 0.2 or "seq" not in note:
            heard(room, note)

    hub.wake = wake  # type: ignore[method-assign]
    hub.carrier = _Nowhere()


class _Nowhere:
    """A carrier that carries nothing, so that sockets poll as behind a broken Redis."""

    def publish(self, room: str, note: dict[str, Any]) -> None:
        """Lose it."""


def serve(kind: str, listening: socket.socket) -> None:
    """Serve until stopped."""
    from beenthere.kernel.wire.uvicorn import SOCKET_OPTIONS

    config = uvicorn.Config(
        app(kind), log_level="warning", lifespan="off" if kind == "echo" else "on", **SOCKET_OPTIONS
    )
    uvicorn.Server(config).run(sockets=[listening])


def phoenix(kind: str, listening: socket.socket) -> None:
    """Fork a server; when it dies, fork the next. Its imports are paid once."""
    if kind != "echo":
        import beenthere.config.asgi  # noqa: F401
    while True:
        child = os.fork()
        if child == 0:
            serve(kind, listening)
            os._exit(0)
        print(f"pid {child}", flush=True)
        os.waitpid(child, 0)


def listen(port: int) -> socket.socket:
    """Return a listening socket, which outlives the servers behind it."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(2048)
    return listening


if __name__ == "__main__":
    name, number = sys.argv[1], int(sys.argv[2])
    if name.startswith("phoenix-"):
        phoenix(name.removeprefix("phoenix-"), listen(number))
    else:
        serve(name, listen(number))
