"""Durable messages a second, and how long each takes, beside the naive path and a bare echo."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.service import ROOT, Seat, Service

TALKS, WINDOW = 16, 16


def _plan(service: Service, seats: list[Seat], *, is_echo: bool, rate: int, seconds: float) -> dict[str, Any]:
    pairs = []
    for ann, bo in zip(seats[::2], seats[1::2], strict=True):
        one = {
            "speaker": service.url(ann),
            "cookie": ann.cookie,
            "listener": service.url(bo),
            "other": bo.cookie,
        }
        if is_echo:
            one["listener"] = ""
        pairs.append(one)
    return {"origin": service.origin, "pairs": pairs, "rate": rate, "seconds": seconds, "window": WINDOW}


def measure(service: Service, seats: list[Seat], *, kind: str, rate: int, seconds: float) -> dict[str, Any]:
    """Return what one server did at one rate; 0 is as fast as it goes."""
    service.start(kind)
    try:
        plan = _plan(service, seats, is_echo=kind == "echo", rate=rate, seconds=seconds)
        done = subprocess.run(
            [sys.executable, "-m", "bench.load"],
            cwd=ROOT,
            input=json.dumps(plan),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=120,
        )
    finally:
        service.kill()
    return {"server": kind, "rate": rate or "maximum", **json.loads(done.stdout)}


def run(*, seconds: float = 5.0) -> dict[str, Any]:
    """Measure every row in one run."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        seats = service.seats(TALKS)
        rows = [
            measure(service, seats, kind="unlimited", rate=rate, seconds=seconds)
            for rate in (50, 200, 500, 0)
        ]
        rows += [
            measure(service, seats, kind=kind, rate=0, seconds=seconds)
            for kind in ("naive", "echo", "guarded")
        ]
    ours, naive, echo, _guarded = (row["per_second"] for row in rows[3:])
    return {
        "rows": rows,
        "talks": TALKS,
        "times_naive": round(ours / naive, 2),
        "share_of_echo": round(ours / echo, 2),
    }
