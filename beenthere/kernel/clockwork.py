"""Timers: each room says what it looks at, and how often; one worker thread asks.

A timer is never a promise kept in memory. What is due stands in a row with a time; a beat
reads the rows that are due at ``now``, claims each with a conditional update and acts. After
a crash the next beat finds the same rows, so nothing is lost and nothing is done twice.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import close_old_connections

logger = logging.getLogger(__name__)
Beat = Callable[[datetime], object]


@dataclass(frozen=True)
class Timer:
    """A function called with ``now`` about every ``seconds`` seconds."""

    name: str
    seconds: float
    beat: Beat


_timers: dict[str, Timer] = {}


def every(seconds: float) -> Callable[[Beat], Beat]:
    """Register the decorated function as a timer under its dotted name."""

    def register(beat: Beat) -> Beat:
        name = f"{beat.__module__}.{beat.__qualname__}"
        _timers[name] = Timer(name, seconds, beat)
        return beat

    return register


def timers() -> list[Timer]:
    """Return every registered timer, by name."""
    return [_timers[name] for name in sorted(_timers)]


def beat_once(timer: Timer, *, now: datetime) -> bool:
    """Run one timer; return whether it went well. A failure is logged and tried at the next beat."""
    try:
        timer.beat(now)
    except Exception:
        logger.exception("timer %s failed", timer.name)
        return False
    return True


class Clockwork(threading.Thread):
    """The worker thread. Intervals follow the monotonic clock, which can not jump."""

    def __init__(self, *, resolution: float = 0.25) -> None:
        super().__init__(name="clockwork", daemon=True)
        self.resolution = resolution
        self.stopping = threading.Event()

    def run(self) -> None:
        due = {timer.name: 0.0 for timer in timers()}
        while not self.stopping.wait(self.resolution):
            close_old_connections()
            for timer in timers():
                if time.monotonic() >= due.get(timer.name, 0.0):
                    beat_once(timer, now=datetime.now(UTC))
                    due[timer.name] = time.monotonic() + timer.seconds

    def stop(self) -> None:
        """Ask the thread to end and wait for the beat under way."""
        self.stopping.set()
        self.join(timeout=10)
