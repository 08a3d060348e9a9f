"""Read a supporter's words for the guard, and know whether the guard can be trusted right now.

Only the supporter's words are read; where one of the gravest drifts is only faintly there, once more beside the last
words of the other side. The same words are read once: a draft that was looked at while it was written costs nothing when it
is sent.
"""

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from beenthere.boundaries.guard import known, rules
from beenthere.boundaries.guard.catalog import drifts
from beenthere.boundaries.guard.links import leads_to_somebody, without_links
from beenthere.boundaries.guard.rules import Seen
from beenthere.readers import contact, drift, listening
from beenthere.readers.counts import count_questions
from beenthere.readers.shapes import SEEKER, SUPPORTER, Span, Turn

logger = logging.getLogger(__name__)
# After a failure the guard says "unavailable" for so long, even if the next words could be read.
DOUBT_SECONDS = 30.0
_doubtful_until = 0.0


class GuardFails(Exception):
    """The guard could not read; it is never taken for "nothing seen"."""


@dataclass(frozen=True)
class Found:
    """What was read in one text of a supporter."""

    codes: tuple[str, ...]
    spans: dict[str, str]
    severities: dict[str, int]
    has_contact: bool
    is_story: bool
    is_reflection: bool
    gives_back: bool


def read(
    text: str,
    *,
    turn: int | None = None,
    mode: str = drift.LINE,
    heard: Callable[[], str] | None = None,
) -> Found:
    """Return what one text of a supporter holds; ``turn`` is its number among their messages.

    ``heard`` fetches the last words of the other side; it is asked only in doubt. Between friends a way to reach each
    other is no news, and a story of one's own is welcome.

    :raises GuardFails: a reader is missing or failed
    """
    said = [Turn(SUPPORTER, text)]
    try:
        drifted, acts, given = (
            drift.read(said, turn=turn, mode=mode),
            listening.read(said),
            contact.read(said),
        )
    except Exception as error:
        doubt()
        raise GuardFails from error
    severities = _severities()
    unsure = rules.doubtful(drifted.labels, severities, drifted.scores) if heard else []
    labels = set(acts.labels)
    leaves = mode == drift.LINE and _leaves(text, given.because)
    return Found(
        codes=_codes(
            drifted.labels, leaves, is_help=bool(given.because) and not known.strangers(given.because)
        ),
        spans={
            span.label or rules.CONTACT: span.words
            for span in reversed(drifted.because)
            if span.words != text.strip()
        },
        severities=rules.graded(severities, drifted.scores, _beside(text, heard) if heard and unsure else {}),
        has_contact=leaves,
        is_story=mode == drift.LINE and "self_disclosure" in labels,
        is_reflection=bool(labels & {"simple_reflection", "complex_reflection", "validation"}),
        gives_back=count_questions(text) > 0,
    )


def _beside(text: str, heard: Callable[[], str]) -> Mapping[str, float]:
    """Return the chances of the drifts beside what was heard before; nothing when that can not be had."""
    try:
        words = heard().strip()
        said = [Turn(SEEKER, words), Turn(SUPPORTER, text)]
        return drift.read(said).scores if words else {}
    except Exception as error:
        logger.warning("the guard reads a sentence alone: %s", type(error).__name__)
        return {}


def _codes(codes: tuple[str, ...], leaves: bool, *, is_help: bool) -> tuple[str, ...]:
    """Return the codes with the one about contact as the rules say: a way to help that the service names is none."""
    if is_help:
        return tuple(code for code in codes if code != rules.CONTACT)
    return (*codes, rules.CONTACT) if leaves and rules.CONTACT not in codes else codes


def _leaves(text: str, spans: Sequence[Span]) -> bool:
    """Tell whether a text gives or asks for a way to one person; the address of something to read or hear is none."""
    kinds, rest = _ways_out(text, spans)
    if "handle" in kinds and "handle" not in contact.read([Turn(SUPPORTER, without_links(rest))]).labels:
        kinds.discard("handle")
    return bool(kinds - {"link"}) or leads_to_somebody(rest, has_link="link" in kinds)


def _ways_out(text: str, spans: Sequence[Span]) -> tuple[set[str], str]:
    """Return the kinds of ways out, and the text without those to help that this service itself names."""
    strange = known.strangers(spans)
    for span in spans:
        text = text if span in strange else text.replace(span.words, " ")
    return {span.label for span in strange}, text


def is_contact(text: str) -> bool:
    """Tell whether a seeker's words hold a way to reach them outside; a rule, no model. A mere wish to meet is none, nor a link."""
    beside = without_links(text)
    kinds, _rest = _ways_out(beside, contact.read([Turn(SEEKER, beside)]).because)
    return bool(kinds - {"link", "invitation"})


def is_link_away(text: str) -> bool:
    """Tell whether a seeker's words hold a link to another place where people meet, or to their own page there."""
    kinds, rest = _ways_out(text, contact.read([Turn(SEEKER, text)]).because)
    return leads_to_somebody(rest, has_link="link" in kinds)


def seen_in(
    found: Found, story: rules.Telling | None = None, muted: Collection[str] = frozenset()
) -> Seen | None:
    """Return the one drift to speak about; muted codes are passed over."""
    codes = rules.settled(found.codes, story) if story else list(found.codes)
    return rules.lead([code for code in codes if code not in muted], found.severities, found.spans)


def _severities() -> dict[str, int]:
    return {code: one.severity for code, one in drifts().items()}


def doubt() -> None:
    """Remember that the guard failed or hung, so that the panel says so."""
    global _doubtful_until
    _doubtful_until = time.monotonic() + DOUBT_SECONDS


def is_in_doubt() -> bool:
    """Tell whether the guard failed or hung a moment ago."""
    return time.monotonic() < _doubtful_until


def trust_again() -> None:
    """Forget that it failed."""
    global _doubtful_until
    _doubtful_until = 0.0
