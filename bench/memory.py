"""Memory of one idle socket, at two thousand of them."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import psutil
from websockets.asyncio.client import connect

from bench.service import Seat, Service

SOCKETS, AT_ONCE = 2000, 50


async def _open(service: Service, seat: Seat, gate: asyncio.Semaphore) -> Any:
    async with gate:
        socket = await connect(
            service.url(seat),
            origin=service.origin,
            additional_headers=service.headers(seat),
            compression=None,
            ping_interval=None,
            max_queue=4,
            open_timeout=60,
        )
        await socket.send('{"t":"resume","after":0}')
        await socket.recv()
        return socket


async def _measure(service: Service, seats: list[Seat], sockets: int) -> dict[str, Any]:
    gate = asyncio.Semaphore(AT_ONCE)
    server = psutil.Process(service.process.pid)
    warm = [await _open(service, seats[number % len(seats)], gate) for number in range(100)]
    before = server.memory_info().rss
    many = await asyncio.gather(*(_open(service, seats[n % len(seats)], gate) for n in range(sockets)))
    await asyncio.sleep(6)
    after = server.memory_info().rss
    for socket in [*warm, *many]:
        socket.transport.abort()
    return {
        "sockets": sockets,
        "kb_per_socket": round((after - before) / sockets / 1024, 2),
        "rss_mb": round(after / 2**20, 1),
    }


def run(*, sockets: int = SOCKETS) -> dict[str, Any]:
    """Open idle sockets and see what the server grows by."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        seats = service.seats(200)
        service.start("plain")
        try:
            return asyncio.run(_measure(service, seats, sockets))
        finally:
            service.kill()
