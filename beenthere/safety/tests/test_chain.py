"""Pages, who was told and who took them are links of the chain of hashes: codes only, in the commit of their row."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from django.db import transaction
from django.db.models import F

from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.config.commands import doctor
from beenthere.matching.tests.builders import a_visit, seconds
from beenthere.notices import actions as notices
from beenthere.people import actions as people
from beenthere.people.tests.builders import EVENING, a_member
from beenthere.privacy import actions as privacy
from beenthere.privacy import heads, keys
from beenthere.privacy.models import ChainHead
from beenthere.safety import actions
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import log, queries, whole
from beenthere.safety.models import Page, SafetyLog
from tests.scripts import ROOT_KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def dees():
    both = [a_member(), a_member()]
    for dee in both:
        people.give_duty(person=dee, kind="on_call")
    return both


def links(*whats):
    rows = SafetyLog.objects.order_by("id")
    return [(row.what, row.facts) for row in rows if not whats or row.what in whats]


def a_page(**named):
    return actions.page_on_call(visit=a_visit(), why="button", now=EVENING, **named)


# -- each step is a link -----------------------------------------------------------------------------


def test_a_page_from_the_call_to_the_one_who_has_it_is_a_walk_of_links(dees):
    dee, eli = dees
    page = a_page()
    actions.escalate(EVENING)
    actions.escalate(seconds(60))
    actions.escalate(seconds(180))
    actions.acknowledge(page=page, person=eli, now=seconds(190))

    named = {"page": page.key}
    assert links() == [
        ("page", named | {"why": "button", "again": False}),
        ("told", named | {"round": 0, "mark": 1, "people": [dee.pk]}),
        ("told", named | {"round": 0, "mark": 2, "people": [eli.pk]}),
        ("lines", named),
        ("told", named | {"round": 1, "mark": 4, "people": [dee.pk, eli.pk]}),
        ("taken", named | {"person": eli.pk}),
    ]
    assert queries.log_is_whole()


def test_the_same_call_again_is_a_link_too_and_taking_it_twice_is_none(dees):
    dee, eli = dees
    visit = a_visit()
    for second in (0, 5):
        page = actions.page_on_call(visit=visit, why="button", now=seconds(second))
    for person in (dee, eli):
        actions.acknowledge(page=page, person=person, now=seconds(9))

    assert [facts["again"] for _what, facts in links("page")] == [False, True]
    assert [facts["person"] for _what, facts in links("taken")] == [dee.pk]


def test_beating_twice_links_nobody_twice(dees):
    a_page()
    for _beat in range(3):
        actions.escalate(seconds(1))

    assert len(links("told")) == 1


def test_somebody_who_could_not_be_told_is_no_link_until_they_were(dees, monkeypatch):
    dee, eli = dees
    page = a_page()
    whole = notices.queue_notice
    broken = lambda *, to, **named: 1 / 0 if to == dee else whole(to=to, **named)  # noqa: E731
    monkeypatch.setattr(actions.notices, "queue_notice", broken)
    actions.escalate(seconds(60))
    monkeypatch.undo()
    actions.escalate(seconds(61))

    assert [facts["people"] for _what, facts in links("told")] == [[eli.pk], [dee.pk]]
    page.refresh_from_db()
    assert page.mark == 2


@transaction.atomic
def a_page_whose_cause_fails():
    a_page()
    raise ZeroDivisionError


def test_a_page_that_is_taken_back_leaves_no_link_and_a_link_that_fails_no_page(monkeypatch):
    with pytest.raises(ZeroDivisionError):
        a_page_whose_cause_fails()
    assert not SafetyLog.objects.exists()

    monkeypatch.setattr(log, "hash_of", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        a_page()
    assert not Page.objects.exists()


def test_no_word_of_anybody_is_in_a_link(dees):
    talk = an_open_talk()
    levels.set_level(conversation=talk, level=3, role="supporter", by=talk.supporter, now=EVENING)
    actions.escalate(EVENING)
    actions.acknowledge(page=Page.objects.get(), person=dees[0], now=EVENING)

    known = {"page", "why", "again", "round", "mark", "people", "person", "level", "before", "role"}
    assert all(set(facts) <= known for _what, facts in links())
    assert [what for what, _facts in links()] == ["level", "page", "told", "taken"]


# -- erasing ------------------------------------------------------------------------------------------


def test_erasing_ann_and_dee_lets_the_talk_go_and_leaves_the_chain_whole(dees):
    dee, _eli = dees
    talk = an_open_talk()
    page = actions.page_on_call(conversation=talk, why="button", now=EVENING)
    actions.escalate(EVENING)
    actions.acknowledge(page=page, person=dee, now=seconds(9))
    assert SafetyLog.objects.filter(conversation=talk).count() == 1
    before = links()
    of_the_talk = SafetyLog.objects.get(conversation=talk).pk

    privacy.erase_person(person=talk.seeker, now=seconds(60))
    privacy.erase_person(person=dee, now=seconds(70))

    assert links() == [*before, ("let_go", {"rows": [of_the_talk]})]
    assert not SafetyLog.objects.exclude(conversation=None).exists()
    assert queries.log_is_whole()


# -- tampering ----------------------------------------------------------------------------------------


def an_old_head(rows):
    """Take the last link off, and put the head where it was, with whatever seal is at hand."""
    last = rows.order_by("id").last()
    ChainHead.objects.filter(chain="safety").update(count=F("count") - 1, last=last.previous)
    last.delete()


TAMPERED = {
    "another reason": lambda rows: rows.filter(what="page").update(
        facts={"page": "x", "why": "boundary", "again": False}
    ),
    "nobody was told": lambda rows: rows.filter(what="told").delete(),
    "somebody else had it": lambda rows: rows.filter(what="taken").update(facts={"page": "x", "person": 0}),
    "taken earlier": lambda rows: rows.filter(what="taken").update(at=EVENING),
    "the end is cut off": lambda rows: rows.filter(what="taken").delete(),
    "the end is cut off, a step of a talk": lambda rows: rows.filter(what="level").delete(),
    "all of it is cut off": lambda rows: rows.all().delete(),
    "the end is cut off, and the head moved back": an_old_head,
    "the end is cut off, and the head taken away": lambda rows: (
        rows.filter(what="level").delete(), ChainHead.objects.filter(chain="safety").delete()
    ),
    "hung on another talk": lambda rows: rows.filter(what="level").update(conversation=an_open_talk()),
    "taken off its talk": lambda rows: rows.filter(what="level").update(conversation=None, salt=""),
    "hung on a talk that it was not about": lambda rows: rows.filter(what="taken").update(
        conversation=an_open_talk()
    ),
    "made to look like one from before": lambda rows: rows.filter(what="level").update(form=1, bound=""),
    "a page made beside the log": lambda rows: Page.objects.create(about="x", why="button", opened_at=seconds(1)),
    "a page taken beside the log": lambda rows: Page.objects.update(acknowledged_at=seconds(1)),
}  # fmt: skip


@pytest.mark.parametrize("way", TAMPERED)
def test_whoever_changes_what_happened_is_seen(dees, way):
    taken = a_page()
    actions.escalate(EVENING)
    a_page()
    actions.acknowledge(page=taken, person=dees[0], now=seconds(9))
    talk = an_open_talk()
    log.write(what="level", now=seconds(10), conversation=talk, level=1, before=0, role="supporter")
    assert queries.log_is_whole()

    TAMPERED[way](SafetyLog.objects)

    assert not queries.log_is_whole()


def move_to(row, *, is_first=False):
    return heads.move(
        heads.SAFETY, previous=row.previous, last=row.hash, is_first=is_first, after=log.links_after
    )


@pytest.mark.parametrize(
    "broken", [keys.Tampered("service"), OSError("no keyring"), SystemExit("no root key")]
)
def test_an_alarm_is_made_though_no_key_can_be_read_and_the_head_catches_up(dees, monkeypatch, broken):
    a_page()

    def fails(**named):
        raise broken

    monkeypatch.setattr(heads.keys, "digest", fails)
    made = a_page()
    monkeypatch.undo()

    assert Page.objects.open().filter(pk=made.pk).exists()
    assert whole.first_broken() is None
    assert whole.is_cut()
    a_page()
    assert queries.log_is_whole()


@pytest.mark.parametrize("way", ["the end is cut off", "the end is cut off, and the head moved back"])
def test_the_next_step_does_not_hide_an_end_that_was_cut_off(dees, way):
    for _page in range(2):
        page = a_page()
        actions.acknowledge(page=page, person=dees[0], now=seconds(9))
    TAMPERED[way](SafetyLog.objects)

    a_page()

    assert whole.is_cut()


def test_the_doctor_says_it_and_prints_where_the_log_ends(dees):
    a_page()
    assert "1 so far, the last ends in" in doctor._safety_log().words

    SafetyLog.objects.all().delete()

    assert not doctor._safety_log().is_well
    assert "cut off" in doctor._safety_log().words
    assert doctor._audit_trail().is_well


def test_links_from_before_stay_valid_and_none_may_follow_a_bound_one():
    first = SafetyLog(what="level", facts={"level": 1}, at=EVENING, previous=log.START)
    first.hash = log.hash_of(first)
    first.save()
    move_to(first, is_first=True)
    log.write(what="level", now=seconds(1), conversation=an_open_talk(), level=2)
    assert queries.log_is_whole()

    late = SafetyLog(what="level", facts={}, at=EVENING, previous=SafetyLog.objects.last().hash)
    late.hash = log.hash_of(late)
    late.save()
    move_to(late)

    assert whole.first_broken() == late


def test_the_first_way_of_hashing_is_as_it_was():
    row = SafetyLog(what="level", facts={"level": 3}, at=EVENING, previous=log.START)

    said = json.dumps(["level", {"level": 3}, EVENING.isoformat(), log.START], sort_keys=True)
    assert log.hash_of(row) == hashlib.sha256(said.encode()).hexdigest()


def test_pages_from_before_the_first_link_are_let_be():
    Page.objects.create(about="x", why="button", opened_at=seconds(-60), acknowledged_at=seconds(-50))
    assert queries.log_is_whole()
    a_page()

    assert queries.log_is_whole()


# -- many at once -------------------------------------------------------------------------------------


def chained(tmp_path, **environment):
    ran = subprocess.run(
        [sys.executable, "-m", "beenthere.safety.tests.chained"],
        env={
            **os.environ,
            "BEENTHERE_ROOT_KEY": ROOT_KEY,
            "BEENTHERE_DATA_DIR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def assert_the_chain_is_whole(found):
    assert found["failed"] == {}
    assert found["is_whole"]
    assert found["forks"] == 0
    assert found["lost"] == 0
    assert found["links"]["taken"] == found["pages_taken"]
    assert found["told"] == found["told_linked"]


def test_many_writers_make_one_chain_on_sqlite(tmp_path):
    assert_the_chain_is_whole(chained(tmp_path))


def test_many_writers_make_one_chain_on_postgresql(tmp_path, postgres):
    assert_the_chain_is_whole(chained(tmp_path, BEENTHERE_DATABASE_URL=postgres))
