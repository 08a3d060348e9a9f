"""The decisions about links, pairs and times, as tables."""

from datetime import timedelta

import pytest

from beenthere.friends import rules
from beenthere.friends.rules import PairFacts
from beenthere.friends.tests.builders import DAY, EVENING, HOUR


@pytest.mark.parametrize(
    ("used_at", "revoked_at", "until", "opens"),
    [
        (None, None, EVENING + DAY, True),
        (None, None, EVENING, False),
        (EVENING, None, EVENING + DAY, False),
        (None, EVENING, EVENING + DAY, False),
    ],
)
def test_when_a_link_opens(used_at, revoked_at, until, opens):
    assert rules.is_open(until=until, used_at=used_at, revoked_at=revoked_at, now=EVENING) is opens


@pytest.mark.parametrize(
    ("days", "living", "why"), [(7, 0, ""), (1, 4, ""), (7, 5, "many"), (0, 0, "days"), (365, 0, "days")]
)
def test_why_no_link_is_made(days, living, why):
    assert rules.why_not_invite(days=days, living=living) == why


def facts(**told):
    said = {"is_confirmed": True, "is_ended": False, "host_agreed": True, "friend_agreed": True,
            "ties_said": True, "ties_accepted": True}  # fmt: skip
    return PairFacts(**(said | told))


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ({}, ""),
        ({"is_ended": True, "is_confirmed": False}, "ended"),
        ({"is_confirmed": False}, "words"),  # nothing private shows before
        ({"ties_said": False}, "host"),
        ({"host_agreed": False}, "host"),
        ({"friend_agreed": False}, "friend"),
        ({"ties_accepted": None}, "answer"),
        ({"ties_accepted": False}, "answer"),
    ],
)
def test_what_two_friends_wait_for(told, waits):
    assert rules.waits_for(facts(**told)) == waits


@pytest.mark.parametrize(
    ("mode", "starts", "lasts", "why"),
    [
        ("phone", timedelta(0), 2 * HOUR, ""),
        ("in_person", 30 * DAY, HOUR, ""),
        ("letter", timedelta(0), HOUR, "mode"),
        ("chat", -3 * HOUR, HOUR, "past"),
        ("chat", 90 * DAY, HOUR, "far"),
        ("chat", timedelta(0), timedelta(minutes=10), "short"),
        ("chat", timedelta(0), 13 * HOUR, "long"),
    ],
)
def test_which_times_can_be(mode, starts, lasts, why):
    begins = EVENING + starts
    assert rules.why_not_plan(mode=mode, planned_for=begins, ends_at=begins + lasts, now=EVENING) == why


def test_two_words_are_the_same_for_the_same_pair_and_never_one_word_twice():
    for number in range(500):
        first, second = rules.check_words(f"pair{number}")
        assert first != second
        assert rules.check_words(f"pair{number}") == (first, second)
    assert len(set(rules.CHECK_WORDS)) == 64


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"how": "tired", "stayed": "mostly", "consult": " my own grief "}, {"how": "tired", "stayed": "mostly", "consult": "my own grief"}),
        ({"how": "9", "stayed": "", "consult": "  "}, {}),
    ],
)  # fmt: skip
def test_which_of_the_three_answers_are_kept(said, kept):
    assert rules.own_answers(said) == kept


def test_cards_are_known_each_once_and_a_handful():
    known = [f"card-{n}" for n in range(10)]
    assert rules.chosen_cards(["card-1", "card-1", "nothing", *known], known=known) == [
        "card-1", "card-0", "card-2", "card-3", "card-4", "card-5",
    ]  # fmt: skip
