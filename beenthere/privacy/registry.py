"""What each room keeps about people: it registers how that is erased, shown and forgotten.

A test walks every table that points at a person and asks for its entry here, so that a new
table can not be forgotten.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from beenthere.people.models import Person

Eraser = Callable[[Person, datetime], object]
Exporter = Callable[[Person], dict[str, Any]]
Retainer = Callable[[datetime], object]

_erasers: list[Eraser] = []
_exporters: list[Exporter] = []
_retainers: list[Retainer] = []


def erases(eraser: Eraser) -> Eraser:
    """Call the decorated function (person, now) when a person is erased, in the same transaction."""
    _erasers.append(eraser)
    return eraser


def exports(exporter: Exporter) -> Exporter:
    """Merge what the decorated function returns for a person into their download."""
    _exporters.append(exporter)
    return exporter


def retains(retainer: Retainer) -> Retainer:
    """Call the decorated function (now) each day, to forget what is past its date."""
    _retainers.append(retainer)
    return retainer


def erasers() -> list[Eraser]:
    """Return the erasers; the rooms on top first, so that nothing points at what is gone."""
    return _erasers[::-1]


def exporters() -> list[Exporter]:
    """Return the exporters."""
    return list(_exporters)


def retainers() -> list[Retainer]:
    """Return the retainers."""
    return _retainers[::-1]
