"""Contact details and invitations to leave the channel: plain, spelled out or obfuscated.

Here a pattern is the definition, so there is no model: every kind is a rule with tests.
Crisis lines, public health pages and ordinary numbers pass (promise T45).
"""

from collections.abc import Sequence

from beenthere.readers.contact import leaving, meeting, networks, numbers, outside, places, written
from beenthere.readers.contact.numbers import OPEN_LINES
from beenthere.readers.plain import plain
from beenthere.readers.shapes import Reading, Turn

__all__ = ["KINDS", "OPEN_LINES", "has_contact", "read"]

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
    seen = plain(text)
    found = [span for finder in _FINDERS for span in finder(seen)]
    order = {kind: number for number, kind in enumerate(KINDS)}
    found.sort(key=lambda span: (order[span.label], span.start))
    return Reading(labels=tuple(dict.fromkeys(span.label for span in found)), because=tuple(found))


def has_contact(text: str) -> bool:
    """Return whether a message gives or asks for a way out of the channel."""
    return bool(read([Turn("", text)]).labels)
