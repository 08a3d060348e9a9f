"""The event bus: a room announces what became true; rooms above it listen.

Events carry ids, never words somebody wrote. They are delivered after the commit, in the
order they were announced; a listener that fails is logged and stops nobody else. What must
not be lost (a page to the on-call person, a follow-up) is therefore a row written in the
same transaction by an action, and never left to an event alone.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """Something that became true. Subclasses are named in the past tense."""


L = TypeVar("L", bound=Callable[..., None])
_listeners: dict[type[Event], list[Callable[[Event], None]]] = defaultdict(list)


def listens_to(kind: type[Event]) -> Callable[[L], L]:
    """Call the decorated function whenever an event of this kind was announced."""

    def register(listener: L) -> L:
        _listeners[kind].append(listener)
        return listener

    return register


def announce(event: Event) -> None:
    """Tell every listener once the current transaction has committed."""
    transaction.on_commit(lambda: deliver(event))


def deliver(event: Event) -> None:
    """Tell every listener now; for callers that have committed already."""
    for listener in _listeners[type(event)]:
        try:
            listener(event)
        except Exception:
            logger.exception("%s failed on %s", listener.__qualname__, type(event).__name__)


def listener_table() -> list[tuple[str, str]]:
    """Return (event, listener) names, for the map and its test; what a test listens to is not the map's."""
    return sorted(
        (kind.__name__, f"{listener.__module__}.{listener.__qualname__}")
        for kind, listeners in _listeners.items()
        for listener in listeners
        if ".tests." not in listener.__module__
    )
