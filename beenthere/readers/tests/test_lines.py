"""Readers over JSON Lines: every good line is answered, every bad one is named."""

import json

import pytest

from beenthere.readers.lines import NAMES, BadRow, read_rows, turns_of
from beenthere.readers.shapes import SEEKER, SUPPORTER


@pytest.mark.parametrize("name", NAMES)
def test_every_reader_answers_as_the_interface_says(name):
    (found,) = read_rows(name, [{"id": "a1", "text": "call me on 07700 900123, i want to die"}])

    assert found["id"] == "a1"
    keys = {"cue": {"level", "cues"}, "contact": {"has_contact", "kind"}}.get(name, {"labels"})
    assert keys | {"because", "available"} <= set(found)
    json.dumps(found)


def test_context_may_be_text_or_a_list_of_texts_or_turns():
    assert [t.side for t in turns_of({"text": "yes", "context": "Are you safe?"}, "cue")] == [
        SUPPORTER,
        SEEKER,
    ]
    texts = turns_of({"text": "ok", "context": ["one", "two", "three"]}, "drift")
    assert [t.side for t in texts] == [SEEKER, SUPPORTER, SEEKER, SUPPORTER]
    named = turns_of({"text": "ok", "context": [{"who": "seeker", "text": "hi"}]}, "drift")
    assert [t.side for t in named] == [SEEKER, SUPPORTER]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({}, "text"), ({"text": 3}, "text"), ({"text": "a", "context": 3}, "context"), ({"text": "a", "context": [3]}, "turn"),
        ({"text": "a", "who": "boss"}, "who"), ({"text": "a", "turn": 0}, "turn"), ({"text": "a", "turn": "x"}, "turn"),
        ({"text": "a", "turn": True}, "turn"), ({"text": "a", "mode": "Friendz"}, "mode"), ({"text": "a", "mode": 0}, "mode"),
        ({"text": "a", "who": False}, "who"), ({"text": "a", "context": 0}, "context"),
        ({"text": "a", "context": [{"who": "client", "text": "b"}]}, "who"),
    ],
)  # fmt: skip
def test_a_row_that_can_not_be_read_says_why(row, why):
    with pytest.raises(BadRow, match=why):
        read_rows("drift", [row])


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_is_told_whoever_reads(name):
    with pytest.raises(BadRow, match="mode"):
        read_rows(name, [{"text": "a", "mode": "Friendz"}])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_empty_is_as_if_it_were_not_there(name):
    empty = {"who": None, "mode": "", "turn": None, "context": ""}

    assert read_rows(name, [{"text": "i am here", **empty}]) == read_rows(name, [{"text": "i am here"}])


def test_early_advice_is_only_early_in_the_first_two_messages():
    rows = [{"id": n, "text": "You should join a gym.", "turn": n} for n in (1, 9)]

    early, late = read_rows("drift", rows)

    assert "advice_early" not in late["labels"]
    assert "advice_early" in early["labels"] or early["labels"] == []


def test_meeting_is_a_drift_on_the_line_and_none_between_friends():
    row = {"text": "Add me on insta, my snap is nightowl77"}

    assert "off_channel" in read_rows("drift", [row])[0]["labels"]
    assert "off_channel" not in read_rows("drift", [{**row, "mode": "friend"}])[0]["labels"]
