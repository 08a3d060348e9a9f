"""The service as it is, with demo players who think and type fast: what they say and when it is due stays theirs."""

from beenthere.config.asgi import application
from beenthere.demo import rules

rules.THINKING_SECONDS = 0.2
rules.CHARACTERS_A_SECOND = 200

__all__ = ["application"]
