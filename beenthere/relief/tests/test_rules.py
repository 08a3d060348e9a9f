from datetime import UTC, datetime, timedelta

import pytest

from beenthere.relief import rules

ENDED = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "tomorrow", "is_safe", "why"),
    [
        (8, 5, 5, None, ""),
        (8, 5, 6, None, "tomorrow_worse"),
        (8, None, 8, None, ""),
        (8, None, 9, None, "tomorrow_worse"),
        (None, None, 9, None, ""),  # nothing to compare with; the page shows the lines anyway
        (8, 5, None, None, ""),
        (8, 5, 2, False, "not_safe"),  # not safe is always seen, whatever the number
        (8, 5, 6, True, "tomorrow_worse"),
    ],
)
def test_which_answers_a_human_should_see(before, after, tomorrow, is_safe, why):
    assert rules.worry(before=before, after=after, tomorrow=tomorrow, is_safe=is_safe) == why


def test_tomorrow_is_after_the_agreed_hours_and_a_minute_in_the_demo():
    assert rules.due_at(ended_at=ENDED, hours=22, is_demo=False) == ENDED + timedelta(hours=22)
    assert rules.due_at(ended_at=ENDED, hours=22, is_demo=True) == ENDED + timedelta(minutes=1)


@pytest.mark.parametrize(("moment", "value"), [("later", 3), ("before", 11), ("before", -1), ("before", 2.5)])
def test_what_is_no_rating(moment, value):
    with pytest.raises(rules.RatingIsWrong):
        rules.check_rating(moment=moment, value=value)


def test_the_link_closes_after_a_week():
    assert rules.is_link_open(sent_at=ENDED, now=ENDED + timedelta(days=6))
    assert not rules.is_link_open(sent_at=ENDED, now=ENDED + timedelta(days=7))
    assert not rules.is_link_open(sent_at=None, now=ENDED)
