import json

import pytest

from beenthere.matching import actions, registers
from beenthere.matching.models import Offer, Separation, Visit, Wish
from beenthere.matching.tests.builders import EVENING, a_match, a_visit, minutes, one_offer
from beenthere.people.tests.builders import a_supporter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def a_visit_with_words():
    visit = a_visit()
    actions.write_note(visit=visit, words="my own words", now=EVENING)
    actions.make_wish(visit=visit, kind="note", words="left words", wanted_at=None, now=EVENING)
    return visit


def test_a_download_holds_everything_somebody_wrote_and_chose():
    visit = a_visit_with_words()

    (exported,) = registers.export_visits(visit.person)["visits"]

    assert exported["note"] == "my own words"
    assert exported["wishes"] == [{"kind": "note", "words": "left words"}]
    assert exported["topics"] == ["grief"]
    json.dumps(exported)


def test_erasing_ann_leaves_nothing_of_hers_and_everything_of_others():
    ann, other = a_visit_with_words(), a_visit_with_words()
    actions.separate(seeker=ann.person, supporter=a_supporter(), why="blocked", now=EVENING)

    registers.erase_visits(ann.person, minutes(5))
    registers.erase_visits(ann.person, minutes(6))

    assert list(Visit.objects.all()) == [other]
    assert Wish.objects.get().visit == other
    assert not Separation.objects.exists()


def test_erasing_bo_takes_the_offers_and_leaves_the_seeker_in_line():
    bo = a_supporter()
    visit = a_visit()
    one_offer()

    registers.erase_visits(bo, minutes(1))

    visit.refresh_from_db()
    assert visit.state == "waiting"
    assert not Offer.objects.exists()


def test_old_words_are_forgotten_and_running_ones_kept(settings):
    old, running = a_visit_with_words(), a_visit_with_words()
    actions.leave_line(visit=old, now=EVENING)
    a_match()

    registers.forget_old_words(minutes(60 * 24 * settings.TABLE.keep_days - 1))
    assert Wish.objects.count() == 2

    registers.forget_old_words(minutes(60 * 24 * settings.TABLE.keep_days))
    old.refresh_from_db()
    running.refresh_from_db()
    assert old.waiting_note is None
    assert running.waiting_note is not None
    assert Wish.objects.get().visit == running
