"""Which of a seeker's words are quoted to the people on call, and when nothing is claimed."""

import pytest

from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.companion import actions, quoting
from beenthere.conversations import writer
from beenthere.readers import Reading, cue
from beenthere.readers.shapes import UNAVAILABLE, Span

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def talk():
    return an_open_talk()


def said(talk, *lines):
    sayings = [
        writer.Saying(talk.pk, talk.key, side, f"key-{number:06d}", text)
        for number, (side, text) in enumerate(lines)
    ]
    writer._write_or_split(sayings)


def reads(monkeypatch, one):
    """A reader that marks the word "letters"."""
    monkeypatch.setattr(cue, "read_many", lambda talks: [one(turns[-1].text) for turns in talks])


def letters(text):
    at = text.find("letters")
    return Reading(level="A3", because=(Span(at, at + 7, "letters"),)) if at >= 0 else Reading(level="A0")


def test_only_the_marked_words_of_the_seeker_are_quoted_the_last_three(talk, monkeypatch):
    reads(monkeypatch, letters)
    said(
        talk,
        ("seeker", "I wrote letters"),
        ("supporter", "letters?"),
        *[("seeker", f"letters {n} to everyone") for n in range(3)],
        ("on_call", "which letters"),
    )

    found = quoting.marked_in(talk)

    assert found.state == "read"
    assert [one.words for one in found.quotes] == ["letters", "letters", "letters"]
    assert len({one.at for one in found.quotes}) == 1


def test_marks_that_stand_apart_are_shown_apart_and_nothing_between_them():
    text = "the letters are written and i know the day"
    spans = (Span(34, 42, text[34:42]), Span(4, 11, "letters"), Span(4, 23, text[4:23]))

    assert quoting._words(Reading(because=spans)) == "letters are written … the day"


def test_without_a_reader_plain_statements_are_found_all_the_same(talk, monkeypatch):
    said(talk, ("seeker", "i want to kill myself"))

    found = quoting.marked_in(talk)

    assert [one.words for one in found.quotes] != []


@pytest.mark.parametrize("who", ["the operator", "the seeker"])
def test_a_reader_that_was_switched_off_reads_nothing(talk, monkeypatch, who):
    reads(monkeypatch, letters)
    said(talk, ("seeker", "I wrote letters"))
    if who == "the operator":
        actions.switch_readers(is_on=False)
    else:
        actions.allow(conversation=talk, allows=False)

    assert quoting.marked_in(talk) == quoting.OFF


def test_what_can_not_be_read_is_unavailable_and_never_nothing(talk, monkeypatch):
    reads(monkeypatch, lambda text: UNAVAILABLE)
    said(talk, ("seeker", "ﻻ"))
    assert quoting.marked_in(talk) == quoting.UNAVAILABLE

    reads(monkeypatch, lambda text: letters(text) if "letters" in text else UNAVAILABLE)
    said(talk, ("supporter", "x"), ("supporter", "y"), ("seeker", "I wrote letters again"))
    assert quoting.marked_in(talk).state == "partly"


def test_where_nothing_was_said_nothing_is_marked(talk):
    assert quoting.marked_in(talk).quotes == ()


def test_a_short_german_word_in_a_german_talk_is_not_taken_for_read(talk):
    talk.language = "de"
    talk.save(update_fields=["language"])
    said(talk, ("seeker", "Ja, genau."))

    assert quoting.marked_in(talk) == quoting.UNAVAILABLE
