"""The small honest picture: points, the band of three, and gaps that stay gaps."""

from datetime import date

import pytest

from beenthere.friends import picture
from beenthere.friends.picture import Numbers

MAY = date(2026, 5, 1)


def one(before=None, after=None, tomorrow=None, on=MAY):
    return Numbers(on, before, after, tomorrow)


@pytest.mark.parametrize(
    ("before", "later", "says"),
    [
        (8, 4, "lower"),
        (8, 5, "within"),  # three points are within what the same person may say anyway
        (8, 8, "within"),
        (2, 5, "within"),
        (2, 6, "higher"),
        (None, 4, "gap"),
        (8, None, "gap"),
        (0, 0, "within"),
    ],
)
def test_what_a_later_number_tells(before, later, says):
    assert picture.says(before, later) == says


@pytest.mark.parametrize(
    ("before", "top", "height"),
    [
        (5, 8, 6),
        (9, 10, 4),  # the band ends where the scale ends
        (1, 4, 4),
        (0, 3, 3),
        (10, 10, 3),
    ],
)
def test_the_band_is_three_up_and_down_within_the_scale(before, top, height):
    column = picture.of([one(before=before, after=before)]).columns[0]

    assert column.band_top == picture.BOTTOM - top * picture.STEP
    assert column.band_height == height * picture.STEP


def test_without_a_first_number_there_is_no_band():
    assert picture.of([one(after=3)]).columns[0].band_top is None


@pytest.mark.parametrize(
    ("numbers", "points", "gaps"),
    [
        (one(8, 5, 4), ["before", "after", "tomorrow"], ()),
        (one(8, None, 4), ["before", "tomorrow"], ("after",)),
        (one(), [], ("before", "after", "tomorrow")),
        (one(0, 0, 0), ["before", "after", "tomorrow"], ()),  # zero is an answer
    ],
)
def test_what_was_not_said_is_a_gap(numbers, points, gaps):
    column = picture.of([numbers]).columns[0]

    assert [point.moment for point in column.points] == points
    assert column.gaps == gaps


def test_evenings_stand_beside_each_other_in_their_order_and_nothing_is_drawn_between_them():
    found = picture.of([one(8, 5), one(), one(6, None)])

    assert [column.x for column in found.columns] == [picture.LEFT + n * picture.COLUMN for n in range(3)]
    assert not hasattr(found, "path")
    assert found.answered == 1


def test_a_higher_number_stands_higher():
    points = picture.of([one(8, 2, 10)]).columns[0].points
    assert points[2].y < points[0].y < points[1].y


def test_no_evening_is_an_empty_picture():
    assert picture.of([]).columns == ()
