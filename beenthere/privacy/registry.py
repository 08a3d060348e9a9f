"""What each room keeps about people: it registers how that is erased, shown and forgotten.

A test walks every table that points at a person and asks for its entry here, so that a new
table can not be forgotten.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from beenthere.kernel.registers import Register
from beenthere.people.models import Person

Eraser = Callable[[Person, datetime], object]
Exporter = Callable[[Person], dict[str, Any]]
Retainer = Callable[[datetime], object]
# Called (person, now) when a person is erased, in the same transaction.
erases: Register[Eraser] = Register()
# Asked (person) for what goes into their download.
exports: Register[Exporter] = Register()
# Called (now) each day, to forget what is past its date.
retains: Register[Retainer] = Register()


def erasers() -> list[Eraser]:
    """Return the erasers; the rooms on top first, so that nothing points at what is gone."""
    return erases[::-1]


def retainers() -> list[Retainer]:
    """Return the retainers."""
    return retains[::-1]
