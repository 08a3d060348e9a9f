"""What a supporter can and can not do from the pages of a heavy talk, and numbers that are none."""

import pytest
from django.test import Client

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import actions as conversations
from beenthere.evening import actions as evening
from beenthere.evening import views_chat
from beenthere.evening.entry import memory
from beenthere.evening.tests.test_plain_words import seen_by
from beenthere.matching import actions as matching
from beenthere.matching.models import Offer, Visit
from beenthere.matching.tests.builders import EVENING, a_visit
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_coordinator
from beenthere.safety.levels import actions as levels
from beenthere.safety.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    return an_open_talk()


def raise_to(talk, level):
    levels.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=EVENING)


def is_open(talk):
    talk.refresh_from_db()
    return talk.state == "open"


@pytest.mark.parametrize(("level", "stays_open"), [(0, False), (2, True), (3, True)])
@pytest.mark.parametrize("deed", ["end", "propose"])
def test_a_supporter_does_not_close_a_heavy_talk_by_agreeing_either(talk, deed, level, stays_open):
    conversations.propose_close(conversation=talk, side="seeker", now=EVENING)
    if level:
        raise_to(talk, level)

    signed_in(Client(), talk.supporter).post(f"/desk/chat/{talk.key}/{deed}/")

    assert is_open(talk) is stays_open


def test_a_supporter_may_always_propose_and_the_seeker_may_always_agree(talk):
    raise_to(talk, 3)
    signed_in(Client(), talk.supporter).post(f"/desk/chat/{talk.key}/propose/")
    assert is_open(talk)

    seen_by(Client(), talk.seeker).post(f"/chat/{talk.key}/propose/")

    assert not is_open(talk)


def test_at_a3_the_page_says_who_can_let_it_go(talk):
    raise_to(talk, 3)
    levels.join(conversation=talk, person=a_coordinator(), mode="lead", now=EVENING)

    bo = signed_in(Client(), talk.supporter)
    shown = bo.post(f"/desk/chat/{talk.key}/end/", follow=True).content.decode()

    assert "Please stay with them until the person on call has lowered the level." in shown


ENDS_AT_ONCE = ["switch", "report", "flag", "withdraw"]


@pytest.mark.parametrize("deed", ENDS_AT_ONCE)
def test_at_a3_every_way_out_asks_once_more_and_a_human_is_called_first(talk, deed):
    raise_to(talk, 3)
    bo = signed_in(Client(), talk.supporter)
    path = f"/desk/chat/{talk.key}/{deed}/"

    shown = bo.post(path, {"reason": "hurtful"}, headers={"accept": "text/html"})
    assert 'name="sure"' in shown.content.decode()
    assert is_open(talk)
    assert Page.objects.open().filter(why="button", conversation=talk).exists()
    assert bo.post(path, headers={"accept": "application/json"}).json()["waits"] == "sure"
    assert is_open(talk)

    bo.post(path, {"sure": "1"})
    assert not is_open(talk)


@pytest.mark.parametrize("deed", ENDS_AT_ONCE)
def test_below_a3_nothing_is_asked(talk, deed):
    signed_in(Client(), talk.supporter).post(f"/desk/chat/{talk.key}/{deed}/")

    assert not is_open(talk)


@pytest.mark.parametrize(("level", "cools"), [(0, True), (2, False), (3, False)])
def test_a_flag_sends_nobody_into_a_break_who_may_not_be_safe(talk, level, cools, monkeypatch):
    cooled = []
    monkeypatch.setattr(memory, "cool", lambda person_key, now: cooled.append(person_key))
    if level:
        raise_to(talk, level)

    evening.flag(conversation=talk, side="supporter", now=EVENING)

    assert bool(cooled) is cools


def test_a_seeker_who_proposes_in_the_same_moment_does_not_close_a_grave_talk(talk, monkeypatch):
    raise_to(talk, 3)
    monkeypatch.setattr(views_chat, "_why_not_yet", lambda *_given: "")
    conversations.propose_close(conversation=talk, side="seeker", now=EVENING)

    signed_in(Client(), talk.supporter).post(f"/desk/chat/{talk.key}/propose/")

    assert is_open(talk)


@pytest.mark.parametrize("seq", ["abc", "", "-1", "1.5", "9" * 5000])
def test_a_message_that_is_no_number_is_not_here(talk, seq):
    response = seen_by(Client(), talk.seeker).post(f"/chat/{talk.key}/keep/", {"seq": seq, "on": "1"})

    assert response.status_code == 404


@pytest.mark.parametrize("scene", ["abc", "9" * 5000, "-1", "0"])
def test_a_scene_that_is_no_number_is_the_first(scene):
    dee = a_coordinator()
    people.give_duty(person=dee, kind="on_call")
    from beenthere.safety.levels.tabletop import plays

    response = signed_in(Client(), dee).get(f"/on-call/tabletop/{plays()[0].slug}/", {"scene": scene})

    assert response.status_code == 200


@pytest.mark.parametrize(("level", "status"), [(0, 302), (2, 403)])
def test_one_talk_is_enough_beside_a_heavy_one(talk, level, status):
    people.set_availability(supporter=talk.supporter, is_available=False, now=EVENING)
    if level:
        raise_to(talk, level)

    answer = signed_in(Client(), talk.supporter).post("/desk/here/", {"here": "1"})

    assert answer.status_code == status


def test_an_offer_made_before_the_talk_grew_heavy_goes_to_the_next(talk):
    visit = a_visit()
    Visit.objects.filter(pk=visit.pk).update(state="offered")
    offer = Offer.objects.create(
        visit=visit, supporter=talk.supporter, offered_at=EVENING, expires_at=EVENING.replace(year=2100)
    )
    raise_to(talk, 2)

    answer = signed_in(Client(), talk.supporter).post(f"/desk/offer/{offer.key}/accept/")

    assert answer.status_code == 403
    visit.refresh_from_db()
    assert visit.state == "waiting"
    assert not matching.release(supporter=talk.supporter, now=EVENING)
