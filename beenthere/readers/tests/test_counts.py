"""Counting a talk: in any alphabet, the same twice, never more than was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beenthere.readers.counts import Turn, count_questions, count_words, listening_balance


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n ", 0),
        ("no", 1),
        ("I don't know.", 3),
        ("well-known, it's fine", 3),
        ("مرحبا كيف الحال", 3),
        ("Что случилось сегодня", 3),
        ("私は悲しい", 5),
        ("😭😭", 0),
        ("a " * 2000, 2000),
    ],
)
def test_words(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "questions"),
    [("", 0), ("Really???", 1), ("What? And then?", 2), ("كيف؟", 1), ("何？", 1), ("It hurts.", 0)],
)
def test_questions(text, questions):
    assert count_questions(text) == questions


def test_bo_asks_three_times_in_a_row_and_then_says_back_what_he_heard():
    balance = listening_balance(
        [
            Turn("seeker", "My dad died."),
            Turn("supporter", "When?"),
            Turn("supporter", "Were you there?"),
            Turn("seeker", "Yes"),
            Turn("supporter", "And now?"),
            Turn("supporter", "You were with him."),
        ]
    )

    assert balance.longest_question_run == 3
    assert balance.question_run_now == 0
    assert balance.supporter_without_question == 1
    assert (balance.seeker_words, balance.supporter_words) == (4, 10)


def test_nothing_said_has_no_share():
    assert listening_balance([]).supporter_share is None


@given(st.lists(st.builds(Turn, st.sampled_from(["seeker", "supporter"]), st.text())))
def test_counts_add_up_and_are_the_same_twice(turns):
    balance = listening_balance(turns)

    assert balance == listening_balance(turns)
    assert balance.seeker_messages + balance.supporter_messages == len(turns)
    assert 0 <= balance.question_run_now <= balance.longest_question_run <= balance.supporter_messages
