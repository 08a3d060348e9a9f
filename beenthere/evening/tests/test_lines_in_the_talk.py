"""Ann is in a talk and nobody on call answers: the numbers come to her, at once, on reload, and go when somebody has it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import beside
from beenthere.conversations.live import Talk
from beenthere.evening.chat_words import chat_words
from beenthere.evening.tests.test_plain_words import seen_by
from beenthere.kernel.wire.hub import hub
from beenthere.matching import queries as line
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_member
from beenthere.safety import actions, queries, rules
from beenthere.safety.models import Page

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
UNANSWERED = timedelta(seconds=181)


def moment(after=timedelta(0)):
    """Return now: these tests look at pages that look at the clock, however late they are reached."""
    return datetime.now(UTC) + after


@pytest.fixture
def talk():
    return an_open_talk()


@pytest.fixture
def dee():
    return on_call()


def on_call():
    person = a_member()
    people.give_duty(person=person, kind="on_call")
    return person


def call(talk, why):
    visit = line.visit_of_conversation(talk)
    return actions.page_on_call(visit=visit, conversation=talk, why=why, now=moment())


def around(talk, side="seeker"):
    """What a socket of this side is told in hello and in every state."""
    person = talk.seeker if side == "seeker" else talk.supporter
    entry = type("Entry", (), {"conversation": talk, "person": person})()
    return Talk(entry=entry, side=side, socket=None, pace=(1, 1)).around()


@pytest.fixture
def nudged(monkeypatch):
    found = []
    monkeypatch.setattr(hub, "nudge", lambda room, note: found.append((room, note)))
    return found


def test_nobody_answers_and_ann_in_her_talk_is_shown_the_numbers_at_once_and_on_reload(
    talk, dee, nudged, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        call(talk, "not_safe")
    assert around(talk)["call"] == ""
    nudged.clear()

    with django_capture_on_commit_callbacks(execute=True):
        actions.escalate(moment(UNANSWERED))

    assert (talk.key, {"state": True}) in nudged
    assert around(talk)["call"] == rules.CALL_NOW
    assert "call" not in around(talk, "supporter")
    page = seen_by(Client(), talk.seeker).get("/chat/").content.decode()
    numbers = page.split("data-call hidden>")[1].split("</div>")[0]
    assert queries.emergency_number() in numbers
    assert queries.lines().finder_name in numbers


def test_when_dee_has_it_nobody_says_any_more_that_no_one_answered(
    talk, dee, nudged, django_capture_on_commit_callbacks
):
    page = call(talk, "not_safe")
    actions.escalate(moment(UNANSWERED))
    nudged.clear()

    with django_capture_on_commit_callbacks(execute=True):
        actions.acknowledge(page=page, person=dee, now=moment(UNANSWERED))

    assert nudged == [(talk.key, {"state": True})]
    assert around(talk)["call"] == ""


@pytest.mark.parametrize(
    ("why", "how"),
    [("level_3", "now"), ("button", "also"), ("dropped", "also"), ("report", ""), ("boundary", "")],
)
def test_whoever_asked_for_nobody_is_not_told_that_no_one_answered(talk, dee, why, how):
    call(talk, why)
    actions.escalate(moment(timedelta(hours=1)))

    assert around(talk)["call"] == how
    if how:
        assert chat_words()[f"call_{how}"]


def test_when_nobody_can_tell_nothing_changes_on_her_page(talk, monkeypatch):
    monkeypatch.setattr(beside, "numbers", [lambda conversation: 1 / 0])

    assert "call" not in around(talk)


def test_the_console_says_only_what_is_true(talk, dee):
    browser = signed_in(Client(), dee)
    for why in ("report", "not_safe"):
        call(talk, why)
    actions.escalate(moment(UNANSWERED))

    shown = browser.get("/on-call/").content.decode()

    assert "not shown, since this call is not about their safety" in shown
    assert "on their page whenever it is open, until somebody answers" in shown
    assert Page.objects.get(why="report").lines_shown_at is None


# -- what is said when a human was called -------------------------------------------------------


@pytest.mark.parametrize("is_open", [True, False])
def test_the_answer_says_whether_anybody_can_be_reached(talk, settings, is_open):
    if is_open:
        settings.IS_DEMO = True
        on_call()
    ann, bo = seen_by(Client(), talk.seeker), signed_in(Client(), talk.supporter)
    headers = {"HTTP_ACCEPT": "application/json"}

    assert ann.post(f"/chat/{talk.key}/not-safe/", **headers).json()["is_open"] is is_open
    assert (
        bo.post(reverse("evening:supporter_oncall", args=[talk.key]), **headers).json()["is_open"] is is_open
    )
    assert ("A second person is called at once" in ann.get("/chat/").content.decode()) is is_open


@pytest.mark.parametrize("name", ["not_safe_called", "not_safe_closed", "oncall_called", "oncall_closed"])
def test_every_such_word_has_the_number_for_danger(name, monkeypatch):
    assert queries.emergency_number() in chat_words()[name]

    monkeypatch.setattr(queries, "emergency_number", lambda: "")
    assert "the emergency number where you are" in chat_words()[name]
    assert "{number}" not in chat_words()[name]


@pytest.mark.parametrize("name", ["not_safe_closed", "oncall_closed"])
def test_where_nobody_can_be_reached_no_call_is_claimed(name):
    assert "has been called" not in chat_words()[name]
