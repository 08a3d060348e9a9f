"""Whoever reported their talk is asked whether they want to meet somebody else, and never meets the same one again."""

from datetime import timedelta

import pytest

from beenthere.boundaries import queries as agreements
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations import actions as conversations
from beenthere.evening import actions
from beenthere.evening.entry import memory
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.models import Offer, Separation, Visit
from beenthere.matching.tests.builders import EVENING, a_visit, minutes
from beenthere.people import actions as people
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.tests.builders import a_coordinator, a_supporter
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import queries as standing

pytestmark = pytest.mark.django_db(transaction=True)

ASKS = "Do you want to talk with somebody else now?"


@pytest.fixture
def at(monkeypatch):
    """The clock of the pages."""
    now = [minutes(5)]
    for module in ("views_seeker", "views_close"):
        monkeypatch.setattr(f"beenthere.evening.{module}.clock", lambda: now[0])
    return now


@pytest.fixture
def talk(at):
    a_coordinator()
    return an_open_talk()


def seen_by(client, person):
    session = client.session
    session[SEEKER_KEY] = person.key
    session.save()
    return client


@pytest.fixture
def ann(client, talk):
    return seen_by(client, talk.seeker)


def reported(talk, side="seeker"):
    actions.report_and_block(conversation=talk, side=side, reason="hurtful", now=minutes(5))
    return Visit.objects.get(person=talk.seeker)


def press(ann):
    return ann.post("/close/somebody-else/", follow=True)


def test_ann_reports_bo_presses_once_and_is_first_in_the_line_for_fay(ann, talk):
    bo = talk.supporter
    visit = reported(talk)
    assert visit.state == "served"
    assert ASKS in ann.get("/close/").content.decode()
    a_visit(now=EVENING - timedelta(minutes=30))  # Cy has waited long
    people.set_availability(supporter=bo, is_available=True, now=minutes(6))

    page = press(ann)

    assert page.redirect_chain[-1][0] == "/wait/"
    visit.refresh_from_db()
    assert line.place_in_line(visit) == 1
    assert agreements.agreed_to_visit(visit)
    (offer,) = matching.match(minutes(6))  # Bo is free, and is offered Cy
    assert (offer.supporter, offer.visit.person) != (bo, talk.seeker)
    assert offer.visit_id != visit.pk
    fay = a_supporter(name="Fay", now=minutes(6))
    offered = {offer.supporter: offer.visit_id for offer in matching.match(minutes(7))}
    assert offered[fay] == visit.pk


def test_with_bo_alone_in_the_house_she_waits_and_is_never_offered_to_him(ann, talk):
    visit = reported(talk)
    press(ann)
    people.set_availability(supporter=talk.supporter, is_available=True, now=minutes(6))

    for minute in range(6, 60, 5):
        matching.match(minutes(minute))
    assert not Offer.objects.filter(visit=visit, answer="pending").exists()
    assert Separation.objects.get(seeker=talk.seeker).why == "reported"


def test_pressing_twice_is_pressing_once(ann, talk):
    visit = reported(talk)
    press(ann)
    matching.leave_line(visit=Visit.objects.get(pk=visit.pk), now=minutes(6))

    assert press(ann).redirect_chain[-1][0] == "/wait/left/"
    assert Visit.objects.count() == 1


def test_the_level_goes_with_her(ann, talk):
    levels.set_level(conversation=talk, level=2, role="supporter", by=talk.supporter, now=EVENING)
    visit = reported(talk)
    press(ann)
    fay = a_supporter(name="Fay", now=minutes(6))
    (offer,) = matching.match(minutes(7))
    matching.accept(offer_key=offer.key, supporter=fay, now=minutes(7))
    new = matching.begin_talk(offer=offer, now=minutes(7))
    conversations.open_conversation(conversation=new, now=minutes(8))

    visit.refresh_from_db()
    assert visit.conversation_id == new.pk
    assert standing.level_of(new) == 2


def test_a_report_in_the_moment_bo_ended_the_talk_asks_her_all_the_same(ann, talk):
    conversations.end(conversation=talk, side="supporter", why="closed", now=minutes(5))
    reported(talk)

    assert ASKS in ann.get("/close/").content.decode()
    press(ann)
    visit = Visit.objects.get()
    assert visit.is_first
    assert Separation.objects.count() == 1


def test_the_event_of_the_ending_was_lost_and_she_goes_on(ann, talk):
    visit = reported(talk)
    Visit.objects.filter(pk=visit.pk).update(state="matched", ended_at=None, ended_why="")

    assert press(ann).redirect_chain[-1][0] == "/wait/"
    visit.refresh_from_db()
    assert (visit.state, visit.conversation_id) == ("waiting", None)


ORDINARY = {
    "Bo reported her": lambda talk: reported(talk, side="supporter"),
    "Bo flagged her": lambda talk: actions.flag(conversation=talk, side="supporter", now=minutes(5)),
    "she ended it": lambda talk: conversations.end(
        conversation=talk, side="seeker", why="closed", now=minutes(5)
    ),
}


@pytest.mark.parametrize("way", ORDINARY)
def test_any_other_ending_is_an_ordinary_one_and_nothing_can_be_pressed(ann, talk, way):
    ORDINARY[way](talk)
    page = ann.get("/close/").content.decode()
    assert ASKS not in page
    assert "Our team looks at it" not in page

    assert press(ann).redirect_chain[-1][0] == "/close/"
    assert Visit.objects.get().state == "served"


def test_whoever_takes_a_break_is_not_asked_in_again_unless_they_are_not_safe(ann, talk):
    visit = reported(talk)
    memory.cool(person_key=talk.seeker.key, now=minutes(5))
    assert ASKS not in ann.get("/close/").content.decode()
    assert press(ann).redirect_chain[-1][0] == "/close/"

    matching.note_unsafe(visit=visit)
    assert press(ann).redirect_chain[-1][0] == "/wait/"


def test_later_or_with_nobody_on_call_it_is_a_new_evening(ann, talk, at, monkeypatch):
    reported(talk)
    at[0] = minutes(5 + 121)
    assert ASKS not in ann.get("/close/").content.decode()

    at[0] = minutes(6)
    monkeypatch.setattr("beenthere.safety.queries.is_service_open", lambda: False)
    page = ann.get("/close/").content.decode()
    assert ASKS not in page
    assert "You will not meet this person again" in page


def test_somebody_who_came_in_anew_has_one_place(ann, talk):
    visit = reported(talk)
    again = a_visit(person=talk.seeker, now=minutes(6))

    matching.go_on(visit=visit, apart_from=None, now=minutes(7))

    assert [one.pk for one in Visit.objects.running()] == [again.pk]
