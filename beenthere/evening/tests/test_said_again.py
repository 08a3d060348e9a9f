"""Somebody whose evening goes on says once more that they are not safe: it is heard wherever they say it."""

import pytest
from django.test import Client

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as agreements
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.evening import views_seeker
from beenthere.evening.tests.test_plain_words import seen_by
from beenthere.matching.tests.builders import EVENING, a_visit, minutes
from beenthere.people.tests.builders import a_coordinator
from beenthere.safety import actions as safety
from beenthere.safety import queries
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import queries as standing
from beenthere.safety.models import Page, SafetyLog

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_clock(monkeypatch):
    monkeypatch.setattr(views_seeker, "clock", lambda: EVENING)


def whys():
    return sorted(Page.objects.values_list("why", flat=True))


@pytest.mark.parametrize(
    ("answer", "called"), [("yes", ["not_safe"]), ("not_sure", ["not_sure"]), ("no", []), ("", [])]
)
def test_the_form_sent_from_a_second_tab_is_heard(answer, called):
    visit = a_visit()
    agreed = agreements.agreement("seeker")
    ticked = {box.slug: True for box in agreed.boxes}
    boundaries.agree(
        person=visit.person, side="seeker", visit=visit, version=agreed.version, answers=ticked, now=EVENING
    )

    response = seen_by(Client(), visit.person).post("/start/", {"answer": answer})

    assert response["Location"] == "/wait/"
    assert whys() == called
    visit.refresh_from_db()
    assert visit.is_unsafe is (answer == "yes")


def test_a_button_in_the_waiting_room_calls_a_human_without_any_script():
    a_coordinator()
    visit = a_visit()
    ann = seen_by(Client(), visit.person)
    assert "I am not safe right now" in ann.get("/wait/").content.decode()

    shown = ann.post("/wait/not-safe/", follow=True).content.decode()

    assert whys() == ["not_safe"]
    assert queries.last_answer(visit) == "yes"
    assert "Thank you for telling us." in shown
    visit.refresh_from_db()
    assert visit.is_unsafe


def test_pressed_again_after_somebody_had_it_a_human_is_called_again():
    dee = a_coordinator()
    visit = a_visit()
    ann = seen_by(Client(), visit.person)
    ann.post("/wait/not-safe/")
    safety.acknowledge(page=Page.objects.get(), person=dee, now=minutes(1))

    ann.post("/wait/not-safe/")

    assert Page.objects.open().count() == 1


def test_said_after_the_evening_is_over_it_is_heard_too():
    visit = a_visit()
    ann = seen_by(Client(), visit.person)
    ann.post("/wait/leave/")

    ann.post("/wait/not-safe/")

    assert whys() == ["not_safe"]


def test_said_from_an_old_page_while_the_talk_goes_on_it_is_heard_in_the_talk():
    talk = an_open_talk()

    seen_by(Client(), talk.seeker).post("/start/", {"answer": "yes"})

    assert standing.level_of(talk) == 3
    assert whys() == ["level_3", "not_safe"]


@pytest.mark.parametrize("level", [0, 2, 3, 4])
def test_the_button_in_the_talk_is_never_silent(level):
    talk, dee = an_open_talk(), a_coordinator()
    if level:
        levels.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=EVENING)
    for page in Page.objects.open():
        safety.acknowledge(page=page, person=dee, now=minutes(1))

    seen_by(Client(), talk.seeker).post(f"/chat/{talk.key}/not-safe/")

    assert [page.why for page in Page.objects.open()] == [f"level_{max(level, 3)}"]
    assert SafetyLog.objects.filter(conversation=talk, what="not_safe").count() == 1
    assert standing.level_of(talk) == max(level, 3)
