"""Every number here was worked out by hand or comes from a printed table."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beenthere.insights import rules
from beenthere.insights.rules import Answers, Cell

PAIRS = [(8, 5), (7, 6), (9, 4), (6, 6)]  # changes -3 -1 -5 0: mean -2.25, spread sqrt(14.75/3)
points = st.integers(0, 10)


@pytest.mark.parametrize(
    ("df", "quantile"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (10, 2.2281), (30, 2.0423), (120, 1.9799)],
)
def test_t_is_that_of_the_printed_table(df, quantile):
    assert rules.t_quantile(df=df) == pytest.approx(quantile, abs=5e-5)


@pytest.mark.parametrize(("df", "p"), [(0, 0.975), (5, 0.5), (5, 1.0)])
def test_t_refuses_what_has_no_answer(df, p):
    with pytest.raises(ValueError, match="t needs"):
        rules.t_quantile(df=df, p=p)


def test_the_change_of_four_pairs_by_hand():
    change = rules.change(PAIRS)
    deviation = math.sqrt(14.75 / 3)
    half = 3.182446 * deviation / 2

    assert (change.n, change.mean, change.median) == (4, -2.25, -2.0)
    assert change.low == pytest.approx(-2.25 - half, abs=1e-5)
    assert change.high == pytest.approx(-2.25 + half, abs=1e-5)
    assert change.d_z == pytest.approx(-2.25 / deviation * (1 - 3 / 11))
    spreads = (math.sqrt(5 / 3) + math.sqrt(2.75 / 3)) / 2
    assert change.d_av == pytest.approx(-2.25 / spreads * (1 - 3 / 11))
    assert change.median_low is None  # four values can not hold the median with 95 %


@pytest.mark.parametrize(
    ("n", "interval"),
    [(5, None), (6, (1, 6)), (8, (1, 8)), (9, (2, 8)), (10, (2, 9)), (12, (3, 10)), (20, (6, 15))],
)
def test_the_interval_of_the_median_is_that_of_the_sign_table(n, interval):
    assert rules.median_interval(list(range(1, n + 1))) == interval


def test_one_pair_is_no_change_and_equal_answers_have_no_effect_size():
    assert rules.change([(5, 4)]) is None
    assert rules.change([(5, 5)] * 12).d_z is None


@pytest.mark.parametrize(
    ("before", "after", "kind"), [(8, 5, "better"), (8, 6, "same"), (5, 7, "same"), (5, 8, "worse")]
)
def test_three_points_are_a_change(before, after, kind):
    assert rules.changed(before=before, after=after) == kind


def test_a_small_cell_hides_the_others_with_it():
    assert rules.hidden([30, 12, 2]) == [Cell(None), Cell(None), Cell(None, is_few=True)]
    assert rules.hidden([30, 12, 0]) == [Cell(30), Cell(12), Cell(0)]


def test_the_worse_share_is_bounded_even_when_it_is_hidden():
    split = rules.split([(8, 4)] * 30 + [(5, 9)] * 3)

    assert split.worse == Cell(None, is_few=True)
    assert split.worse_at_most == pytest.approx(10 / 33)


def test_the_free_gain_of_arriving_at_ones_worst():
    assert rules.expected_anyway(8.0) == pytest.approx(-1.2)


def test_everybody_is_counted_and_those_who_left_count_as_unchanged():
    stayed = [Answers(person, 8, 4, None) for person in range(11)]
    left = [Answers(100 + person, 8, None, None) for person in range(11)]
    silent = [Answers(200, None, None, None)]

    found = rules.numbers(answers=stayed + left + silent, ended=20)

    assert (found.started, found.ended.percent, found.with_before.count, found.with_both.count) == (
        23,
        87,
        22,
        11,
    )
    assert (found.completers.n, found.completers.mean) == (11, -4)
    assert (found.everybody.n, found.everybody.mean) == (22, -2)
    assert found.tomorrow is None


def test_ten_people_are_too_few_to_show():
    assert rules.numbers(answers=[Answers(n, 8, 4, 4) for n in range(10)], ended=10).completers is None


def test_only_the_first_talk_of_a_person_counts_in_results():
    answers = [Answers(1, 8, 4, None), Answers(1, 8, 9, None)]

    assert rules.first_of_each(answers) == answers[:1]


def test_an_empty_service_shows_zeros_and_no_results():
    found = rules.numbers(answers=[], ended=0)

    assert (found.started, found.with_both.percent, found.completers, found.split) == (0, None, None, None)


@given(st.lists(st.tuples(points, points), min_size=2, max_size=60))
def test_intervals_hold_their_middle(pairs):
    change = rules.change(pairs)

    assert change.low <= change.mean <= change.high
    if change.median_low is not None:
        assert change.median_low <= change.median <= change.median_high


@given(st.lists(st.tuples(points, points), min_size=2, max_size=40))
def test_turning_time_around_turns_the_change_around(pairs):
    there, back = rules.change(pairs), rules.change([(b, a) for a, b in pairs])

    assert there.mean == pytest.approx(-back.mean)
    assert there.low == pytest.approx(-back.high)


@given(st.tuples(*[st.integers(0, 25)] * 3).filter(lambda counts: sum(counts) >= rules.LEAST_FOR_SPLIT))
def test_no_small_cell_follows_from_what_is_shown(counts):
    """An attacker who knows the rule and the total still finds several values for each small cell."""
    shown = rules.hidden(counts)
    total = sum(counts)
    possible = [
        (a, b, total - a - b)
        for a in range(total + 1)
        for b in range(total + 1 - a)
        if rules.hidden((a, b, total - a - b)) == shown
    ]
    for place, count in enumerate(counts):
        if 0 < count < rules.LEAST:
            assert len({one[place] for one in possible}) > 1
