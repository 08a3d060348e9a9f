"""How long a page takes to render; add an address here and it is measured."""

import statistics
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from bench.service import Seat, Service

TIMES = 20
# Name, address, whose cookie ("" for a newcomer); {key} is an open talk.
PAGES = [
    ("landing", "/", ""),
    ("check-in", "/start/", ""),
    ("chat as supporter", "/desk/chat/{key}/", "supporter"),
    ("chat as seeker", "/chat/", "seeker"),
    ("waiting", "/wait/", "seeker"),
    ("close", "/close/", "seeker"),
    ("board", "/board/", "supporter"),
]


def run() -> dict[str, Any]:
    """Ask for each page several times."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        seats = {seat.side: seat for seat in service.seats(1)}
        service.start("plain")
        try:
            return {"rows": [_measure(service, seats, *page) for page in PAGES]}
        finally:
            service.kill()


def _measure(service: Service, seats: dict[str, Seat], name: str, path: str, side: str) -> dict[str, Any]:
    cookie = {"Cookie": f"visit={seats[side].cookie}"} if side else {}
    request = urllib.request.Request(service.origin + path.format(key=seats["seeker"].key), headers=cookie)
    took, status = [], 0
    for _ in range(TIMES):
        begin = time.perf_counter()
        status = _status(request)
        took.append((time.perf_counter() - begin) * 1000)
    return {
        "page": name,
        "status": status,
        "p50_ms": round(statistics.median(took), 1),
        "worst_ms": round(max(took), 1),
    }


def _status(request: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
