"""The duty on call by buttons: Dee takes it and lays it down, a coordinator takes it back, each a row of the log."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import beside
from beenthere.people import actions as people
from beenthere.people import queries as staff
from beenthere.people.tests.builders import a_coordinator, a_member
from beenthere.safety import actions_duty, queries
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import queries as level_queries
from beenthere.safety.models import SafetyLog

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
NOW = datetime.now(UTC)
DUTY = "/on-call/duty/"


def on_call():
    person = a_member()
    people.give_duty(person=person, kind="on_call")
    return person


@pytest.fixture
def dee():
    return on_call()


def links():
    rows = SafetyLog.objects.filter(what__in=["on_duty", "off_duty"]).order_by("id")
    return [(row.what, row.facts["person"], row.facts["by"]) for row in rows]


def press(person, what, **said):
    return signed_in(Client(), person).post(f"{DUTY}{what}/", said)


def test_dee_lays_the_duty_down_and_takes_it_again_on_the_console(dee):
    on_call()
    page = signed_in(Client(), dee).get("/on-call/").content.decode()
    assert "Lay the duty down" in page

    press(dee, "lay-down")
    assert not staff.is_on_call(dee)
    browser = signed_in(Client(), dee)
    assert browser.get("/on-call/")["Location"] == DUTY
    assert "Take the duty" in browser.get(DUTY).content.decode()
    assert 'href="/on-call/"' in browser.get(DUTY).content.decode()
    press(dee, "take")

    assert staff.is_on_call(dee)
    assert links() == [("off_duty", dee.pk, dee.pk), ("on_duty", dee.pk, dee.pk)]
    assert level_queries.log_is_whole()


def test_dee_keeps_her_place_in_the_order(dee):
    eli = on_call()
    actions_duty.lay_down(person=dee, now=NOW)
    assert staff.on_call_people() == [eli]

    actions_duty.take_up(person=dee, by=dee, now=NOW)

    assert staff.on_call_people() == [dee, eli]


def test_the_last_one_is_asked_once_more_and_then_the_service_is_closed(dee):
    asked = press(dee, "lay-down")
    assert "You are the only one on call" in asked.content.decode()
    assert queries.is_service_open()

    press(dee, "lay-down", sure="1")

    assert not queries.is_service_open()
    assert "Nobody is on call" in signed_in(Client(), dee).get(DUTY).content.decode()


def test_who_sits_beside_a_grave_talk_is_asked_and_then_leaves_it_for_all_to_see(dee):
    on_call()
    talk = an_open_talk(now=NOW)
    levels.set_level(conversation=talk, level=3, role="supporter", by=talk.supporter, now=NOW)
    levels.join(conversation=talk, person=dee, mode="lead", now=NOW)
    assert "You sit beside a talk" in press(dee, "lay-down").content.decode()
    assert staff.is_on_call(dee)

    press(dee, "lay-down", sure="1")

    assert not beside.may_read((talk.pk, dee.pk))
    actions_duty.take_up(person=dee, by=dee, now=NOW)
    assert not beside.may_read((talk.pk, dee.pk))
    assert [one.mode for one in beside.near(talk.pk)] == ["gone"]


def test_a_coordinator_takes_the_duty_herself_and_takes_it_back_from_others(dee):
    kim = a_coordinator(is_on_call=False)
    assert "Take the duty" in signed_in(Client(), kim).get(DUTY).content.decode()
    press(kim, "take")
    assert staff.is_on_call(kim)

    press(kim, f"take-back/{dee.key}")

    assert not staff.holds_on_call(dee)
    assert press(dee, "take").status_code == 404
    assert links() == [("on_duty", kim.pk, kim.pk), ("off_duty", dee.pk, kim.pk)]


def test_nobody_else_takes_it_or_takes_it_back(dee):
    cy, eli = a_member(), on_call()

    assert press(cy, "take").status_code == 404
    assert signed_in(Client(), cy).get(DUTY).status_code == 404
    assert press(eli, f"take-back/{dee.key}").status_code == 404
    assert Client().post(f"{DUTY}take/").status_code == 302
    with pytest.raises(actions_duty.DutyIsNotYours):
        actions_duty.take_up(person=cy, by=cy, now=NOW)
    with pytest.raises(actions_duty.DutyIsNotYours):
        actions_duty.take_back(person=dee, by=eli, now=NOW)

    assert staff.on_call_people() == [dee, eli]


def test_who_laid_it_down_is_told_of_no_page_and_pressing_twice_is_one(dee):
    on_call()
    assert actions_duty.lay_down(person=dee, now=NOW)
    assert not actions_duty.lay_down(person=dee, now=NOW)

    assert dee not in staff.on_call_people()
    assert len(links()) == 1
