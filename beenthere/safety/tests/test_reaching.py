"""Ann is gone at A3: another way that she left, who sees it and when, and the decision on a welfare check."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from beenthere.boundaries.tests.builders import an_open_talk, signed_in
from beenthere.conversations import actions as conversations
from beenthere.conversations import beside
from beenthere.conversations.events import ConversationEnded
from beenthere.conversations.models import Mode, Presence
from beenthere.evening.tests.test_plain_words import seen_by
from beenthere.kernel.refusals import NotHere
from beenthere.matching import queries as line
from beenthere.matching.listeners import follow_the_conversation
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_member
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as own_data
from beenthere.privacy.models import DataKey
from beenthere.safety import actions as paging
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import queries as level_queries
from beenthere.safety.models import OtherWay, SafetyLog, WelfareCheck
from beenthere.safety.reaching import actions, queries, rules
from beenthere.safety.reaching.rules import Whereabouts

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
NOW = datetime.now(UTC)
SISTER = "my sister Lena, the blue door next to mine"


@pytest.fixture
def talk():
    return an_open_talk(now=NOW)


@pytest.fixture
def dee():
    person = a_member()
    people.give_duty(person=person, kind="on_call")
    return person


def raise_to(talk, level):
    levels.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=NOW)


def leave(talk, words=SISTER):
    return actions.leave_way(conversation=talk, words=words, now=NOW)


def drop(talk):
    """Ann's side is silent for so long that the service takes her for gone."""
    conversations.see(conversation_id=talk.pk, side="seeker", now=NOW - timedelta(minutes=1))
    Presence.objects.filter(conversation=talk, side="seeker").update(is_missing=True)


def a_page(talk, *, taken_by=None, why="dropped"):
    page = paging.page_on_call(visit=line.visit_of_conversation(talk), conversation=talk, why=why, now=NOW)
    if taken_by:
        paging.acknowledge(page=page, person=taken_by, now=NOW)
    return page


def codes(talk):
    return list(SafetyLog.objects.filter(conversation=talk).order_by("id").values_list("what", flat=True))


# -- when it is asked for ----------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "offered"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_another_way_is_asked_for_from_a2_on_and_never_between_friends(level, offered):
    named = {"level": level, "is_open": True}
    assert rules.may_offer(is_of_friends=False, **named) is offered
    assert not rules.may_offer(is_of_friends=True, **named)
    assert not rules.may_offer(is_of_friends=False, level=level, is_open=False)


def test_ann_is_told_who_sees_it_and_leaves_it_sealed(talk):
    ann = seen_by(Client(), talk.seeker)
    path = f"/chat/{talk.key}/reach/"
    assert not ann.get(path).content.strip()
    raise_to(talk, 2)

    told = ann.get(path).content.decode()
    assert "Only the people on call see it, and only if this talk breaks off" in told
    assert "Bo never does" in told
    assert "You need not leave anything." in told
    shown = ann.post(f"{path}leave/", {"words": SISTER}).content.decode()

    assert "my sister Lena" in shown
    row = OtherWay.objects.get()
    assert b"Lena" not in bytes(row.words)
    assert DataKey.objects.filter(subject=f"other-way:{row.key}").exists()


@pytest.mark.parametrize("words", ["", "   ", "x" * 201])
def test_nothing_or_too_much_is_said_kindly_and_not_kept(talk, words):
    raise_to(talk, 2)

    answer = seen_by(Client(), talk.seeker).post(f"/chat/{talk.key}/reach/leave/", {"words": words})

    assert answer.status_code == 400
    assert "Please" in answer.content.decode()
    assert not OtherWay.objects.exists()


def test_below_a2_and_between_friends_none_is_kept(talk):
    with pytest.raises(actions.NotOffered):
        leave(talk)
    raise_to(talk, 3)
    type(talk).objects.filter(pk=talk.pk).update(mode=Mode.FRIEND)
    talk.refresh_from_db()

    with pytest.raises(actions.NotOffered):
        leave(talk)


def test_a_newer_way_takes_the_place_of_the_older_under_a_key_of_its_own(talk):
    raise_to(talk, 2)
    first = leave(talk)
    leave(talk, "0123")

    assert queries.way_of(talk) == "0123"
    assert not DataKey.objects.filter(subject=f"other-way:{first.key}").exists()


