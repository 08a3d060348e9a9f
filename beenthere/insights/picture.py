"""Where the parts of the board's picture stand: numbers for an SVG with a table beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from beenthere.insights.rules import Change, Numbers

LEFT, STEP = 20, 30


@dataclass(frozen=True)
class Row:
    """One line of the picture: from before to later on 0-10."""

    label: str
    n: int
    y: int
    start: float
    end: float
    low: float
    high: float


def of(numbers: Numbers) -> list[Row]:
    """Return the rows there are enough answers for."""
    listed = [
        (gettext("After the talk, people who answered"), numbers.completers),
        (gettext("After the talk, all others counted as unchanged"), numbers.everybody),
        (gettext("The next day, people who answered"), numbers.tomorrow),
    ]
    return [_row(label, change, place) for place, (label, change) in enumerate(listed) if change]


def _row(label: str, change: Change, place: int) -> Row:
    return Row(
        label=label,
        n=change.n,
        y=34 + 44 * place,
        start=_x(change.before_mean),
        end=_x(change.after_mean),
        low=_x(change.before_mean + change.low),
        high=_x(change.before_mean + change.high),
    )


def _x(value: float) -> float:
    return round(LEFT + STEP * min(10.0, max(0.0, value)), 1)
