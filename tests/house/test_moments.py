"""Suggestions on moments that were written without sight of the rules; floors below what was measured, so that a slide is seen."""

import pytest

from bench.moments import MOMENTS, SETS, judged


@pytest.fixture(scope="module")
def rows():
    return [row for file in SETS["known"] for row in judged(MOMENTS / file)]


def test_nearly_every_moment_gets_a_card_that_fits(rows):
    assert sum(row["acceptable"] for row in rows) / len(rows) >= 0.9


def test_forbidden_cards_stay_away(rows):
    assert sum(row["forbidden"] for row in rows) / len(rows) <= 0.02


def test_danger_in_the_words_goes_first(rows):
    required = [row for row in rows if row["required"]]

    assert sum(row["first"] for row in required) / len(required) >= 0.8
