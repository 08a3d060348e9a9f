"""A pair's own evenings as points on 0-10: what can be told from one number, and what can not. Pure.

A change of up to three points on one such number is within what the same person would answer anyway: with a spread of
about 2.2 and a reliability of 0.7 the bar is 3.3 points, with 2.5 and 0.8 it is 3.1 (after Jacobson and Truax 1991). So the
band is drawn three points up and down from the first number; a point inside it tells nothing by itself. What was not
answered is a gap and stays one: no line is drawn across it and nothing is filled in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

BAND = 3
LOWEST, HIGHEST = 0, 10
LEFT, TOP, COLUMN, STEP = 34, 14, 56, 18
BOTTOM = TOP + HIGHEST * STEP


@dataclass(frozen=True)
class Numbers:
    """The numbers of one evening; what was skipped is None."""

    on: date
    before: int | None
    after: int | None
    tomorrow: int | None


@dataclass(frozen=True)
class Point:
    """One answer, where it stands in the picture."""

    moment: str
    value: int
    x: int
    y: int


@dataclass(frozen=True)
class Column:
    """One evening: its points, its band when there is a first number, and what was not answered."""

    on: date
    x: int
    points: tuple[Point, ...]
    band_top: int | None
    band_height: int
    gaps: tuple[str, ...]
    after_says: str
    tomorrow_says: str
    numbers: Numbers


@dataclass(frozen=True)
class Picture:
    """All evenings, and how large the picture is."""

    columns: tuple[Column, ...]
    width: int
    height: int
    lines: tuple[tuple[int, int], ...]

    @property
    def answered(self) -> int:
        """Return how many evenings have a number before and one after."""
        return sum(one.numbers.before is not None and one.numbers.after is not None for one in self.columns)


def says(before: int | None, later: int | None) -> str:
    """Return what a later number tells: "lower", "higher", "within" the band, or "gap" when one of the two is missing."""
    if before is None or later is None:
        return "gap"
    if abs(later - before) <= BAND:
        return "within"
    return "lower" if later < before else "higher"


def of(evenings: Sequence[Numbers]) -> Picture:
    """Return the picture of evenings, in their order."""
    columns = tuple(_column(one, place) for place, one in enumerate(evenings))
    return Picture(
        columns=columns,
        width=LEFT + COLUMN * max(len(columns), 1) + 10,
        height=BOTTOM + 40,
        lines=tuple((value, _y(value)) for value in (0, 5, 10)),
    )


def _column(numbers: Numbers, place: int) -> Column:
    x = LEFT + COLUMN * place
    given = (("before", 12), ("after", 28), ("tomorrow", 44))
    values = {moment: getattr(numbers, moment) for moment, _shift in given}
    points = tuple(
        Point(moment, values[moment], x + shift, _y(values[moment]))
        for moment, shift in given
        if values[moment] is not None
    )
    top, height = _band(numbers.before)
    return Column(
        on=numbers.on,
        x=x,
        points=points,
        band_top=top,
        band_height=height,
        gaps=tuple(moment for moment, value in values.items() if value is None),
        after_says=says(numbers.before, numbers.after),
        tomorrow_says=says(numbers.before, numbers.tomorrow),
        numbers=numbers,
    )


def _band(before: int | None) -> tuple[int | None, int]:
    if before is None:
        return None, 0
    top = _y(min(HIGHEST, before + BAND))
    return top, _y(max(LOWEST, before - BAND)) - top


def _y(value: int) -> int:
    return BOTTOM - value * STEP
