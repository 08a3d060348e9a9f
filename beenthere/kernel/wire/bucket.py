"""A token bucket: how often somebody may speak."""

from dataclasses import dataclass


@dataclass(slots=True, weakref_slot=True)
class Bucket:
    """Lets ``burst`` through at once and ``per_second`` after that. Time is an argument."""

    per_second: float
    burst: float
    tokens: float = -1.0
    at: float = 0.0

    def take(self, *, now: float) -> bool:
        """Take one token if there is one; ``now`` in seconds of a clock that never goes back."""
        if self.tokens < 0:
            self.tokens, self.at = self.burst, now
        self.tokens = min(self.burst, self.tokens + max(0.0, now - self.at) * self.per_second)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
