"""Honest numbers: small, exact statistics with their denominators. No Django, no clock.

Choices, stated where they are shown:
- one talk for each person, the first, because talks of one person are not independent
- "better" and "worse" mean a change of at least 3 points on 0-10: less is within the noise of
  one answer (reliable change with a spread of about 2.2 and a reliability of 0.7)
- small groups are hidden: no result from fewer than 11 people, and the split into better, same
  and worse only from 33 people on, never with a cell of 1 to 10
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 11
# Below this, three hidden small cells could be told from their sum.
LEAST_FOR_SPLIT = 3 * (LEAST - 1) + 3
BAR = 3
USUAL_DISTRESS = 5.0
RETEST = 0.6


@dataclass(frozen=True)
class Answers:
    """What one talk has: the person behind it as a number, and three answers or None."""

    person: int
    before: int | None
    after: int | None
    tomorrow: int | None


@dataclass(frozen=True)
class Change:
    """How answers changed: negative is less distress. Intervals are 95 %."""

    n: int
    before_mean: float
    after_mean: float
    mean: float
    low: float
    high: float
    median: float
    median_low: float | None
    median_high: float | None
    d_av: float | None
    d_z: float | None


@dataclass(frozen=True)
class Cell:
    """A count that may be hidden: exact, or "10 or fewer", or not shown."""

    count: int | None
    is_few: bool = False


@dataclass(frozen=True)
class Split:
    """Better, same, worse; and the largest share that can be worse."""

    n: int
    better: Cell
    same: Cell
    worse: Cell
    worse_at_most: float | None


@dataclass(frozen=True)
class Share:
    """A count with its denominator."""

    count: int
    of: int

    @property
    def percent(self) -> int | None:
        """Return the whole percent, or None when there is nothing to divide by."""
        return round(100 * self.count / self.of) if self.of else None


@dataclass(frozen=True)
class Numbers:
    """Everything the board shows; results are None when too few people answered."""

    started: int
    ended: Share
    with_before: Share
    with_both: Share
    with_tomorrow: Share
    people: int
    completers: Change | None
    everybody: Change | None
    tomorrow: Change | None
    split: Split | None
    expected_anyway: float | None


def t_quantile(*, df: int, p: float = 0.975) -> float:
    """Return the quantile of Student's t, by halving an interval around its exact distribution.

    :raises ValueError: no degrees of freedom, or not a probability above one half
    """
    if df < 1 or not 0.5 < p < 1:
        raise ValueError("t needs df >= 1 and 0.5 < p < 1")
    low, high = 0.0, 1.0
    while _t_inside(high, df) < 2 * p - 1:
        high *= 2
    for _step in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_inside(middle, df) < 2 * p - 1 else (low, middle)
    return (low + high) / 2


def _t_inside(t: float, df: int) -> float:
    """Return P(|T| < t): Abramowitz and Stegun 26.7.3 and 26.7.4, exact for whole df."""
    theta = math.atan(t / math.sqrt(df))
    sine, cosine = math.sin(theta), math.cos(theta)
    if df % 2 == 0:
        return sine * _series(cosine, first=1.0, numerator=1, terms=df // 2)
    if df == 1:
        return 2 * theta / math.pi
    return 2 / math.pi * (theta + sine * _series(cosine, first=cosine, numerator=2, terms=(df - 1) // 2))


def _series(cosine: float, *, first: float, numerator: int, terms: int) -> float:
    term, total = first, 0.0
    for step in range(terms):
        total += term
        term *= cosine**2 * (numerator + 2 * step) / (numerator + 1 + 2 * step)
    return total


def mean(values: Sequence[float]) -> float:
    """Return the mean."""
    return math.fsum(values) / len(values)


def spread(values: Sequence[float]) -> float:
    """Return the standard deviation of a sample; 0 for fewer than two."""
    if len(values) < 2:
        return 0.0
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the order statistics that hold the median with at least 95 %, or None below six values."""
    n, ordered = len(values), sorted(values)
    below, place = 0.0, 0
    while place < n and below + math.comb(n, place) / 2**n <= 0.025:
        below += math.comb(n, place) / 2**n
        place += 1
    return (ordered[place - 1], ordered[n - place]) if place else None