def test_the_page_of_each_side_is_told_that_something_changed_and_the_supporter_never_reads_it(talk):
    before = {side: beside.mark_for(talk.pk, side) for side in ("seeker", "supporter")}
    raise_to(talk, 2)
    asked = {side: beside.mark_for(talk.pk, side) for side in ("seeker", "supporter")}
    leave(talk)
    left = {side: beside.mark_for(talk.pk, side) for side in ("seeker", "supporter")}

    assert before["seeker"] == ""
    assert all(len({marks[side] for marks in (before, asked, left)}) == 3 for side in ("seeker", "supporter"))
    strip = signed_in(Client(), talk.supporter).get(f"/desk/chat/{talk.key}/safety/").content.decode()
    assert "They left another way" in strip
    assert "Lena" not in strip


# -- when it is shown --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "gone"),
    [
        (Whereabouts(level=2, is_missing=True), False),
        (Whereabouts(level=3), False),
        (Whereabouts(level=3, is_missing=True), True),
        (Whereabouts(level=4, is_missing=True, is_of_friends=True), False),
        (Whereabouts(level=3, ended_at=NOW), True),
        (Whereabouts(level=3, ended_at=NOW, is_elsewhere=True), False),
        (Whereabouts(level=3, ended_at=NOW - timedelta(hours=23)), True),
        (Whereabouts(level=3, ended_at=NOW - timedelta(hours=25)), False),
    ],
)
def test_out_of_reach_is_a_grave_talk_that_broke_off_or_ended_with_its_seeker_nowhere(known, gone):
    assert rules.is_out_of_reach(known, now=NOW) is gone


def test_while_ann_is_there_nobody_sees_it_and_when_she_drops_only_once_somebody_has_the_page(talk, dee):
    raise_to(talk, 3)
    leave(talk)
    page = a_page(talk)
    path, browser = f"/on-call/page/{page.key}/way/", signed_in(Client(), dee)
    assert browser.get(path).status_code == 404

    drop(talk)
    assert browser.get(path).status_code == 404
    assert "Once you have this page" in browser.get(f"/on-call/page/{page.key}/").content.decode()
    paging.acknowledge(page=page, person=dee, now=NOW)

    shown = browser.get(path)
    assert "my sister Lena" in shown.content.decode()
    assert "Lena" not in browser.get(f"/on-call/page/{page.key}/").content.decode()
    assert signed_in(Client(), talk.supporter).get(path).status_code == 404
    assert SafetyLog.objects.get(what="way_shown").facts == {"person": dee.pk}

    Presence.objects.filter(conversation=talk).update(is_missing=False)
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("why", ["report", "boundary"])
def test_a_report_or_a_held_message_shows_it_to_nobody(talk, dee, why):
    raise_to(talk, 3)
    leave(talk)
    drop(talk)
    page = a_page(talk, taken_by=dee, why=why)

    assert signed_in(Client(), dee).get(f"/on-call/page/{page.key}/way/").status_code == 404


def test_whoever_talks_there_is_shown_nothing_though_they_are_on_call(talk):
    raise_to(talk, 3)
    leave(talk)
    drop(talk)

    with pytest.raises(NotHere):
        actions.show_way(conversation=talk, person=talk.supporter, now=NOW)


def test_ann_who_goes_back_to_the_line_is_within_reach(talk):
    raise_to(talk, 3)
    leave(talk)
    conversations.end(conversation=talk, side="seeker", why="switched", now=NOW)
    assert queries.is_out_of_reach(talk, now=NOW)

    follow_the_conversation(ConversationEnded(conversation_id=talk.pk, why="switched"))

    assert not queries.is_out_of_reach(talk, now=NOW)


def test_where_ann_left_none_the_page_says_so_and_nothing_is_logged_or_ticked(talk, dee):
    raise_to(talk, 3)
    drop(talk)
    page = a_page(talk, taken_by=dee)
    browser = signed_in(Client(), dee)

    assert "no other way" in browser.get(f"/on-call/page/{page.key}/way/").content.decode()
    assert "I tried the other way" not in browser.get(f"/on-call/page/{page.key}/").content.decode()
    browser.post(f"/on-call/page/{page.key}/tick/tried_other_way/")

    assert not {"way_shown", "tried_other_way"} & set(codes(talk))


def test_trying_it_is_a_step_once_it_was_shown(talk, dee):
    raise_to(talk, 3)
    leave(talk)
    drop(talk)
    page = a_page(talk, taken_by=dee)
    browser = signed_in(Client(), dee)
    with pytest.raises(levels.CanNotTick):
        levels.tick(conversation=talk, step="tried_other_way", person=dee, now=NOW)

    browser.get(f"/on-call/page/{page.key}/way/")
    browser.post(f"/on-call/page/{page.key}/tick/tried_other_way/")

    assert codes(talk)[-2:] == ["way_shown", "tried_other_way"]
    assert level_queries.log_is_whole()


