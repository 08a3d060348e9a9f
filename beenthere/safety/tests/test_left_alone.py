"""A row alone sits beside nobody: who leads is heard, and a grave talk that is left alone calls again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import actions as conversations
from beenthere.conversations import beside
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_coordinator
from beenthere.safety import actions as paging
from beenthere.safety.levels import actions, queries
from beenthere.safety.models import Joining, Page
from tests.builders import EVENING, later

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def dee():
    return a_coordinator()


@pytest.fixture
def talk(dee):
    opened = an_open_talk()
    for side in ("seeker", "supporter"):
        conversations.see(conversation_id=opened.pk, side=side, now=EVENING)
    actions.set_level(conversation=opened, level=3, role="supporter", by=opened.supporter, now=EVENING)
    return opened


def everybody_had_it(dee, at=EVENING):
    for page in Page.objects.open():
        paging.acknowledge(page=page, person=dee, now=at)


def called():
    return list(Page.objects.open().values_list("why", flat=True))


def goes_off_duty(talk, dee):
    people.take_duty(person=dee, kind="on_call")


GONE = {
    "was not heard": (lambda talk, dee: None, later(seconds=61)),
    "went off duty": (goes_off_duty, later(seconds=30)),
}


@pytest.mark.parametrize("way", GONE)
def test_a_lead_who_is_not_there_answers_for_nobody_when_the_talk_ends(talk, dee, way):
    everybody_had_it(dee)
    actions.join(conversation=talk, person=dee, mode="lead", now=EVENING)
    happens, at = GONE[way]
    happens(talk, dee)
    type(talk).objects.filter(pk=talk.pk).update(state="ended", ended_at=at, ended_by="supporter")

    assert actions.look_for_dropped(now=at) == 1
    assert called() == ["dropped"]


def test_a_lead_whose_page_is_heard_is_there(talk, dee):
    everybody_had_it(dee)
    now = timezone.now()
    actions.join(conversation=talk, person=dee, mode="lead", now=now - timedelta(minutes=5))
    assert not queries.on_call_leads(talk, now=now)

    beside.heard({(talk.pk, dee.pk)})

    assert queries.on_call_leads(talk, now=now)
    type(talk).objects.filter(pk=talk.pk).update(state="ended", ended_at=now, ended_by="supporter")
    assert actions.look_for_dropped(now=now) == 0


def test_a_lead_who_falls_silent_calls_once_though_somebody_else_reads_along(talk, dee):
    eli = a_coordinator()
    everybody_had_it(dee)
    actions.join(conversation=talk, person=dee, mode="lead", now=EVENING)
    actions.join(conversation=talk, person=eli, mode="background", now=EVENING)
    actions.hear({(talk.pk, eli.pk)}, now=later(seconds=61))
    assert actions.look_for_left_alone(now=later(seconds=60)) == 0

    assert actions.look_for_left_alone(now=later(seconds=61)) == 1
    assert called() == ["left_alone"]
    everybody_had_it(dee, later(seconds=70))
    assert actions.look_for_left_alone(now=later(seconds=75)) == 0
    assert queries.log_is_whole()


def test_a_page_that_was_taken_while_nobody_came_calls_again_and_again(talk, dee):
    everybody_had_it(dee)

    assert actions.look_for_left_alone(now=later(seconds=59)) == 0
    assert actions.look_for_left_alone(now=later(seconds=60)) == 1
    assert actions.look_for_left_alone(now=later(seconds=65)) == 0
    everybody_had_it(dee, later(seconds=70))
    assert actions.look_for_left_alone(now=later(seconds=130)) == 1
    assert Page.objects.filter(why="left_alone").count() == 2


def test_whoever_hands_back_leaves_a_minute_for_the_next(talk, dee):
    everybody_had_it(dee)
    actions.join(conversation=talk, person=dee, mode="background", now=later(minutes=5))
    actions.hand_back(conversation=talk, person=dee, now=later(minutes=5, seconds=30))

    assert actions.look_for_left_alone(now=later(minutes=6)) == 0
    assert actions.look_for_left_alone(now=later(minutes=6, seconds=30)) == 1


def test_nobody_is_called_again_for_a_talk_that_was_lowered(talk, dee):
    everybody_had_it(dee)
    actions.set_level(
        conversation=talk, level=2, role="on_call", by=dee, reason="calmer", now=later(minutes=1)
    )

    assert actions.look_for_left_alone(now=later(minutes=9)) == 0


def test_handing_back_at_a3_is_asked_once_more_on_both_pages(talk, dee):
    page = Page.objects.get()
    actions.join(conversation=talk, person=dee, mode="lead", now=timezone.now())
    browser = signed_in(Client(), dee)
    for path in (f"/on-call/page/{page.key}/hand-back/", f"/on-call/talk/{talk.key}/hand-back/"):
        answer = browser.post(path)
        assert answer.status_code == 200
        assert b'name="sure"' in answer.content
        assert Joining.objects.filter(until=None).exists()

    browser.post(path, {"sure": "1"})

    assert not Joining.objects.filter(until=None).exists()


def test_the_page_of_the_talk_shows_nobody_who_is_not_on_call_any_more(talk, dee):
    actions.join(conversation=talk, person=dee, mode="lead", now=EVENING)
    assert [one.mode for one in beside.near(talk.pk)] == ["lead"]

    people.take_duty(person=dee, kind="on_call")

    assert [one.mode for one in beside.near(talk.pk)] == ["gone"]
