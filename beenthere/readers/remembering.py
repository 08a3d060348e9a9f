"""Remember answers without keeping the words they were asked with.

A key is a digest under a random key of this process: two questions alike find the same answer, and nobody can read
a question from what is kept.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from functools import update_wrapper
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

_SECRET = secrets.token_bytes(32)
T = TypeVar("T")


class Remembers(Generic[T]):
    """A function that remembers its last ``most`` answers; an exception is never remembered."""

    def __init__(self, ask: Callable[..., T], most: int) -> None:
        self._ask, self._most = ask, most
        self._answers: OrderedDict[bytes, T] = OrderedDict()
        self._lock = Lock()
        update_wrapper(self, ask)

    def __call__(self, *asked: object) -> T:
        key = blake2b(repr(asked).encode("utf-8", "replace"), key=_SECRET, digest_size=16).digest()
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = self._ask(*asked)
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def cache_clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()


def remembers(most: int) -> Callable[[Callable[..., T]], Remembers[T]]:
    """Remember the last ``most`` answers of a function of plain values."""
    return lambda ask: Remembers(ask, most)
