"""Which ways to help this service names itself, so that nobody who passes one on is taken for giving their own."""

from collections.abc import Iterator

from beenthere.boundaries.guard.known import names_help
from beenthere.care import queries
from beenthere.safety import queries as safety


@names_help
def directory() -> Iterator[str]:
    """Yield what the directory says about how to reach somebody."""
    for entry in queries.directory():
        yield from (entry.reach, entry.about, entry.source)


@names_help
def lines() -> Iterator[str]:
    """Yield the numbers and pages of the lines of every region."""
    for region in (*safety.regions(), safety.lines()):
        yield region.finder
        for line in region.lines:
            yield from (line.phone, line.text, line.chat, line.source)
