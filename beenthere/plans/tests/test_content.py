"""The six steps and nine guided cards are whole, in our own words, and every problem is named at once."""

import re

import pytest
import textstat
import yaml

from beenthere.plans import catalog

# Headings of the form by Stanley and Brown, which is theirs; the method is what we follow.
THE_FORM = (
    "warning signs", "internal coping strategies", "social settings", "provide distraction",
    "whom i can ask for help", "professionals or agencies", "making the environment safe",
    "contact during a crisis", "most important to me", "worth living for", "stanley-brown safety plan",
)  # fmt: skip


def words_of_content() -> str:
    return " ".join(path.read_text(encoding="utf-8") for path in sorted(catalog.FOLDER.glob("*.yml")))


def test_our_own_content_has_no_problem():
    assert catalog.problems() == []
    assert len(catalog.steps()) == 6
    assert len(catalog.situations()) == 9


@pytest.mark.parametrize("phrase", THE_FORM)
def test_nothing_is_taken_from_the_form(phrase):
    assert phrase not in re.sub(r"\s+", " ", words_of_content().lower())


def test_the_method_is_named_where_it_is_from_and_not_on_the_page():
    assert all("Stanley & Brown 2012" in step.source for step in catalog.steps())
    shown = " ".join(f"{one.heading} {one.question} {one.hint}" for one in catalog.steps())
    assert "Stanley" not in shown


def test_the_steps_are_in_plain_words():
    asked = " ".join(f"{one.heading}. {one.question} {one.hint}" for one in catalog.steps())

    assert textstat.automated_readability_index(asked) <= 5
    assert textstat.coleman_liau_index(asked) <= 6


def test_every_card_says_whom_to_bring_and_has_a_source():
    for card in catalog.situations():
        assert any(word in " ".join(card.who_to_bring).lower() for word in ("on-call", "coordinator"))
        assert "Own words" in card.source or "own" in card.source.lower()


BROKEN = [
    ("steps.yml", "slug: signs", "slug: alarm", "the entries are not those the rules know"),
    ("steps.yml", "  hint:", "  tip:", "hint"),
    ("situations.yml", "at_once: false", "at_once: maybe", "at_once"),
    ("situations.yml", "  about:", "  story:", "is unknown"),
]


@pytest.mark.parametrize(("name", "was", "becomes", "said"), BROKEN)
def test_what_is_wrong_is_named(name, was, becomes, said, tmp_path):
    for path in catalog.FOLDER.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    broken = (tmp_path / name).read_text(encoding="utf-8").replace(was, becomes, 1)
    (tmp_path / name).write_text(broken, encoding="utf-8")

    found = [f"{problem.where} {problem.what}" for problem in catalog.problems(tmp_path)]

    assert any(said in one for one in found), found


@pytest.mark.parametrize("content", ["", "- [", "a: b", "- x\n- y"])
def test_a_file_that_is_no_list_of_entries_is_named(content, tmp_path):
    for name in (catalog.STEPS_FILE, catalog.SITUATIONS_FILE):
        (tmp_path / name).write_text(content, encoding="utf-8")

    assert {problem.where.split(":")[0] for problem in catalog.problems(tmp_path)} == {
        catalog.STEPS_FILE, catalog.SITUATIONS_FILE
    }  # fmt: skip


def test_one_first_sentence_is_too_few(tmp_path):
    listed = yaml.safe_load((catalog.FOLDER / catalog.SITUATIONS_FILE).read_text(encoding="utf-8"))
    listed[0]["first_words"] = ["I believe you."]
    (tmp_path / catalog.SITUATIONS_FILE).write_text(yaml.safe_dump(listed), encoding="utf-8")

    said = [problem.what for problem in catalog.problems(tmp_path)]

    assert "are not two or three" in said
