"""Who may be sent away for a day: nobody who may be in danger, and nobody out of a grave talk."""

import pytest

from beenthere.boundaries.models import Noticed
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations import door
from beenthere.matching import queries, timers
from beenthere.people import actions as people
from beenthere.people.tests.builders import EVENING, a_coordinator
from beenthere.safety import actions as safety
from beenthere.safety import listeners
from beenthere.safety.events import LevelSet
from beenthere.safety.levels import actions as levels
from beenthere.safety.models import Page
from beenthere.supervision import actions
from beenthere.supervision.models import Report
from beenthere.supervision.rules import BAR, Tonight, must_stay_with

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.mark.parametrize(
    ("tonight", "stays"),
    [
        (Tonight(), False),
        (Tonight(last_answer="no"), False),
        (Tonight(level=1), False),
        (Tonight(open_whys=frozenset({"report", "boundary"})), False),
        (Tonight(is_unsafe=True), True),
        (Tonight(last_answer="yes"), True),
        (Tonight(last_answer="not_sure"), True),
        (Tonight(level=2), True),
        (Tonight(level=4), True),
        (Tonight(open_whys=frozenset({"report", "dropped"})), True),
        (Tonight(open_whys=frozenset({"unknown"})), True),
    ],
)
def test_who_must_be_stayed_with(tonight, stays):
    assert must_stay_with(tonight) is stays


def reported_and_back():
    """Ann, reported by Bo some time ago, in an open talk now."""
    talk = an_open_talk()
    report = Report.objects.create(
        conversation=talk, side="supporter", supporter=talk.supporter, reporter=talk.supporter, at=EVENING
    )
    return talk, report, queries.visit_of_conversation(talk)


def said_not_sure(talk, visit):
    safety.record_answer(visit=visit, answer="not_sure", now=EVENING)
    Page.objects.all().delete()


def stands_at(level):
    def set_it(talk, visit):
        levels.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=EVENING)
        Page.objects.all().delete()

    return set_it


def is_called_about(talk, visit):
    safety.page_on_call(visit=visit, conversation=talk, why="button", now=EVENING)


@pytest.mark.parametrize(
    "danger", [said_not_sure, stands_at(2), stands_at(3), is_called_about], ids=["answer", "A2", "A3", "page"]
)
def test_dee_can_not_send_away_somebody_who_may_be_in_danger(danger):
    talk, report, visit = reported_and_back()
    danger(talk, visit)

    with pytest.raises(actions.StayWithThem):
        actions.bar_seeker(report=report, by=a_coordinator(), now=EVENING)
    talk.seeker.refresh_from_db()
    assert talk.seeker.barred_until is None


def test_dee_sends_away_somebody_who_is_in_no_danger():
    talk, report, _visit = reported_and_back()

    actions.bar_seeker(report=report, by=a_coordinator(), now=EVENING)
    talk.seeker.refresh_from_db()
    assert talk.seeker.barred_until == EVENING + BAR


@pytest.mark.parametrize(("level", "is_unsafe"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_grave_level_marks_the_evening_and_no_bar_stands_against_it(level, is_unsafe):
    talk, _report, visit = reported_and_back()
    people.bar(seeker=talk.seeker, until=EVENING + BAR, now=EVENING)

    listeners.remember_who_is_not_safe(LevelSet(conversation_id=talk.pk, level=level, before=0))

    visit.refresh_from_db()
    talk.seeker.refresh_from_db()
    assert visit.is_unsafe is is_unsafe
    assert (talk.seeker.barred_until is None) is is_unsafe


def test_a_bar_that_came_at_the_same_moment_as_the_danger_ends_and_not_the_talk():
    talk, _report, visit = reported_and_back()
    people.bar(seeker=talk.seeker, until=EVENING + BAR, now=EVENING)
    type(visit).objects.filter(pk=visit.pk).update(is_unsafe=True)

    timers.finish_what_was_begun(EVENING)

    talk.refresh_from_db()
    talk.seeker.refresh_from_db()
    assert talk.state == "open"
    assert talk.seeker.barred_until is None
    assert door._shut_out(persons={talk.seeker.pk}, side="seeker") == set()


def test_a_bar_of_somebody_safe_ends_what_they_have_open():
    talk, _report, _visit = reported_and_back()
    people.bar(seeker=talk.seeker, until=EVENING + BAR, now=EVENING)

    timers.finish_what_was_begun(EVENING)

    talk.refresh_from_db()
    assert talk.state == "ended"


def test_one_held_message_that_fails_does_not_silence_the_next(monkeypatch):
    for _number in range(2):
        talk = an_open_talk()
        Noticed.objects.create(
            conversation=talk,
            supporter=talk.supporter,
            code="medicine",
            severity=3,
            calls=True,
            at=EVENING,
        )
    first, called = Noticed.objects.order_by("pk")[0], actions.guard.called

    def fails_for_the_first(*, noticed, now):
        if noticed.pk == first.pk:
            raise RuntimeError("a row that can not be read")
        return called(noticed=noticed, now=now)

    monkeypatch.setattr(actions.guard, "called", fails_for_the_first)

    assert actions.call_about_held_messages(now=EVENING) == 1
    assert Page.objects.get().why == "boundary"
