"""A level follows the evening: the next talk begins where the last one stood, and nobody grave is left alone unseen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations import actions as conversations
from beenthere.evening.actions import report_and_block
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.people.tests.builders import a_coordinator, a_supporter
from beenthere.privacy import actions as privacy
from beenthere.safety import actions as paging
from beenthere.safety import queries as pages
from beenthere.safety.levels import actions, queries, rules
from beenthere.safety.models import LevelChange, Page, SafetyLog
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
    return opened


def raise_to(talk, level):
    actions.set_level(conversation=talk, level=level, role="supporter", by=talk.supporter, now=EVENING)


def everybody_had_it(dee):
    for page in Page.objects.open():
        paging.acknowledge(page=page, person=dee, now=later(minutes=1))


def opened():
    return sorted(Page.objects.open().values_list("why", flat=True))


def somebody_else(visit, now):
    """The next supporter says yes, and both agree."""
    fay = a_supporter(now=now)
    (offer,) = [one for one in matching.match(now) if one.visit_id == visit.pk]
    matching.accept(offer_key=offer.key, supporter=fay, now=now)
    return matching.begin_talk(offer=offer, now=now)


HANDED_OVER = {
    "someone else, please": lambda talk, now: conversations.end(
        conversation=talk, side="seeker", why="switched", now=now
    ),
    "paused": lambda talk, now: matching.hand_over(supporter=talk.supporter, now=now),
    "vanished": lambda talk, now: conversations.notice_missing(now=now),
}


@pytest.mark.parametrize("way", HANDED_OVER)
@pytest.mark.parametrize(
    ("level", "called"), [(2, []), (3, ["dropped", "level_3"]), (4, ["dropped", "level_4"])]
)
def test_the_next_talk_of_the_evening_begins_at_the_level_of_the_last(talk, dee, way, level, called):
    visit = line.visit_of_conversation(talk)
    raise_to(talk, level)
    everybody_had_it(dee)

    conversations.see(conversation_id=talk.pk, side="seeker", now=later(minutes=5))
    HANDED_OVER[way](talk, later(minutes=5))
    new = somebody_else(visit, later(minutes=5))
    assert queries.level_of(new) == 0
    conversations.open_conversation(conversation=new, now=later(minutes=6))

    assert queries.level_of(new) == level
    assert LevelChange.objects.get(conversation=new).role == "carried"
    assert queries.why_not_close(new, now=later(minutes=6)) == "recheck"
    assert opened() == called
    if called:
        assert Page.objects.open().get(why=f"level_{level}").conversation_id == new.pk
    assert queries.log_is_whole()


def test_a_level_carried_over_is_carried_once_and_stays_lowered(talk, dee):
    visit = line.visit_of_conversation(talk)
    raise_to(talk, 3)
    matching.hand_over(supporter=talk.supporter, now=later(minutes=5))
    new = somebody_else(visit, later(minutes=5))
    conversations.open_conversation(conversation=new, now=later(minutes=6))
    actions.set_level(
        conversation=new, level=1, role="on_call", by=dee, reason="calmer", now=later(minutes=9)
    )

    assert actions.carry_over(conversation=new, now=later(minutes=10)) is None
    assert queries.level_of(new) == 1


def test_the_timer_carries_a_level_over_whose_event_was_lost(talk):
    visit = line.visit_of_conversation(talk)
    raise_to(talk, 3)
    matching.hand_over(supporter=talk.supporter, now=later(minutes=5))
    new = somebody_else(visit, later(minutes=5))
    type(new).objects.filter(pk=new.pk).update(state="open", opened_at=later(minutes=6))

    assert actions.look_for_new_talks(now=later(minutes=7)) == 1
    assert actions.look_for_new_talks(now=later(minutes=8)) == 0
    assert queries.level_of(new) == 3


def test_an_open_page_follows_the_evening_to_the_talk_going_on_now(talk):
    visit = line.visit_of_conversation(talk)
    raise_to(talk, 3)
    page = Page.objects.get()
    matching.hand_over(supporter=talk.supporter, now=later(minutes=5))
    new = somebody_else(visit, later(minutes=5))
    conversations.open_conversation(conversation=new, now=later(minutes=6))

    page.refresh_from_db()
    assert page.conversation_id == new.pk


# -- left alone -------------------------------------------------------------------

ENDINGS = {
    "the seeker left": lambda talk, now: conversations.end(
        conversation=talk, side="seeker", why="left", now=now
    ),
    "the supporter closed": lambda talk, now: conversations.end(
        conversation=talk, side="supporter", why="closed", now=now
    ),
    "reported": lambda talk, now: report_and_block(conversation=talk, side="supporter", reason="", now=now),
    "withdrawn": lambda talk, now: conversations.end(
        conversation=talk, side="supporter", why="withdrawn", now=now
    ),
    "handed over": lambda talk, now: matching.hand_over(supporter=talk.supporter, now=now),
}


@pytest.mark.parametrize("way", ENDINGS)
@pytest.mark.parametrize(("level", "called"), [(0, 0), (2, 0), (3, 1), (4, 1)])
def test_a_grave_talk_that_ends_in_any_way_calls_a_human_once(talk, dee, way, level, called):
    if level:
        raise_to(talk, level)
    everybody_had_it(dee)

    ENDINGS[way](talk, timezone.now())
    for _beat in range(2):
        actions.look_for_dropped(now=timezone.now())

    assert Page.objects.filter(why="dropped").count() == called
    assert SafetyLog.objects.filter(what="dropped").count() == called


@pytest.mark.parametrize(
    ("about", "ended_by", "leads", "calls"),
    [
        ("seeker", "", False, True),
        ("seeker", "", True, True),
        ("supporter", "", False, True),
        ("supporter", "", True, False),
        ("end", "seeker", True, True),
        ("end", "supporter", False, True),
        ("end", "supporter", True, False),
        ("end", "", False, True),
    ],
)
def test_somebody_on_call_who_leads_is_not_called_about_a_supporter(about, ended_by, leads, calls):
    given = {"about": about, "ended_by": ended_by, "on_call_leads": leads}

    assert rules.calls_when_lost(3, **given) is calls
    assert not rules.calls_when_lost(2, **given)


def test_a_supporter_who_vanishes_leaves_nobody_grave_alone_and_the_end_calls_no_second_time(talk, dee):
    visit = line.visit_of_conversation(talk)
    raise_to(talk, 3)
    everybody_had_it(dee)
    conversations.see(conversation_id=talk.pk, side="seeker", now=later(minutes=2))

    conversations.notice_missing(now=later(minutes=2))
    assert opened() == ["dropped"]
    everybody_had_it(dee)
    somebody_else(visit, later(minutes=3))

    talk.refresh_from_db()
    assert talk.ended_why == "vanished"
    assert opened() == []


def test_handing_back_after_the_end_calls_nobody(talk, dee):
    raise_to(talk, 3)
    now = timezone.now()
    actions.join(conversation=talk, person=dee, mode="lead", now=now)
    conversations.end(conversation=talk, side="supporter", why="handed_over", now=now)
    actions.hand_back(conversation=talk, person=dee, now=now + timedelta(minutes=1))

    assert actions.look_for_dropped(now=now + timedelta(minutes=2)) == 0
    assert not Page.objects.filter(why="dropped").exists()


# -- the event was lost, the rows are going -------------------------------------------


@pytest.mark.parametrize(("minutes", "called"), [(1, 1), (59, 1), (61, 0)])
def test_the_timer_sees_a_seeker_who_left_and_whose_event_was_lost(talk, minutes, called):
    raise_to(talk, 3)
    type(talk).objects.filter(pk=talk.pk).update(
        state="ended", ended_at=EVENING, ended_by="seeker", ended_why="left"
    )

    assert actions.look_for_dropped(now=later(minutes=minutes)) == called
    assert actions.look_for_dropped(now=later(minutes=minutes)) == 0
    assert Page.objects.filter(why="dropped").count() == called


@pytest.mark.parametrize(("level", "called"), [(2, 0), (3, 1)])
def test_erasing_everything_in_a_grave_talk_calls_a_human_before_the_rows_go(talk, dee, level, called):
    raise_to(talk, level)
    everybody_had_it(dee)

    privacy.erase_person(person=talk.seeker, now=later(minutes=3))

    assert opened() == ["dropped"] * called
    assert [page.where for page in pages.open_pages()] == ["gone"] * called
    assert queries.log_is_whole()


def test_one_talk_that_fails_keeps_no_other_waiting(talk, monkeypatch):
    second = an_open_talk()
    for one in (talk, second):
        raise_to(one, 3)
        type(one).objects.filter(pk=one.pk).update(state="ended", ended_at=EVENING, ended_by="seeker")
    calls = actions._call
    monkeypatch.setattr(
        actions, "_call", lambda of, why, now: 1 / 0 if of.pk == talk.pk else calls(of, why, now)
    )

    assert actions.look_for_dropped(now=later(minutes=1)) == 1
    assert Page.objects.get(why="dropped").conversation_id == second.pk
