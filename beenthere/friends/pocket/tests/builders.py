"""A phone as the service meets it: it numbers what happens, sends it again until it is acknowledged, and loses lines."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from beenthere.friends.models import FriendEvening
from beenthere.friends.pocket import actions, rules
from beenthere.friends.tests.builders import EVENING, HOUR, a_pair, an_evening

__all__ = ["EVENING", "HOUR", "Phone", "a_batch", "a_pair", "an_evening", "an_event"]
NOON = 1_790_000_000_000
PAYLOADS: dict[str, dict[str, Any]] = {
    "opened": {"card": "drop-anchor"},
    "fitted": {"card": "drop-anchor", "did": True},
    "moment": {"emotion": "fear", "intensity": 7, "need": "distract", "danger": False, "heard": True},
    "note": {"text": "She laughed once"},
    "breathed": {"breaths": 6},
    "grounded": {},
    "ended": {},
}


def an_event(n: int = 1, kind: str = "note", **more: Any) -> dict[str, Any]:
    """One event as it travels."""
    told = {"n": n, "key": f"event-{n:04}", "at": NOON + n * 1000, "kind": kind, "payload": PAYLOADS[kind]}
    return told | more


def a_batch(*events: dict[str, Any], device: str = "phone-one") -> rules.Batch:
    """What a phone sends, read."""
    return rules.read_batch({"device": device, "events": list(events)})


class Phone:
    """Keeps what happened until the service has it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.last = 0
        self.waiting: list[dict[str, Any]] = []
        self.done: list[str] = []

    def happens(self, kind: str, **more: Any) -> None:
        """Keep one more event."""
        self.last += 1
        self.waiting.append(an_event(self.last, kind, key=f"{self.name}-{self.last:05}", **more))
        self.done.append(self.waiting[-1]["key"])

    def body(self) -> bytes:
        """What would be sent now."""
        return json.dumps({"device": self.name, "events": self.waiting[:40]}).encode()

    def call(self, evening: FriendEvening, *, now: datetime, is_answer_lost: bool = False) -> None:
        """Send, and forget what was acknowledged, if the answer arrives."""
        batch = rules.read_batch(json.loads(self.body()))
        taken = actions.take(evening=evening, batch=batch, now=now)
        if not is_answer_lost:
            self.hears(taken.ack)

    def hears(self, ack: int) -> None:
        """Forget what the service has."""
        self.waiting = [one for one in self.waiting if one["n"] > ack]

    def tear(self, cut: Callable[[int], int]) -> bytes:
        """The first part of a body whose line broke while it was sent."""
        whole = self.body()
        return whole[: cut(len(whole))]
