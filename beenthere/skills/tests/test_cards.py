"""The cards: sixty, whole, careful; and a file that is wrong says everything at once."""

import re

import pytest
from django.test import Client

from beenthere.skills import queries, rules
from beenthere.skills.queries import FOLDER, cards

GOOD = (FOLDER / "drop-anchor.md").read_text(encoding="utf-8")
UNSAFE = re.compile(
    r"\b(committed? suicide|successful attempt|failed attempt|cry for attention|epidemic)\b", re.I
)


def test_there_are_sixty_cards_and_nothing_is_wrong_with_them():
    assert rules.check_folder(FOLDER) == []
    assert len(cards()) == 60


@pytest.mark.parametrize("slug", sorted(path.stem for path in FOLDER.glob("*.md")))
def test_a_card_is_whole(slug):
    card = cards()[slug]

    assert card.slug == slug
    assert 0 <= card.band[0] <= card.band[1] <= 10
    assert 2 <= len(card.steps) <= 8
    assert card.sources
    assert card.say
    assert card.helped
    assert card.not_when
    assert not UNSAFE.search(" ".join([card.what, card.say, *card.steps, card.fits, card.not_when]))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("slug: drop-anchor", "slug: other"), "slug"),
        (("family: ACT", "family: Magic"), "family"),
        (("role: IN", "role: BOSS"), "role"),
        (("evidence_grade:", "grade:"), "grade"),
        (("## Say", "## Shout"), "Say"),
        (("band: [6, 10]", "band: [6, 12]"), "band"),
    ],
)
def test_what_is_wrong_is_named_by_field_with_what_to_do(change, field):
    assert change[0] in GOOD
    found = rules.read_card(file="drop-anchor.md", text=GOOD.replace(*change, 1))

    assert isinstance(found, list)
    assert field in {problem.field for problem in found}
    assert all(problem.file and problem.what and problem.do for problem in found)


def test_every_problem_is_named_at_once():
    broken = GOOD.replace("family: ACT", "family: Magic").replace("role: IN", "role: BOSS")

    assert len(rules.read_card(file="drop-anchor.md", text=broken)) >= 2


def test_the_strongest_card_names_who_must_not_do_it():
    card = cards()["tipp"]

    assert card.band[0] >= 8
    assert len(card.cautions) >= 8


def test_search_finds_by_every_word():
    assert "paced-breath" in [card.slug for card in queries.search("slow breathing")]
    assert queries.search("zzzz") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/skills/", 200),
        ("/skills/print/", 200),
        ("/skills/tipp/", 200),
        ("/skills/?q=breath", 200),
        ("/skills/none/", 404),
    ],
)
def test_the_library_is_open_to_everybody(path, status):
    assert Client().get(path).status_code == status
