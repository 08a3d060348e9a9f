"""Before an A3 talk closes, Ann and Bo agree on the next contact, or note on purpose that none is wanted."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import actions as conversations
from beenthere.conversations import registers as words
from beenthere.conversations.models import Presence
from beenthere.evening.chat_words import chat_words
from beenthere.evening.tests.test_plain_words import seen_by
from beenthere.kernel.refusals import NotHere
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_member
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as own_data
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import queries as level_queries
from beenthere.safety.models import NextContact, SafetyCheck, SafetyLog
from beenthere.safety.reaching import actions, queries, rules

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _now_is_when_a_test_is_reached():
    """The pages look at the clock; a suite that takes its time must not make these talks old."""
    global NOW
    NOW = datetime.now(UTC)


WELL = {"thoughts": "no", "now": "no"}


@pytest.fixture
def talk():
    return an_open_talk(now=NOW)


@pytest.fixture
def dee():
    person = a_member()
    people.give_duty(person=person, kind="on_call")
    return person


@pytest.fixture
def calmer(talk, dee):
    """A talk that stood at A3, was asked again, and was lowered by Dee."""
    levels.set_level(conversation=talk, level=3, role="supporter", by=talk.supporter, now=NOW)
    levels.keep_answers(conversation=talk, answers=WELL, by=talk.supporter, is_recheck=True, now=NOW)
    levels.set_level(conversation=talk, level=2, role="on_call", by=dee, reason="she is calmer", now=NOW)
    return talk


def note(talk, when="tomorrow at nine", how="here", *, is_none=False):
    return actions.note_next_contact(
        conversation=talk, when=when, how=how, is_none=is_none, by=talk.supporter, now=NOW
    )


def answer(talk, *, agrees):
    actions.answer_next_contact(conversation=talk, agrees=agrees, now=NOW)


def why(talk):
    return queries.why_not_close(talk, now=NOW)


# -- what closes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("checked", "highest", "settled", "gone", "why"),
    [
        ("", 2, False, False, ""),
        ("", 3, False, False, "contact"),
        ("", 3, True, False, ""),
        ("", 3, False, True, ""),
        ("recheck", 3, False, False, "recheck"),
        ("stay", 4, False, False, "contact"),
        ("stay", 4, True, False, "stay"),
        ("stay", 4, False, True, "stay"),
    ],
)
def test_a_talk_that_stood_at_a3_needs_a_next_contact_after_the_recheck(checked, highest, settled, gone, why):
    assert rules.why_not_close(checked, highest=highest, is_settled=settled, seeker_is_gone=gone) == why


def test_it_closes_once_ann_said_yes_and_not_before(calmer):
    assert why(calmer) == "contact"
    note(calmer)
    assert why(calmer) == "contact"
    answer(calmer, agrees=False)
    assert why(calmer) == "contact"

    note(calmer, "on Sunday evening", "close")
    answer(calmer, agrees=True)

    assert why(calmer) == ""
    assert level_queries.log_is_whole()


def test_none_wanted_is_said_on_purpose_and_ann_may_say_otherwise(calmer):
    note(calmer, "", "", is_none=True)
    assert why(calmer) == ""

    answer(calmer, agrees=False)
    assert why(calmer) == "contact"


def test_a_talk_that_never_stood_at_a3_closes_without_one(talk):
    levels.set_level(conversation=talk, level=2, role="supporter", by=talk.supporter, now=NOW)
    levels.keep_answers(conversation=talk, answers=WELL, by=talk.supporter, is_recheck=True, now=NOW)

    assert why(talk) == ""


def test_bo_is_not_held_when_ann_is_gone(calmer):
    conversations.see(conversation_id=calmer.pk, side="seeker", now=NOW)
    Presence.objects.filter(conversation=calmer, side="seeker").update(is_missing=True)

    assert why(calmer) == ""


@pytest.mark.parametrize("deed", ["end", "propose"])
def test_bo_is_asked_for_it_in_words_and_ann_may_always_leave(calmer, deed):
    conversations.propose_close(conversation=calmer, side="seeker", now=NOW)
    bo, script = signed_in(Client(), calmer.supporter), {"HTTP_ACCEPT": "application/json"}
    path = f"/desk/chat/{calmer.key}/{deed}/"

    assert bo.post(path, **script).json() == {"state": "open", "waits": "contact"}
    assert "next contact" in bo.post(path, follow=True, HTTP_ACCEPT="text/html").content.decode()
    assert "next contact" in chat_words()["contact"]

    seen_by(Client(), calmer.seeker).post(f"/chat/{calmer.key}/end/")
    calmer.refresh_from_db()
    assert calmer.state == "ended"


# -- how it is noted ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "how", "is_none", "refused"),
    [
        ("tomorrow at 9", "here", False, ""),
        ("", "", True, ""),
        ("", "here", False, "empty"),
        ("tomorrow", "", False, "empty"),
        ("tomorrow", "my phone", False, "unknown"),
        ("tomorrow", "here", True, "both"),
        ("x" * 81, "here", False, "long"),
    ],
)
def test_a_next_contact_has_a_when_and_a_how_or_is_none(when, how, is_none, refused):
    assert rules.why_not_agree(when=when, how=how, is_none=is_none, has_contact=False) == refused


@pytest.mark.parametrize("when", ["tomorrow, call me on 0151 2345 6789", "write to bo@example.org"])
def test_no_way_to_meet_outside_slips_in(calmer, when):
    with pytest.raises(actions.CanNotAgree):
        note(calmer, when)

    assert not NextContact.objects.exists()


def test_it_is_noted_with_the_recheck_in_one_form(talk):
    levels.set_level(conversation=talk, level=3, role="supporter", by=talk.supporter, now=NOW)
    bo = signed_in(Client(), talk.supporter)
    form = WELL | {"recheck": "1", "next_when": "tomorrow at nine", "next_how": "line"}

    answered = bo.post(f"/desk/chat/{talk.key}/safety/ask/", form, HTTP_ACCEPT="application/json")

    assert answered.json() == {"level": 3, "problem": ""}
    assert SafetyCheck.objects.get().is_recheck
    assert queries.next_contact(talk).when == "tomorrow at nine"


def test_noting_only_the_contact_leaves_the_answers_from_before(talk):
    bo, path = signed_in(Client(), talk.supporter), f"/desk/chat/{talk.key}/safety/ask/"
    bo.post(path, {"thoughts": "yes", "plan": "yes"})

    bo.post(path, {"next_when": "tomorrow", "next_how": "here"})

    assert level_queries.standing(talk).answers["plan"] == "yes"
    assert SafetyCheck.objects.count() == 1


def test_half_a_contact_is_said_and_the_answers_are_kept_all_the_same(talk):
    bo = signed_in(Client(), talk.supporter)

    answered = bo.post(
        f"/desk/chat/{talk.key}/safety/ask/",
        {"thoughts": "yes", "next_when": "tomorrow"},
        HTTP_ACCEPT="application/json",
    )

    assert "when and a how" in answered.json()["problem"]
    assert level_queries.level_of(talk) == 2
    assert not NextContact.objects.exists()


def test_there_is_nothing_to_answer_before_something_was_noted(talk):
    with pytest.raises(NotHere):
        answer(talk, agrees=True)


def test_its_words_are_sealed_and_go_with_those_of_the_talk(calmer):
    row = note(calmer)
    assert b"nine" not in bytes(row.when)
    assert all("nine" not in str(link.facts) for link in SafetyLog.objects.all())

    words.erase_words(calmer)

    assert queries.next_contact(calmer) is None


def test_it_is_in_anns_download_and_goes_with_all_of_hers(calmer):
    note(calmer)
    kept = own_data.everything_about(person=calmer.seeker, now=NOW)["next_contacts"]
    assert [(one["when"], one["how"], one["you_agreed"]) for one in kept] == [
        ("tomorrow at nine", "here", None)
    ]

    privacy.erase_person(person=calmer.seeker, now=NOW)

    assert not NextContact.objects.exists()


# -- who sees it -------------------------------------------------------------------------------------


def test_both_see_it_in_the_talk_and_when_it_is_over(calmer, dee):
    ann, bo = seen_by(Client(), calmer.seeker), signed_in(Client(), calmer.supporter)
    strip, card = f"/desk/chat/{calmer.key}/safety/", f"/chat/{calmer.key}/reach/"
    assert "agree on the next contact" in bo.get(strip).content.decode()

    note(calmer)
    assert "They have not said yes yet." in bo.get(strip).content.decode()
    asked = ann.get(card).content.decode()
    assert "tomorrow at nine, here again" in asked
    assert "Yes, agreed" in asked
    agreed = ann.post(f"{card}answer/", {"agrees": "1"}).content.decode()

    both = "You both agreed on the next contact: tomorrow at nine, here again."
    assert both in agreed
    assert "Yes, agreed" not in agreed
    assert both in bo.get(strip).content.decode()
    levels.join(conversation=calmer, person=dee, mode="background", now=NOW)
    on_call = signed_in(Client(), dee).get(f"/on-call/talk/{calmer.key}/").content.decode()
    assert "Both agreed on the next contact: tomorrow at nine" in on_call

    conversations.end(conversation=calmer, side="seeker", why="closed", now=NOW)
    for browser, path in (
        (ann, "/close/"),
        (ann, "/goodbye/"),
        (ann, f"/mine/talk/{calmer.key}/"),
        (bo, f"/desk/debrief/{calmer.key}/"),
    ):
        assert both in browser.get(path, follow=True).content.decode(), path


def test_a_stranger_answers_nothing(calmer, dee):
    note(calmer)
    path = f"/chat/{calmer.key}/reach/answer/"

    assert signed_in(Client(), calmer.supporter).post(path, {"agrees": "1"}).status_code == 404
    assert signed_in(Client(), dee).post(path, {"agrees": "1"}).status_code == 404
    assert NextContact.objects.get().agrees is None
