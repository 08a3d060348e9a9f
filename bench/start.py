"""How long from the command to the first page, with tables that are there already."""

import statistics
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench.service import Service

TIMES = 3


def run() -> dict[str, Any]:
    """Start several times; the middle one counts."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        took = [_start(service) for _ in range(TIMES)]
    return {"seconds": round(statistics.median(took), 2), "each": [round(one, 2) for one in took]}


def _start(service: Service) -> float:
    begin = time.perf_counter()
    service.start("plain")
    try:
        urllib.request.urlopen(f"{service.origin}/account/login/", timeout=20).read()
        return time.perf_counter() - begin
    finally:
        service.kill()