def test_ann_reads_later_who_saw_it(talk, dee):
    raise_to(talk, 3)
    leave(talk)
    drop(talk)
    actions.show_way(conversation=talk, person=dee, now=NOW)

    read = seen_by(Client(), talk.seeker).get(f"/mine/talk/{talk.key}/").content.decode()

    assert "was shown the other way to reach you" in read


# -- how it goes -------------------------------------------------------------------------------------


def test_ann_takes_it_back_in_the_talk_and_after_it(talk):
    raise_to(talk, 2)
    key = leave(talk).key
    ann = seen_by(Client(), talk.seeker)
    assert "Lena" not in ann.post(f"/chat/{talk.key}/reach/forget/").content.decode()
    assert not DataKey.objects.filter(subject=f"other-way:{key}").exists()

    leave(talk)
    conversations.end(conversation=talk, side="seeker", why="left", now=NOW)
    assert "Lena" in ann.get("/close/").content.decode()
    assert "Lena" in ann.get(f"/mine/talk/{talk.key}/").content.decode()
    ann.post(f"/chat/{talk.key}/reach/forget/", {"back": "mine"})

    assert not OtherWay.objects.exists()
    assert codes(talk).count("way_taken_back") == 2


def test_a_day_after_the_evening_it_is_gone_and_not_before(talk):
    raise_to(talk, 2)
    key = leave(talk).key
    conversations.end(conversation=talk, side="seeker", why="left", now=NOW)
    follow_the_conversation(ConversationEnded(conversation_id=talk.pk, why="left"))
    ended_at = line.visit_of_conversation(talk).ended_at

    assert actions.forget_old_ways(now=ended_at + timedelta(hours=23)) == 0
    assert actions.forget_old_ways(now=ended_at + timedelta(hours=24)) == 1
    assert not DataKey.objects.filter(subject=f"other-way:{key}").exists()


def test_it_is_in_anns_download_and_goes_with_all_of_hers(talk, dee):
    raise_to(talk, 3)
    key = leave(talk).key
    actions.decide_on_welfare_check(
        conversation=talk, decided="no", because="her sister is with her", person=dee, now=NOW
    )
    kept = own_data.everything_about(person=talk.seeker, now=NOW)
    assert kept["other_ways_to_be_reached"][0]["words"] == SISTER
    assert [one["decided"] for one in kept["welfare_checks_decided"]] == ["no"]

    privacy.erase_person(person=talk.seeker, now=NOW)

    assert not OtherWay.objects.exists()
    assert not WelfareCheck.objects.exists()
    assert not DataKey.objects.filter(subject=f"other-way:{key}").exists()
    assert level_queries.log_is_whole()


# -- the welfare check -------------------------------------------------------------------------------


def test_dee_decides_with_a_reason_and_each_decision_is_a_row(talk, dee):
    raise_to(talk, 3)
    page = a_page(talk, taken_by=dee)
    browser, path = signed_in(Client(), dee), f"/on-call/page/{page.key}/welfare-check/"

    for said in (
        {"decided": "yes"},
        {"decided": "perhaps", "because": "x"},
        {"decided": "no", "because": "  "},
    ):
        browser.post(path, said)
    assert not WelfareCheck.objects.exists()
    browser.post(path, {"decided": "no", "because": "her sister answers and is with her"})
    browser.post(path, {"decided": "yes", "because": "the sister does not answer any more"})

    rows = SafetyLog.objects.filter(what="welfare_check").order_by("id")
    assert [row.facts["decided"] for row in rows] == ["no", "yes"]
    assert all("sister" not in str(row.facts) for row in rows)
    assert [one.because for one in queries.decisions(talk)][0] == "the sister does not answer any more"
    assert "the sister does not answer any more" in browser.get(f"/on-call/page/{page.key}/").content.decode()
    assert level_queries.log_is_whole()


def test_a_reason_that_is_changed_afterwards_is_seen(talk, dee):
    raise_to(talk, 3)
    actions.decide_on_welfare_check(conversation=talk, decided="no", because="calm", person=dee, now=NOW)
    assert level_queries.log_is_whole()

    WelfareCheck.objects.update(because=b"another")

    assert not level_queries.log_is_whole()


def test_nobody_decides_about_their_own_talk(talk):
    people.give_duty(person=talk.supporter, kind="on_call")

    with pytest.raises(NotHere):
        actions.decide_on_welfare_check(
            conversation=talk, decided="no", because="x", person=talk.supporter, now=NOW
        )
