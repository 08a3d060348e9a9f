"""What training passes around; no framework needed to read it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Head:
    """A question the encoder answers: ``many`` labels may hold together, or exactly one (``one``)."""

    name: str
    labels: tuple[str, ...]
    kind: str = "many"


@dataclass(frozen=True)
class Example:
    """A message, the message before it, and what is known about it: head -> labels that hold."""

    text: str
    context: str = ""
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    weight: float = 1.0
