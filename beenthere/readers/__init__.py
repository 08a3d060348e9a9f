"""Text in, reading out: plain Python that runs on one machine and never sends a word away."""

from beenthere.readers.reviewing import Review, review
from beenthere.readers.shapes import Reading, Turn

__all__ = ["Reading", "Review", "Turn", "review"]
