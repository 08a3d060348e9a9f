"""Contact details and invitations to leave the channel: plain, spelled out or obfuscated.

Where a pattern is the definition it decides: a number, a mail address, a link. Invitations come in words that nobody
can list; a trained part hears those, and doubts a rule about an ordinary day. Without weights the rules stand alone.
Crisis lines, public health pages and ordinary numbers pass (promise T45).
"""

from collections.abc import Iterable, Sequence

from beenthere.readers.contact import learned, leaving, meeting, networks, numbers, outside, places, written
from beenthere.readers.contact.numbers import OPEN_LINES
from beenthere.readers.plain import plain
from beenthere.readers.remembering import remembers
from beenthere.readers.shapes import Reading, Span, Turn

__all__ = ["KINDS", "OPEN_LINES", "by_rules", "has_contact", "read"]

KINDS = ("email", "link", "phone", "handle", "address", "invitation")
_FINDERS = (
    written.emails,
    written.links,
    numbers.phones,
    numbers.scattered,
    numbers.said,
    networks.handles,
    places.addresses,
    leaving.invitations,
    meeting.meetings,
    outside.ways_out,
)


def read(turns: Sequence[Turn]) -> Reading:
    """Return the kinds of contact in the last turn, surest first, each with its words."""
    text = turns[-1].text if turns else ""
    ruled, heard = by_rules(text), learned.heard(turns)
    return _reading(learned.joined(ruled.because, heard)) if heard else ruled


def by_rules(text: str) -> Reading:
    """Return the kinds of contact that the rules alone find in a message."""
    return _reading(Span(start, end, text[start:end], kind) for start, end, kind in _places(text))


@remembers(512)
def _places(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return where which kind stands; two readers of one message share it, and no words are kept."""
    seen = plain(text)
    return tuple((span.start, span.end, span.label) for finder in _FINDERS for span in finder(seen))


def _reading(spans: Iterable[Span]) -> Reading:
    order = {kind: number for number, kind in enumerate(KINDS)}
    found = sorted(spans, key=lambda span: (order[span.label], span.start))
    return Reading(labels=tuple(dict.fromkeys(span.label for span in found)), because=tuple(found))


def has_contact(text: str) -> bool:
    """Return whether the rules alone see a way out of the channel given or asked for."""
    return bool(by_rules(text).labels)
