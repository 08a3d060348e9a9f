"""What the phone takes along says what the live companion says, and holds nobody's words."""

import json
import struct

import pytest

from beenthere.companion.rules import suggest
from beenthere.friends.pocket import bundle, checks, icon, rules, worker
from beenthere.skills.queries import cards

pytestmark = pytest.mark.django_db


def looked_up(moment) -> list[str]:
    """Look a moment up as the phone does (choose.js)."""
    told = bundle.bundle()
    feeling = [slug for slug, _words in told["feelings"]].index(next(iter(moment.emotions), ""))
    need = [slug for slug, _words in told["needs"]].index(moment.need)
    place = (feeling * 11 + moment.intensity) * len(told["needs"]) + need
    place = (place * 2 + (moment.level > 0)) * 2 + (moment.seeker_messages > 0)
    return told["answers"][told["table"][place]]


def test_every_moment_is_answered_as_the_live_companion_answers_it():
    moments = list(rules.moments())
    assert len(moments) == 12 * 11 * 6 * 2 * 2

    for moment in moments:
        found = suggest(moment, cards())
        assert looked_up(moment) == [found.first, *(shown.slug for shown in found.cards)]


def test_every_moment_has_two_or_three_cards_and_danger_is_asked_about_first():
    for moment in rules.moments():
        first, *shown = looked_up(moment)
        assert 2 <= len(shown) <= 3
        assert set(shown) <= set(cards())
        assert first == "ask-directly" or not moment.level


def test_the_bundle_is_small_and_names_no_person():
    told = json.loads(bundle.as_json())

    assert set(told) == {"feelings", "needs", "cards", "lines", "answers", "table"}
    assert set(told["cards"]) == set(cards())


def test_the_version_changes_with_what_is_kept(settings):
    before = bundle.version()
    settings.TABLE = settings.TABLE.model_copy(update={"region": "GB"})

    assert bundle.version() != before


def test_the_worker_keeps_a_fixed_list_and_no_answer_about_an_evening():
    kept = bundle.kept_files()

    assert not [path for path in kept if "tonight" in path or "sync" in path]
    assert json.dumps(kept) in worker.script()


@pytest.mark.parametrize("shape", icon.SHAPES)
@pytest.mark.parametrize(("size", "is_maskable"), [(192, False), (512, False), (512, True)])
def test_an_icon_is_a_png_of_its_size(shape, size, is_maskable):
    drawn = icon.png(shape, size, is_maskable=is_maskable)

    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", drawn[16:24]) == (size, size)
    assert len(drawn) < 20_000


@pytest.mark.parametrize(
    ("name", "warns"), [("Notes", False), ("Lists", False), ("Crisis", True), ("beenthere", True)]
)
def test_a_name_on_the_home_screen_that_tells_is_warned_about(settings, name, warns):
    settings.TABLE = settings.TABLE.model_copy(update={"pocket_name": name})

    assert bool(checks.home_screen_tells_nothing(None)) is warns
