"""Dee on call beside a talk of the line: who gets in while she has joined, what each is shown, and what she can not open."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import actions as conversations
from beenthere.conversations import beside, writer
from beenthere.conversations.events import ConversationEnded
from beenthere.conversations.models import Mode
from beenthere.evening import views_on_call
from beenthere.evening.chat_words import chat_words
from beenthere.evening.tests.test_plain_words import seen_by
from beenthere.matching import queries as line
from beenthere.matching.listeners import follow_the_conversation
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter
from beenthere.safety import actions as paging
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import queries, quoting
from beenthere.safety.levels.quoting import Quote, Quoted
from beenthere.safety.models import Joining, SafetyLog

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _now_is_when_a_test_is_reached():
    """The pages look at the clock; a suite that takes its time must not make these talks old."""
    global NOW
    NOW = datetime.now(UTC)


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


def join(talk, person, mode="background"):
    return levels.join(conversation=talk, person=person, mode=mode, now=NOW)


def page_of(talk, why="button"):
    return paging.page_on_call(conversation=talk, why=why, now=NOW)


def status(person, talk, way=signed_in):
    return way(Client(), person).get(f"/on-call/talk/{talk.key}/").status_code


def codes(talk):
    return list(SafetyLog.objects.filter(conversation=talk).order_by("id").values_list("what", flat=True))


def say(talk, side, text, **more):
    writer._write_or_split([writer.Saying(talk.pk, talk.key, side, f"key-{abs(hash(text))}", text, **more)])


def set_mode(talk, **changes):
    type(talk).objects.filter(pk=talk.pk).update(**changes)
    talk.refresh_from_db()


# -- the door, for the whole cast -----------------------------------------------------------


def test_the_page_opens_for_whoever_joined_and_for_nobody_else(talk, dee):
    eli, cy = on_call(), a_seeker()
    only_coordinates = a_coordinator(is_on_call=False)
    assert status(dee, talk) == 404

    join(talk, dee)
    join(talk, only_coordinates)

    assert status(dee, talk) == 200
    for person in (eli, only_coordinates, talk.supporter, a_supporter(name="Kim", is_available=False)):
        assert status(person, talk) == 404
    assert status(talk.seeker, talk, seen_by) == 302
    assert status(cy, talk, seen_by) == 302
    assert Client().get(f"/on-call/talk/{talk.key}/").status_code == 302


def test_handing_back_closes_the_page_at_once(talk, dee):
    join(talk, dee, "lead")
    browser = signed_in(Client(), dee)
    assert browser.get(f"/on-call/talk/{talk.key}/").status_code == 200

    answer = browser.post(f"/on-call/talk/{talk.key}/hand-back/")

    assert answer["Location"] == "/on-call/"
    assert browser.get(f"/on-call/talk/{talk.key}/").status_code == 404
    assert browser.post(f"/on-call/talk/{talk.key}/lead/").status_code == 404
    assert codes(talk) == ["lead", "opened", "handed_back"]


def test_who_is_not_on_call_any_more_is_out_though_they_never_handed_back(talk, dee):
    join(talk, dee)
    people.take_duty(person=dee, kind="on_call")

    assert status(dee, talk) == 404
    assert not beside.may_read((talk.pk, dee.pk))
    assert [near.mode for near in beside.near(talk.pk)] == ["gone"]


@pytest.mark.parametrize("deed", ["erase", "take-over"])
def test_an_unknown_deed_is_not_here(talk, dee, deed):
    join(talk, dee)

    assert signed_in(Client(), dee).post(f"/on-call/talk/{talk.key}/{deed}/").status_code == 404


def test_a_talk_of_friends_is_opened_by_nobody(talk, dee):
    join(talk, dee, "lead")
    set_mode(talk, mode=Mode.FRIEND)

    assert status(dee, talk) == 404
    assert beside.near(talk.pk) == []
    assert levels.quote(conversation=talk, person=dee, now=NOW) == quoting.CLOSED


@pytest.mark.parametrize(
    ("level", "why", "minutes", "opens"),
    [
        (3, "closed", 10, True),
        (3, "vanished", 50, True),
        (3, "closed", 61, False),
        (3, "reported", 1, False),
        (2, "closed", 1, False),
    ],
)
def test_a_talk_that_is_over_opens_for_an_hour_when_it_was_grave_and_never_when_it_was_reported(
    talk, dee, level, why, minutes, opens
):
    levels.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=NOW)
    join(talk, dee)
    conversations.end(conversation=talk, side="seeker", why=why, now=NOW - timedelta(minutes=minutes))

    assert (status(dee, talk) == 200) is opens


def test_nobody_stays_beside_a_talk_that_is_long_over(talk, dee):
    other = an_open_talk()
    join(talk, dee)
    join(other, dee)
    conversations.end(conversation=talk, side="seeker", why="closed", now=NOW - timedelta(hours=2))

    assert levels.hand_back_what_is_over(now=NOW) == 1

    assert list(Joining.objects.filter(until=None)) == [Joining.objects.get(conversation=other)]
    assert codes(talk)[-1] == "handed_back"


# -- who may write ----------------------------------------------------------------------------


def test_who_leads_may_write_and_who_reads_along_may_not(talk, dee):
    place = (talk.pk, dee.pk)
    join(talk, dee)
    assert beside.seats_of({place}) == {place: False}

    browser = signed_in(Client(), dee)
    browser.post(f"/on-call/talk/{talk.key}/lead/")
    assert beside.may_write(place)
    browser.post(f"/on-call/talk/{talk.key}/background/")
    assert not beside.may_write(place)


# -- what the two who talk are told ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "because"),
    [("button", "button"), ("not_safe", "seeker"), ("boundary", ""), ("report", ""), ("dropped", "")],
)
def test_both_are_told_who_asked_for_her_where_they_may_know(talk, dee, why, because):
    page_of(talk, why)
    join(talk, dee)

    assert beside.near(talk.pk) == [beside.Near(people_called(dee), "background", because)]


def test_each_is_named_with_the_reason_of_the_page_they_took(talk, dee):
    taken = page_of(talk, "not_safe")
    paging.acknowledge(page=taken, person=dee, now=NOW)
    paging.page_on_call(conversation=talk, why="button", now=NOW + timedelta(minutes=1))
    join(talk, dee)
    join(talk, on_call())

    assert [one.because for one in beside.near(talk.pk)] == ["seeker", "button"]


def test_a_level_lowered_since_does_not_change_who_asked(talk, dee):
    levels._write(talk, level=3, before=0, role="supporter", by=None, now=NOW)
    levels._write(talk, level=2, before=3, role="on_call", by=None, now=NOW)
    page_of(talk, "level_3")
    join(talk, dee)

    assert beside.near(talk.pk)[0].because == "supporter"


@pytest.mark.parametrize("because", ["button", "supporter", "seeker"])
def test_there_are_words_for_every_reason(because):
    assert chat_words()[f"because_{because}"]
    assert "worry" not in chat_words()["because_button"]


def people_called(person):
    return "Somebody"


@pytest.mark.parametrize(
    ("role", "because"), [("supporter", "supporter"), ("seeker", "seeker"), ("carried", "")]
)
def test_a_level_tells_who_set_it(talk, dee, role, because):
    levels._write(talk, level=3, before=0, role=role, by=None, now=NOW)
    join(talk, dee)

    assert beside.near(talk.pk)[0].because == because


def test_it_stands_until_she_hands_back_and_then_that_stands(talk, dee):
    join(talk, dee, "lead")
    assert beside.near(talk.pk)[0].mode == "lead"

    levels.hand_back(conversation=talk, person=dee, now=NOW)
    assert [one.mode for one in beside.near(talk.pk)] == ["gone"]

    join(talk, dee)
    assert [one.mode for one in beside.near(talk.pk)] == ["background"]


@pytest.mark.parametrize("side", ["seeker", "supporter"])
@pytest.mark.parametrize("mode", ["background", "lead", "gone"])
def test_there_are_words_for_each_of_them(mode, side):
    assert "{name}" in chat_words()[f"beside_{mode}_{side}"]


def test_the_seeker_finds_her_words_under_her_name_later(talk, dee):
    join(talk, dee, "lead")
    say(talk, "seeker", "I am on the bridge")
    say(talk, "on_call", "I stay with you", author=dee.pk, name="Dee")

    ann = seen_by(Client(), talk.seeker)
    read = ann.get(f"/mine/talk/{talk.key}/").content.decode()

    assert f"{people_called(dee)}, on call" in read
    assert "came into this talk" in read
    assert "Your peer" not in read
    assert f"{people_called(dee)}, on call" in ann.get("/mine/download.html").content.decode()


# -- the words that were marked ------------------------------------------------------------------


def marks(monkeypatch, found):
    monkeypatch.setattr(quoting, "_quoters", [lambda conversation: found])


def taken(page, person):
    paging.acknowledge(page=page, person=person, now=NOW)
    return page


def words_shown(person, page):
    return signed_in(Client(), person).get(f"/on-call/page/{page.key}/words/").content.decode()


def test_who_opens_the_page_of_a_talk_is_shown_the_marked_words_and_it_is_logged_without_them(
    talk, dee, monkeypatch
):
    page = taken(page_of(talk), on_call())
    marks(monkeypatch, Quoted("read", tuple(Quote(f"words {n}", NOW) for n in range(5))))

    shown = words_shown(dee, page)

    assert [f"words {n}" in shown for n in range(5)] == [False, False, True, True, True]
    row = SafetyLog.objects.get(conversation=talk, what="quoted")
    assert row.facts == {"person": dee.pk, "many": 3}
    assert queries.log_is_whole()


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (Quoted("read"), "No words were marked."),
        (Quoted("partly"), "Some lines could not be read."),
        (quoting.OFF, "switched off"),
        (quoting.UNAVAILABLE, "could not be read"),
    ],
)
def test_nothing_found_is_never_called_fine(talk, dee, monkeypatch, found, says):
    page = taken(page_of(talk), on_call())
    marks(monkeypatch, found)

    shown = words_shown(dee, page)

    assert says in shown
    assert "That is no all-clear." in shown
    assert "quoted" not in codes(talk)


def test_a_reader_that_breaks_is_said_and_breaks_nothing(talk, dee, monkeypatch):
    page = taken(page_of(talk), on_call())
    monkeypatch.setattr(quoting, "_quoters", [lambda conversation: 1 / 0])

    assert "could not be read" in words_shown(dee, page)
    assert signed_in(Client(), dee).get(f"/on-call/page/{page.key}/").status_code == 200


def test_the_marked_words_are_for_people_on_call_alone(talk, monkeypatch):
    page = taken(page_of(talk), on_call())
    marks(monkeypatch, Quoted("read", (Quote("the bridge", NOW),)))

    for person in (talk.supporter, a_coordinator(is_on_call=False)):
        assert "the bridge" not in words_shown(person, page)
    assert "quoted" not in codes(talk)


def test_the_page_leads_to_the_talk_only_for_who_joined(talk, dee):
    page = page_of(talk)
    browser = signed_in(Client(), dee)
    link = f"/on-call/talk/{talk.key}/"
    assert link not in browser.get(f"/on-call/page/{page.key}/").content.decode()

    browser.post(f"/on-call/page/{page.key}/background/")

    assert link in browser.get(f"/on-call/page/{page.key}/").content.decode()
    assert link not in signed_in(Client(), on_call()).get(f"/on-call/page/{page.key}/").content.decode()


@pytest.mark.parametrize(
    ("why", "is_taken"), [("button", False), ("boundary", True), ("report", True), ("level_3", False)]
)
def test_no_words_are_quoted_before_somebody_has_the_page_and_never_for_a_held_message_or_a_report(
    talk, dee, monkeypatch, why, is_taken
):
    page = page_of(talk, why)
    if is_taken:
        taken(page, dee)
    marks(monkeypatch, Quoted("read", (Quote("the bridge", NOW),)))
    browser = signed_in(Client(), dee)

    assert browser.get(f"/on-call/page/{page.key}/words/").status_code == 404
    assert "words-title" not in browser.get(f"/on-call/page/{page.key}/").content.decode()
    assert "quoted" not in codes(talk)


def test_the_seeker_reads_later_to_whom_her_words_were_shown(talk, dee, monkeypatch):
    marks(monkeypatch, Quoted("read", (Quote("the bridge", NOW),)))
    words_shown(dee, taken(page_of(talk), dee))

    read = seen_by(Client(), talk.seeker).get(f"/mine/talk/{talk.key}/").content.decode()

    assert f"{people_called(dee)} from the people on call was shown a few of your words" in read


# -- after the end --------------------------------------------------------------------------------


@pytest.mark.parametrize(("why", "says"), [("switched", "in the line now"), ("closed", "none of our pages")])
def test_after_a_grave_talk_dee_reads_where_ann_is_and_that_finding_her_comes_first(talk, dee, why, says):
    levels.set_level(conversation=talk, level=3, role="supporter", by=talk.supporter, now=NOW)
    join(talk, dee)
    browser = signed_in(Client(), dee)
    assert f"/on-call/talk/{talk.key}/after/" in browser.get(f"/on-call/talk/{talk.key}/").content.decode()

    conversations.end(conversation=talk, side="seeker", why=why, now=NOW)
    follow_the_conversation(ConversationEnded(conversation_id=talk.pk, why=why))
    read = browser.get(f"/on-call/talk/{talk.key}/after/").content.decode()

    assert says in read
    assert "Find them or call help first" in read
    assert "/on-call/page/" in read
    assert signed_in(Client(), on_call()).get(f"/on-call/talk/{talk.key}/after/").status_code == 404


def test_ann_in_a_new_talk_is_found_by_the_page_about_her(talk, dee):
    levels.set_level(conversation=talk, level=3, role="supporter", by=talk.supporter, now=NOW)
    join(talk, dee)
    new = an_open_talk()
    conversations.end(conversation=talk, side="seeker", why="switched", now=NOW)
    visit = line.visit_of_conversation(talk)
    type(visit).objects.exclude(pk=visit.pk).update(conversation=None)
    type(visit).objects.filter(pk=visit.pk).update(conversation=new)
    talk_of_now = type(visit).objects.get(pk=visit.pk)

    assert views_on_call._where_now(talk_of_now, talk) == "talk"


def test_a_socket_opened_without_the_page_is_logged_too_and_once(talk, dee):
    join(talk, dee)

    for _ in range(2):
        beside.note_opened((talk.pk, dee.pk))

    assert codes(talk) == ["background", "opened"]