def small_sample_factor(n: int) -> float:
    """Return the factor that takes the upward bias out of an effect size of n pairs."""
    return 1 - 3 / (4 * (n - 1) - 1)


def change(pairs: Sequence[tuple[int, int]]) -> Change | None:
    """Return how pairs of answers changed, or None when there are fewer than two."""
    n = len(pairs)
    if n < 2:
        return None
    firsts, seconds = [a for a, _b in pairs], [b for _a, b in pairs]
    steps = [b - a for a, b in pairs]
    middle, deviation = mean(steps), spread(steps)
    half = t_quantile(df=n - 1) * deviation / math.sqrt(n)
    interval = median_interval(steps) or (None, None)
    return Change(
        n=n,
        before_mean=mean(firsts),
        after_mean=mean(seconds),
        mean=middle,
        low=middle - half,
        high=middle + half,
        median=median(steps),
        median_low=interval[0],
        median_high=interval[1],
        d_av=_effect(middle, (spread(firsts) + spread(seconds)) / 2, n),
        d_z=_effect(middle, deviation, n),
    )


def _effect(middle: float, by: float, n: int) -> float | None:
    # With two pairs the factor is 1 - 3/3 = 0: nothing can be said.
    return middle / by * small_sample_factor(n) if by > 0 and n > 2 else None


def changed(*, before: int, after: int) -> str:
    """Return better, same or worse, by the bar of 3 points."""
    if before - after >= BAR:
        return "better"
    return "worse" if after - before >= BAR else "same"


def split(pairs: Sequence[tuple[int, int]]) -> Split | None:
    """Return better, same and worse with small cells hidden, or None below 33 people."""
    if len(pairs) < LEAST_FOR_SPLIT:
        return None
    kinds = [changed(before=a, after=b) for a, b in pairs]
    counts = [kinds.count(kind) for kind in ("better", "same", "worse")]
    better, same, worse = hidden(counts)
    most = worse.count if worse.count is not None else LEAST - 1 if worse.is_few else None
    share = most / len(pairs) if most is not None else None
    return Split(len(pairs), better, same, worse, share)


def hidden(counts: Sequence[int]) -> list[Cell]:
    """Hide small cells and, with them, the others, so that no cell follows from the total."""
    if not any(0 < count < LEAST for count in counts):
        return [Cell(count) for count in counts]
    return [Cell(None, is_few=0 < count < LEAST) for count in counts]


def first_of_each(answers: Sequence[Answers]) -> list[Answers]:
    """Return the first talk of each person; the list is in the order of time."""
    firsts: dict[int, Answers] = {}
    for one in answers:
        firsts.setdefault(one.person, one)
    return list(firsts.values())


def expected_anyway(before_mean: float) -> float:
    """Return the change to expect with no help at all: people come at their worst.

    Regression to the mean, with a usual level of 5 and a correlation of 0.6.
    """
    return (1 - RETEST) * (USUAL_DISTRESS - before_mean)


def numbers(*, answers: Sequence[Answers], ended: int) -> Numbers:
    """Return everything the board shows about the talks that were started."""
    started = len(answers)
    firsts = first_of_each(answers)
    both = [(one.before, one.after) for one in firsts if one.before is not None and one.after is not None]
    unchanged = [(one.before, one.before) for one in firsts if one.before is not None and one.after is None]
    next_day = [
        (one.before, one.tomorrow) for one in firsts if one.before is not None and one.tomorrow is not None
    ]
    completers = _enough(both)
    return Numbers(
        started=started,
        ended=Share(ended, started),
        with_before=Share(sum(one.before is not None for one in answers), started),
        with_both=Share(sum(None not in (one.before, one.after) for one in answers), started),
        with_tomorrow=Share(sum(one.tomorrow is not None for one in answers), started),
        people=len(firsts),
        completers=completers,
        everybody=_enough(both + unchanged) if completers else None,
        tomorrow=_enough(next_day),
        split=split(both),
        expected_anyway=expected_anyway(completers.before_mean) if completers else None,
    )


def _enough(pairs: Sequence[tuple[int, int]]) -> Change | None:
    return change(pairs) if len(pairs) >= LEAST else None
