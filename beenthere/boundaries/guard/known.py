"""Ways to reach help that this service itself names: its directory, its lines. Whoever passes one on gives nobody's contact.

Rooms above say what they name; it is asked only about words that look like a way out.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from beenthere.boundaries.guard.links import opened
from beenthere.kernel.registers import Register
from beenthere.readers import contact
from beenthere.readers.shapes import Span

logger = logging.getLogger(__name__)
Names = Callable[[], Iterable[str]]
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?|[\s.,;:!?)]+$", re.I)
LEAST_DIGITS = 6
# Asked for texts in which the service names numbers, mails and pages of help.
names_help: Register[Names] = Register()


def strangers(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the ways out that are not among those this service names."""
    spans = tuple(spans)
    known = _known() if spans else frozenset()
    return tuple(span for span in spans if not _is_known(span, known)) if known else spans


def _known() -> frozenset[str]:
    try:
        return frozenset(way for names in names_help for text in names() if text for way in _ways(text))
    except Exception as error:
        # Then nothing is known, and everybody is asked to look once more.
        logger.warning("the guard can not see what this service names: %s", type(error).__name__)
        return frozenset()


@lru_cache(maxsize=4096)
def _ways(text: str) -> tuple[str, ...]:
    return tuple(way for span in contact.by_rules(text).because for way in _of(span))


def _of(span: Span) -> Iterator[str]:
    if span.label == "phone":
        yield _digits(span.words)
    elif span.label in ("email", "link"):
        yield _address(span.words)


def _is_known(span: Span, known: frozenset[str]) -> bool:
    return any(way in known for way in _of(span)) or _is_sentence_about(span, known)


def _is_sentence_about(span: Span, known: frozenset[str]) -> bool:
    """Tell whether a link to a messenger, which is also read as a whole sentence, is one that the service names."""
    named = [way for way in map(_address, opened(span.words).split()) if "." in way and "/" in way]
    return span.label == "handle" and bool(named) and all(way in known for way in named)


def _digits(words: str) -> str:
    """Return a number as it is compared: without the country's and the town's leading signs."""
    return re.sub(r"\D", "", words)[-9:].lstrip("0")


def _address(words: str) -> str:
    return _ADDRESS.sub("", opened(words)).rstrip("/")
