"""A file of words is read once for all rooms, and everything wrong with it is said with its place."""

import pytest

from beenthere.kernel import content
from beenthere.kernel.content import Problem

KNOWN = ("slug", "label")


def written(tmp_path, words):
    path = tmp_path / "topics.yml"
    path.write_text(words, encoding="utf-8")
    return path


def of_entry(where, entry):
    return content.missing(where, entry, KNOWN) + content.unknown(where, entry, KNOWN)


def test_a_good_file_is_its_entries_and_has_no_problem(tmp_path):
    listed = content.entries(
        written(tmp_path, "- {slug: grief, label: grief}\n- {slug: sleep, label: sleep}\n")
    )

    assert content.slugs_of(listed) == ["grief", "sleep"]
    assert content.problems_of_each("topics.yml", listed, KNOWN, of_entry) == []


@pytest.mark.parametrize("words", ["a: [", "- &a *b", "\x00"])
def test_a_file_that_is_no_yaml_can_not_be_read(words, tmp_path):
    with pytest.raises(content.CanNotBeRead) as wrong:
        content.read(written(tmp_path, words), otherwise="Write YAML.")

    assert wrong.value.problem == Problem("topics.yml", "can not be read", "Write YAML.")


def test_a_file_that_is_missing_or_in_another_alphabet_can_not_be_read(tmp_path):
    (tmp_path / "latin.yml").write_bytes(b"- \xe9t\xe9")

    for name in ("latin.yml", "gone.yml"):
        with pytest.raises(content.CanNotBeRead) as wrong:
            content.entries(tmp_path / name)
        assert (wrong.value.problem.where, wrong.value.problem.what) == (name, "can not be read")


@pytest.mark.parametrize(("words", "least"), [("", 0), ("a: b", 0), ("just words", 0), ("[]", 1)])
def test_what_is_no_list_of_enough_entries_is_said(words, least, tmp_path):
    with pytest.raises(content.CanNotBeRead) as wrong:
        content.entries(written(tmp_path, words), no_list="Write one for each topic.", least=least)

    assert wrong.value.problem == Problem("topics.yml", "is not a list", "Write one for each topic.")


def test_an_empty_list_is_a_list_where_no_entry_is_asked_for(tmp_path):
    assert content.entries(written(tmp_path, "[]")) == []


def test_every_problem_of_every_entry_is_named_at_once(tmp_path):
    listed = content.entries(
        written(tmp_path, "- {slug: grief}\n- just words\n- {slug: a, label: b, colour: c}\n")
    )

    found = content.problems_of_each("topics.yml", listed, KNOWN, of_entry)

    assert [f"{one.where} {one.what}. {one.do}" for one in found] == [
        "topics.yml: entry 1: label is missing. Add it.",
        "topics.yml: entry 2 is not a set of fields. Write slug, label.",
        "topics.yml: entry 3: colour is unknown. Remove it.",
    ]
    assert content.slugs_of(listed) == ["grief", "a"]


@pytest.mark.parametrize("value", [None, 5, True, "", "  ", ["words"]])
def test_what_nobody_could_read_is_no_words(value):
    assert not content.is_words(value)
    assert not content.is_list_of_words([value])


def test_words_are_words_and_an_empty_list_says_nothing():
    assert content.is_words("Hello.")
    assert content.is_list_of_words(["Hello.", "Good night."])
    assert not content.is_list_of_words([])
    assert not content.is_list_of_words("Hello.")


def test_the_check_before_the_start_says_where_what_and_what_to_do():
    (error,) = content.errors(
        "people/content", [Problem("a.yml: slug", "is missing", "Add it.")], id="people.E001"
    )

    assert (error.msg, error.hint, error.id) == (
        "people/content/a.yml: slug is missing.",
        "Add it.",
        "people.E001",
    )
    assert error.is_serious()
