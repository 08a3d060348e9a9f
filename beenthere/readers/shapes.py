"""What goes into a reader and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

SEEKER = "seeker"
SUPPORTER = "supporter"
LEVELS = ("A0", "A1", "A2", "A3", "A4")


@dataclass(frozen=True)
class Turn:
    """Who said what, in a talk of which language; ``name`` where more than one may speak on a side."""

    side: str
    text: str
    language: str = "en"
    name: str = ""


@dataclass(frozen=True)
class Span:
    """The words that a label rests on: ``text[start:end]`` of the message that was read."""

    start: int
    end: int
    words: str
    label: str = ""


@dataclass(frozen=True)
class Reading:
    """What a reader found in one message.

    ``labels`` are names from the reader's own list, strongest first. ``level`` is A0 to A4 for cues, ``need`` is what may help, else they are empty.
    ``scores`` are chances of labels, for those who measure the reader; cues have none, there is no score of danger.
    ``numbers`` are figures of their own kind, such as ``intensity`` and its ``low`` and ``high`` ends (0-10), or for
    cues ``clear``, the action level (0-4) that the words clearly speak of, never above ``level``.
    ``available`` is False when the reader could not read; then every other field is empty, and it means
    "ask a human", never "nothing found".
    """

    labels: tuple[str, ...] = ()
    level: str = ""
    need: str = ""
    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    scores: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    because: tuple[Span, ...] = ()
    available: bool = True


UNAVAILABLE = Reading(available=False)
