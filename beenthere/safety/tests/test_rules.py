from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beenthere.safety import rules
from beenthere.safety.rules import Step

OPENED = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
THREE = (11, 12, 13)


def step_after(seconds, *, people=THREE, acknowledged=False):
    return rules.next_step(
        opened_at=OPENED, acknowledged=acknowledged, people=people, now=OPENED + timedelta(seconds=seconds)
    )


@pytest.mark.parametrize(
    ("seconds", "step"),
    [
        (-3600, Step(1, (11,), 0, False)),  # a clock that jumped back silences nobody
        (0, Step(1, (11,), 0, False)),
        (59.9, Step(1, (11,), 0, False)),
        (60, Step(2, (11, 12), 0, False)),
        (120, Step(3, THREE, 0, False)),
        (179.9, Step(3, THREE, 0, False)),
        (180, Step(4, THREE, 1, True)),
        (479, Step(4, THREE, 1, True)),
        (480, Step(5, THREE, 2, True)),
        (86400, Step(291, THREE, 288, True)),
    ],
)
def test_who_is_told_when(seconds, step):
    assert step_after(seconds) == step


@pytest.mark.parametrize(
    ("seconds", "step"),
    [
        (0, Step(1, (11,), 0, False)),
        (299, Step(1, (11,), 0, False)),
        (300, Step(2, (11, 12), 0, False)),
        (600, Step(3, THREE, 0, False)),
        (899, Step(3, THREE, 0, False)),
        (900, Step(4, THREE, 1, True)),
        (1800, Step(5, THREE, 2, True)),
    ],
)
@pytest.mark.parametrize("why", ["level_1", "boundary", "report"])
def test_a_call_that_is_no_emergency_goes_on_more_slowly(why, seconds, step):
    now = OPENED + timedelta(seconds=seconds)

    assert rules.next_step(opened_at=OPENED, acknowledged=False, people=THREE, now=now, why=why) == step


@pytest.mark.parametrize("why", sorted(set(rules.WHYS) - {"level_1", "boundary", "report"}))
def test_every_other_call_keeps_its_pace(why):
    now = OPENED + timedelta(seconds=180)

    assert rules.next_step(opened_at=OPENED, acknowledged=False, people=THREE, now=now, why=why).mark == 4


@pytest.mark.parametrize(
    ("whys", "how"),
    [
        ((), ""),
        (("report", "boundary"), ""),
        (("level_1",), "also"),
        (("button", "dropped"), "also"),
        (("not_safe",), "now"),
        (("button", "level_3"), "now"),
        (("unknown",), "now"),
    ],
)
def test_the_lines_are_shown_in_words_that_fit_who_called(whys, how):
    assert rules.lines_call(whys) == how


def test_with_nobody_on_call_the_lines_come_at_once():
    assert step_after(0, people=()).lines


def test_after_somebody_has_it_nothing_more_happens():
    assert step_after(500, acknowledged=True) == rules.NOTHING


@given(
    people=st.lists(st.integers(1, 99), unique=True, min_size=1, max_size=8),
    beats=st.lists(st.floats(0, 180), max_size=20),
)
def test_everybody_is_told_by_180_seconds_whenever_the_beats_fall(people, beats):
    told = {pk for beat in [*beats, 180.0] for pk in step_after(beat, people=tuple(people)).tell}

    assert told == set(people)


@given(seconds=st.floats(0, 1e6), later=st.floats(0, 1e6))
def test_escalation_never_goes_back(seconds, later):
    assert step_after(seconds + later).mark >= step_after(seconds).mark


@pytest.mark.parametrize(
    ("answer", "why"),
    [("yes", "not_safe"), ("not_sure", "not_sure"), ("no", ""), ("", ""), ("maybe", "not_sure")],
)
def test_only_no_and_silence_call_nobody(answer, why):
    assert rules.why_page(answer) == why


@pytest.mark.parametrize(
    ("channels", "counts_in_app", "is_open"),
    [
        ([], True, False),
        ([["in_app"]], False, False),
        ([["in_app"]], True, True),
        ([["in_app"], ["in_app", "email"]], False, True),
    ],
)
def test_the_service_is_open_when_somebody_can_be_reached(channels, counts_in_app, is_open):
    assert rules.is_open(channels=channels, counts_in_app=counts_in_app) is is_open
