"""Whoever is not safe is heard at the door, whatever else the form lacks."""

import pytest

from beenthere.boundaries import queries as agreements
from beenthere.matching.models import Visit
from beenthere.people.models import Person
from beenthere.people.tests.builders import a_coordinator
from beenthere.safety.models import Page, SafetyAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def somewhere(settings):
    """A place whose numbers are known."""
    settings.TABLE = settings.TABLE.model_copy(update={"region": "GB"})


def whole(**more):
    text = agreements.agreement("seeker")
    return {"version": text.version, **{box.slug: "on" for box in text.boxes if box.must}, **more}


def without_boxes(**more):
    return {"version": agreements.agreement("seeker").version, **more}


LACKING = {
    "a box": without_boxes,
    "the words in force": lambda **more: whole(**more) | {"version": "0"},
    "a topic that exists": lambda **more: whole(**more) | {"topics": "nothing-of-ours"},
    "a number": lambda **more: whole(**more) | {"distress": "eleven"},
}


@pytest.mark.parametrize("form", LACKING.values(), ids=LACKING)
@pytest.mark.parametrize(("answer", "why"), [("yes", "not_safe"), ("not_sure", "not_sure")])
def test_a_form_that_is_not_whole_does_not_swallow_the_answer(client, form, answer, why):
    a_coordinator()

    shown = client.post("/start/", form(answer=answer))

    assert shown.status_code == 400
    assert "We called a person of our team" in shown.content.decode()
    assert "tel:" in shown.content.decode()
    visit = Visit.objects.running().get()
    assert (visit.is_unsafe, visit.state) == (answer == "yes", "waiting")
    assert [(page.visit, page.why) for page in Page.objects.all()] == [(visit, why)]
    assert SafetyAnswer.objects.get().answer == answer


def test_ann_ticks_the_box_and_keeps_the_place_she_has(client):
    a_coordinator()
    client.post("/start/", without_boxes(answer="yes", topics="grief"))
    again = client.get("/start/")
    assert again.status_code == 200

    assert client.post("/start/", whole(answer="yes"))["Location"] == "/wait/"
    assert client.get("/start/")["Location"] == "/wait/"
    assert Visit.objects.get().topics == ["grief"]
    assert Page.objects.count() == 1


def test_ann_may_wait_without_the_box_and_is_asked_again_when_she_meets_somebody(client):
    a_coordinator()
    client.post("/start/", without_boxes(answer="yes"))

    assert client.get("/wait/").status_code == 200
    assert not agreements.agreed_to_visit(Visit.objects.get())


@pytest.mark.parametrize("answer", ["no", ""])
def test_a_form_that_is_not_whole_keeps_nothing_of_somebody_who_is_safe(client, answer):
    a_coordinator()

    shown = client.post("/start/", without_boxes(answer=answer))

    assert shown.status_code == 400
    assert "We called" not in shown.content.decode()
    assert not Visit.objects.exists()
    assert not Person.objects.filter(account=None).exists()
