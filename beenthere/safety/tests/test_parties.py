"""Bo is on call too: a page about his own talk is everybody else's. And who was paused is on call no longer."""

import pytest
from django.test import Client

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import beside
from beenthere.evening.actions import report_and_block
from beenthere.kernel.refusals import NotHere
from beenthere.people import actions as people
from beenthere.people import queries as people_queries
from beenthere.people.access import require_on_call
from beenthere.people.models import SupporterProfile
from beenthere.people.tests.builders import a_coordinator, a_member, a_supporter
from beenthere.safety import actions, queries
from beenthere.safety.access import access_page
from beenthere.safety.levels import actions as levels
from beenthere.safety.models import Joining, Page, Told
from beenthere.supervision.queries import open_reports
from tests.builders import EVENING, later

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def talk():
    opened = an_open_talk()
    for kind in ("on_call", "coordinator"):
        people.give_duty(person=opened.supporter, kind=kind)
    return opened


@pytest.fixture
def bo(talk):
    return talk.supporter


def dee_on_call():
    person = a_member()
    people.give_duty(person=person, kind="on_call")
    return person


def reported(talk):
    report_and_block(conversation=talk, side="seeker", reason="hurtful", now=EVENING)
    return Page.objects.get(why="report")


def told(page):
    return set(Told.objects.filter(page=page).values_list("person_id", flat=True))


def test_a_report_of_bo_is_told_to_everybody_on_call_but_bo(talk, bo):
    dee = dee_on_call()
    page = reported(talk)

    actions.escalate(later(minutes=99))

    assert told(page) == {dee.pk}
    assert access_page(key=page.key, member=dee) == page


def test_bo_can_not_see_take_join_tick_or_lower_it(talk, bo):
    dee_on_call()
    levels.set_level(conversation=talk, level=3, role="supporter", by=bo, now=EVENING)
    page = Page.objects.get()
    lower = {"level": 1, "role": "on_call", "by": bo, "reason": "fine", "now": EVENING}

    assert queries.open_pages(reader=bo) == []
    assert not actions.acknowledge(page=page, person=bo, now=EVENING)
    for refused in (
        lambda: access_page(key=page.key, member=bo),
        lambda: levels.join(conversation=talk, person=bo, mode="lead", now=EVENING),
        lambda: levels.tick(conversation=talk, step="asked_consent", person=bo, now=EVENING),
        lambda: levels.set_level(conversation=talk, **lower),
    ):
        with pytest.raises(NotHere):
            refused()


def test_a_seat_bo_took_in_his_own_talk_before_is_none(talk, bo):
    Joining.objects.create(conversation=talk, person=bo, mode="lead", since=EVENING)

    assert not beside.may_read((talk.pk, bo.pk))


def test_with_nobody_else_on_call_the_other_coordinators_are_called_and_can_take_it(talk, bo):
    olu = a_coordinator(is_on_call=False)
    page = reported(talk)
    actions.escalate(later(minutes=99))
    assert olu.pk in told(page)
    assert bo.pk not in told(page)

    browser = signed_in(Client(), olu)
    assert browser.get(f"/on-call/page/{page.key}/").status_code == 200
    assert browser.post(f"/on-call/take/{page.key}/", follow=True).status_code == 200
    page.refresh_from_db()
    assert page.acknowledged_by == olu


def test_with_nobody_else_at_all_the_page_about_bo_stays_open(talk, bo):
    people_queries.Duty.objects.exclude(person=bo).delete()
    page = reported(talk)

    actions.escalate(EVENING)

    page.refresh_from_db()
    assert told(page) == set()
    assert page.acknowledged_at is None


def test_bo_who_coordinates_does_not_look_after_the_report_of_himself(talk, bo):
    dee = a_coordinator()
    reported(talk)

    assert open_reports(reader=bo) == []
    assert len(open_reports(reader=dee)) == 1


# -- who is on call -------------------------------------------------------------------------


def test_who_is_paused_or_left_is_on_call_no_longer_and_loses_the_seat():
    talk = an_open_talk()
    fay = a_supporter(name="Fay", is_available=False)
    people.give_duty(person=fay, kind="on_call")
    levels.join(conversation=talk, person=fay, mode="lead", now=EVENING)
    assert beside.may_write((talk.pk, fay.pk))

    for standing in ("paused", "left"):
        SupporterProfile.objects.filter(person=fay).update(standing=standing)
        assert not beside.may_read((talk.pk, fay.pk))
        assert fay not in people_queries.on_call_people()
        with pytest.raises(NotHere):
            require_on_call(fay)


def test_a_closed_account_holds_no_duty():
    dee = a_coordinator()
    dee.account.is_active = False
    dee.account.save()

    assert not people_queries.is_on_call(dee)
    assert not people_queries.is_coordinator(dee)
    assert dee not in people_queries.on_call_people()
