from datetime import timedelta

import pytest

from beenthere.kernel.refusals import NotHere
from beenthere.matching.tests.builders import a_talk, a_visit, seconds
from beenthere.notices import queries as ways
from beenthere.notices.models import Notice
from beenthere.people import actions as people
from beenthere.people.tests.builders import EVENING, a_coordinator, a_member, a_seeker, a_supporter
from beenthere.relief import actions as relief
from beenthere.safety import actions, queries
from beenthere.safety.access import access_page
from beenthere.safety.models import Page, Told

pytestmark = pytest.mark.django_db


def on_call(count=3):
    dees = [a_member() for _number in range(count)]
    for dee in dees:
        people.give_duty(person=dee, kind="on_call")
    return dees


def told(page):
    return set(Told.objects.filter(page=page).values_list("person_id", flat=True))


def test_ann_says_she_is_not_safe_and_people_are_called_one_after_the_other():
    first, second, third = on_call()
    page = actions.record_answer(visit=a_visit(), answer="yes", now=EVENING)

    actions.escalate(EVENING)
    assert told(page) == {first.pk}
    actions.escalate(seconds(60))
    assert told(page) == {first.pk, second.pk}
    actions.escalate(seconds(120))
    assert told(page) == {first.pk, second.pk, third.pk}
    assert not queries.lines_call(page.visit.person, now=seconds(120))
    actions.escalate(seconds(180))
    assert Told.objects.filter(page=page, round=1).count() == 3
    assert queries.lines_call(page.visit.person, now=seconds(180))


def test_no_and_silence_call_nobody():
    visit = a_visit()

    assert actions.record_answer(visit=visit, answer="no", now=EVENING) is None
    assert actions.record_answer(visit=visit, answer="", now=EVENING) is None


def test_an_answer_nobody_understands_calls_a_human():
    assert actions.record_answer(visit=a_visit(), answer="¿?", now=EVENING).why == "not_sure"


def test_two_calls_about_the_same_thing_are_one_page():
    visit = a_visit()
    first = actions.page_on_call(visit=visit, why="button", now=EVENING)
    second = actions.page_on_call(visit=visit, why="button", now=seconds(5))

    assert first.pk == second.pk
    assert queries.open_pages()[0].called == 2


def test_after_somebody_had_it_a_new_call_is_a_new_page():
    (dee,) = on_call(1)
    visit = a_visit()
    first = actions.page_on_call(visit=visit, why="button", now=EVENING)
    actions.acknowledge(page=first, person=dee, now=seconds(9))

    assert actions.page_on_call(visit=visit, why="button", now=seconds(60)).pk != first.pk


def test_beating_twice_tells_nobody_twice():
    on_call()
    actions.page_on_call(visit=a_visit(), why="button", now=EVENING)
    for _beat in range(3):
        actions.escalate(seconds(61))

    assert Notice.objects.filter(kind="page").count() == 2


def test_a_service_that_slept_through_the_night_calls_everybody_at_once():
    on_call()
    page = actions.page_on_call(visit=a_visit(), why="button", now=EVENING)
    actions.escalate(EVENING + timedelta(hours=8))

    assert len(told(page)) == 3


def test_the_first_has_it_and_the_second_learns_who():
    dee, eve = on_call(2)
    page = actions.page_on_call(visit=a_visit(), why="button", now=EVENING)

    assert actions.acknowledge(page=page, person=dee, now=seconds(3))
    assert not actions.acknowledge(page=page, person=eve, now=seconds(4))
    page.refresh_from_db()
    assert page.acknowledged_by == dee
    assert queries.open_pages() == []


def test_an_acknowledged_page_goes_no_further():
    dee, *_others = on_call()
    page = actions.page_on_call(visit=a_visit(), why="button", now=EVENING)
    actions.escalate(EVENING)
    actions.acknowledge(page=page, person=dee, now=seconds(30))
    actions.escalate(seconds(600))

    assert told(page) == {dee.pk}
    assert not queries.lines_call(page.visit.person, now=seconds(600))


def test_with_nobody_on_call_ann_sees_the_lines_at_once_and_whoever_comes_is_told():
    page = actions.page_on_call(visit=a_visit(), why="button", now=EVENING)
    actions.escalate(EVENING)
    assert queries.lines_call(page.visit.person, now=EVENING)

    (dee,) = on_call(1)
    actions.escalate(seconds(30))
    assert told(page) == {dee.pk}


def test_one_person_who_can_not_be_told_hides_the_page_from_nobody(monkeypatch):
    broken, fine, _third = on_call()
    page = actions.page_on_call(visit=a_visit(), why="button", now=EVENING)
    channels_of = ways.channels_of

    def one_breaks(person):
        if person == broken:
            raise RuntimeError("this person's key is damaged")
        return channels_of(person)

    monkeypatch.setattr(ways, "channels_of", one_breaks)
    actions.escalate(seconds(60))
    assert told(page) == {fine.pk}

    monkeypatch.undo()
    actions.escalate(seconds(61))
    assert told(page) == {broken.pk, fine.pk}


def test_pages_of_several_people_escalate_side_by_side():
    on_call()
    pages = [actions.page_on_call(visit=a_visit(), why="button", now=seconds(number)) for number in range(4)]
    actions.escalate(seconds(200))

    assert all(len(told(page)) == 3 for page in pages)


def test_the_facts_say_where_and_with_whom_but_no_words():
    visit, bo, conversation = a_talk()
    actions.page_on_call(visit=visit, conversation=conversation, why="button", now=EVENING)

    (facts,) = queries.open_pages()
    assert (facts.where, facts.with_supporter) == ("talk", "Bo")


def test_cy_and_bo_can_not_open_a_page_but_dee_can():
    (dee,) = on_call(1)
    page = actions.page_on_call(visit=a_visit(), why="button", now=EVENING)

    assert access_page(key=page.key, member=dee) == page
    for stranger in (None, a_seeker(), a_supporter(), a_member(), a_coordinator(is_on_call=False)):
        with pytest.raises(NotHere):
            access_page(key=page.key, member=stranger)
    with pytest.raises(NotHere):
        access_page(key="nothing", member=dee)


def test_erasing_ann_leaves_the_call_without_her():
    from beenthere.safety.registers import erase_safety

    page = actions.record_answer(visit=a_visit(), answer="yes", now=EVENING)
    erase_safety(page.visit.person, EVENING)

    page = Page.objects.get(pk=page.pk)
    assert page.visit is None
    assert queries.open_pages()[0].where == "gone"


def test_a_worry_that_fails_keeps_neither_pages_nor_other_worries_waiting(monkeypatch):
    (dee,) = on_call(1)
    visits = [a_visit() for _number in range(2)]
    for visit in visits:
        relief.answer_tomorrow(visit=visit, value=2, is_safe=False, now=EVENING)
    waiting = actions.page_on_call(visit=a_visit(), why="button", now=EVENING)
    hand_on = relief.hand_on
    monkeypatch.setattr(
        relief,
        "hand_on",
        lambda worry, now: 1 / 0 if worry.visit == visits[0] else hand_on(worry=worry, now=now),
    )

    actions.escalate(EVENING)

    assert told(waiting) == {dee.pk}
    assert [page.visit for page in Page.objects.filter(why="not_safe")] == [visits[1]]
