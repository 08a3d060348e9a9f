"""How long a page takes to render; add an address here and it is measured."""

import json
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from bench.service import Service

TIMES = 20
# Name, address, whose cookie ("" for a newcomer); {key} is an open talk.
PAGES = [
    ("first page", "/", ""),
    ("check-in", "/start/", ""),
    ("waiting", "/wait/", "waiting"),
    ("chat as supporter", "/desk/chat/{key}/", "supporter"),
    ("companion panel", "/desk/chat/{key}/panel/", "supporter"),
    ("close", "/close/", "closing"),
    ("board", "/board/", "coordinator"),
]


def run() -> dict[str, Any]:
    """Ask for each page several times."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        stage = json.loads(service.python("-m", "bench.stage").splitlines()[-1])
        # The script that plays in the demo stays quiet, so that the waiting seeker goes on waiting.
        service.start("plain", BEENTHERE_WORKER="apart")
        try:
            return {"rows": [_measure(service, stage, *page) for page in PAGES]}
        finally:
            service.kill()


def _measure(service: Service, stage: dict[str, str], name: str, path: str, whose: str) -> dict[str, Any]:
    cookie = {"Cookie": f"visit={stage[whose]}"} if whose else {}
    request = urllib.request.Request(service.origin + path.format(key=stage["key"]), headers=cookie)
    _status(request)  # the first time pays for compiling the template
    took, status = [], 0
    for _ in range(TIMES):
        begin = time.perf_counter()
        status = _status(request)
        took.append((time.perf_counter() - begin) * 1000)
    if status != 200:
        raise RuntimeError(f"{name} answered {status}, so there is nothing to measure")
    return {
        "page": name,
        "p50_ms": round(statistics.median(took), 1),
        "worst_ms": round(max(took), 1),
        "of": TIMES,
    }


def _status(request: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
