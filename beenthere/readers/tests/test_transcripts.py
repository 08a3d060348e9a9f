"""Transcripts in three shapes; what can not be read is named by its line."""

import csv

import pytest

from beenthere.readers.shapes import SEEKER, SUPPORTER
from beenthere.readers.transcripts import NotATranscript, parse, read_file

PLAIN = "Sam: i feel awful\nBo: What happened?\n  and when?\nnobody said this\nSam: she left\n"
JSONL = '{"who": "client", "text": "i feel awful"}\n{bad\n{"who": "therapist", "text": "What happened?"}\n{"who": "client"}\n'
CSV = 'who,text\nseeker,"i feel awful, really"\nsupporter,\nsupporter,What happened?\n'


def sides(found):
    return [turn.side for turn in found.turns]


def test_plain_lines_go_on_when_they_are_indented():
    found = parse(PLAIN)

    assert [turn.text for turn in found.turns] == ["i feel awful", "What happened? and when?", "she left"]
    assert found.left_out == ((4, 'no "Name: text"'),)


def test_who_supports_is_guessed_from_the_questions_and_said_to_be_a_guess():
    found = parse(PLAIN)

    assert sides(found) == [SEEKER, SUPPORTER, SEEKER]
    assert found.sides_are_guessed


def test_the_one_who_supports_can_be_named():
    assert sides(parse(PLAIN, supporter="sam")) == [SUPPORTER, SEEKER, SUPPORTER]
    with pytest.raises(NotATranscript, match="Sam, Bo"):
        parse(PLAIN, supporter="Kim")


def test_json_lines_name_what_was_left_out():
    found = parse(JSONL, kind="jsonl")

    assert sides(found) == [SEEKER, SUPPORTER]
    assert [number for number, _ in found.left_out] == [2, 4]


def test_csv_with_commas_in_quotes():
    found = parse(CSV, kind="csv")

    assert found.turns[0].text == "i feel awful, really"
    assert found.left_out == ((3, "who or text is empty"),)


@pytest.mark.parametrize(
    ("text", "kind"), [("", "txt"), ("just words", "txt"), ("a,b\n1,2\n", "csv"), ("[]", "jsonl")]
)
def test_no_talk_gives_a_sentence_that_helps(text, kind):
    with pytest.raises(NotATranscript, match="who|turn"):
        parse(text, kind=kind)


def test_three_unknown_speakers_need_a_name():
    with pytest.raises(NotATranscript, match="--supporter NAME"):
        parse("Al: hello there\nBea: hi\nCas: hey\n")


def test_a_file_in_another_encoding_says_what_to_do(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_bytes("Sam: j'ai été".encode("utf-16"))

    with pytest.raises(NotATranscript, match="UTF-8"):
        read_file(path)


def test_a_field_without_end_is_left_out_by_its_line_and_the_rest_is_read():
    text = f'who,text\nseeker,hello\nsupporter,"{"a" * 140_000}\nand on"\nsupporter,What happened?\nseeker,she left\n'

    found = parse(text, kind="csv")

    assert [turn.text for turn in found.turns] == ["hello", "What happened?", "she left"]
    ((number, why),) = found.left_out
    assert number == 3
    assert "131,072" in why


def test_reading_a_table_leaves_the_limit_of_everybody_else_alone():
    before = csv.field_size_limit()

    parse(CSV, kind="csv")

    assert csv.field_size_limit() == before


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_table_may_end_its_lines_as_any_program_does(ends):
    found = parse(CSV.replace("\n", ends), kind="csv")

    assert [turn.text for turn in found.turns] == ["i feel awful, really", "What happened?"]
    assert found.left_out == ((3, "who or text is empty"),)


@pytest.mark.parametrize(
    "line",
    [
        '{"who": "client", "text": "\\ud83d"}', '{"who": "client", "text": ' + "9" * 5000 + "}",
        "[" * 100_000, '{"who": true, "text": "hi"}', '{"who": "client", "text": ["hi"]}',
    ],
)  # fmt: skip
def test_a_line_that_can_not_be_read_or_written_down_is_left_out(line):
    found = parse(f'{{"who": "client", "text": "i feel awful"}}\n{line}\n', kind="jsonl")

    assert len(found.turns) == 1
    assert [number for number, _ in found.left_out] == [2]


def test_words_may_hold_a_separator_of_lines():
    assert parse('{"who": "client", "text": "one\u2028two"}\n', kind="jsonl").turns[0].text == "one\u2028two"


def test_several_who_support_can_be_named():
    text = "Ann: hello there\nBo: hi\nCy: hey\n"

    assert sides(parse(text, supporter="bo, Cy")) == [SEEKER, SUPPORTER, SUPPORTER]
    assert [turn.name for turn in parse(text, supporter="Bo").turns] == ["Ann", "Bo", "Cy"]
    with pytest.raises(NotATranscript, match="Nobody is called Kim"):
        parse(text, supporter="Bo,Kim")


def test_a_name_with_a_comma_is_one_name():
    text = 'who,text\n"Lee, Bo",Hello.\nAnn,hi\n'

    assert sides(parse(text, kind="csv", supporter="Lee, Bo")) == [SUPPORTER, SEEKER]
