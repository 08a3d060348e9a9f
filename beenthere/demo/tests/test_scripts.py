"""The demo players: what they say next depends only on what was said and for how long it was quiet."""

import pytest

from beenthere.demo import queries
from beenthere.demo.rules import Said, Script, invent_evenings, next_cue, typing_seconds

SCRIPT = Script(name="Mika", opening=("hi", "sorry"), answers=("yes", "no"), closing="bye")
MINE = Said(by_player=True, seconds_ago=30)
THEIRS = Said(by_player=False, seconds_ago=30)


@pytest.mark.parametrize(
    ("said", "quiet", "text"),
    [
        ([], 30, "hi"),
        ([], 0.5, None),  # still typing
        ([MINE], 30, "sorry"),  # the opening may take two lines
        ([MINE, MINE], 30, None),  # now it is the other's turn
        ([MINE, MINE, THEIRS], 30, "yes"),
        ([MINE, MINE, THEIRS, MINE, THEIRS, MINE, THEIRS], 30, "bye"),
        ([MINE, MINE, THEIRS, MINE, THEIRS, MINE, THEIRS, MINE, THEIRS], 30, None),
    ],
)
def test_next_cue(said, quiet, text):
    cue = next_cue(script=SCRIPT, said=said, quiet_seconds=quiet)

    assert (cue.text if cue else None) == text


def test_the_last_line_says_that_it_is_the_last():
    said = [MINE, MINE, THEIRS, MINE, THEIRS, MINE, THEIRS]

    assert next_cue(script=SCRIPT, said=said, quiet_seconds=30).is_last


def test_a_long_line_takes_longer_but_never_too_long():
    assert typing_seconds(text="ok") < typing_seconds(text="ok" * 30) <= 9.0


@pytest.mark.parametrize("role", ["supporter", "seeker"])
def test_both_players_say_that_they_are_a_demo(role):
    assert "demo" in queries.script(role).name


def test_the_demo_supporter_says_at_once_that_it_is_a_script():
    assert "script" in queries.script("supporter").opening[0]


def test_the_recorded_evening_takes_turns_and_time_goes_forward():
    turns = queries.evening().turns

    assert [turn.minute for turn in turns] == sorted(turn.minute for turn in turns)
    assert {turn.side for turn in turns} == {"seeker", "supporter"}


def test_the_invented_evenings_are_the_same_each_time_and_not_all_good():
    evenings = invent_evenings(count=60)

    assert evenings == invent_evenings(count=60)
    assert any(evening.after is not None and evening.after > (evening.before or 0) for evening in evenings)
    assert any(not evening.is_served for evening in evenings)
    assert all(evening.after is None for evening in evenings if not evening.is_served)
