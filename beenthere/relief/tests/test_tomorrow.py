import pytest

from beenthere.kernel.refusals import NotHere
from beenthere.matching.tests.builders import a_visit, minutes
from beenthere.notices.models import Notice
from beenthere.people.tests.builders import EVENING, a_coordinator
from beenthere.privacy import keys
from beenthere.relief import actions, queries
from beenthere.relief.models import Closing, FollowUp, Rating
from beenthere.relief.registers import erase_relief
from beenthere.safety import actions as safety
from beenthere.safety.models import Page

pytestmark = pytest.mark.django_db


def an_agreed_visit(channel="email", address="ann@example.org"):
    visit = a_visit()
    actions.rate(visit=visit, moment="before", value=8, now=EVENING)
    actions.rate(visit=visit, moment="after", value=5, now=EVENING)
    actions.agree_follow_up(visit=visit, channel=channel, address=address, now=EVENING)
    return visit


def the_link():
    return Notice.objects.get(kind="follow_up").link


def the_token():
    return the_link().strip("/").split("/")[1]


def test_ann_is_asked_tomorrow_once_however_often_the_timer_beats():
    an_agreed_visit()

    assert actions.send_due(now=EVENING) == 0
    assert actions.send_due(now=minutes(1)) == 1
    assert actions.send_due(now=minutes(1)) == 0
    assert Notice.objects.filter(kind="follow_up").count() == 1


def test_the_token_is_long_random_and_kept_only_as_a_hash():
    visit = an_agreed_visit()
    actions.send_due(now=minutes(1))

    assert len(the_token()) >= 43  # 256 bits in base64
    assert queries.follow_up(visit).token_hash != the_token()


def test_ann_answers_behind_the_link_and_twice_is_fine():
    visit = an_agreed_visit()
    actions.send_due(now=minutes(1))
    actions.answer_follow_up(token=the_token(), value=4, now=minutes(5))
    actions.answer_follow_up(token=the_token(), value=3, now=minutes(6))

    assert queries.ratings(visit) == {"before": 8, "after": 5, "tomorrow": 3}
    assert queries.worries() == []


@pytest.mark.parametrize(("value", "is_safe", "why"), [(9, None, "tomorrow_worse"), (2, False, "not_safe")])
def test_a_worse_day_or_not_safe_calls_a_human_once(value, is_safe, why):
    an_agreed_visit()
    actions.send_due(now=minutes(1))
    for _click in range(2):
        actions.answer_follow_up(token=the_token(), value=value, is_safe=is_safe, now=minutes(5))
        safety.escalate(minutes(5))

    assert [page.why for page in Page.objects.all()] == [why]


def test_not_safe_said_again_after_somebody_had_it_calls_a_human_again():
    dee = a_coordinator()
    an_agreed_visit()
    actions.send_due(now=minutes(1))
    for number in (5, 9):
        actions.answer_follow_up(token=the_token(), value=2, is_safe=False, now=minutes(number))
        safety.escalate(minutes(number))
        safety.acknowledge(page=Page.objects.open().get(), person=dee, now=minutes(number + 1))

    assert Page.objects.filter(why="not_safe").count() == 2


def test_a_number_skipped_before_can_be_given_later_but_is_not_lost_by_a_skip():
    visit = a_visit()
    actions.rate(visit=visit, moment="before", value=None, now=EVENING)
    actions.rate(visit=visit, moment="before", value=7, now=EVENING)
    actions.rate(visit=visit, moment="before", value=None, now=EVENING)

    assert queries.ratings(visit) == {"before": 7}


def test_nothing_is_sent_after_ann_took_her_yes_back():
    visit = an_agreed_visit()
    assert actions.withdraw_follow_up(visit=visit, now=EVENING)

    assert actions.send_due(now=minutes(99)) == 0


def test_a_link_withdrawn_after_sending_opens_nothing():
    visit = an_agreed_visit()
    actions.send_due(now=minutes(1))
    actions.withdraw_follow_up(visit=visit, now=minutes(2))

    with pytest.raises(NotHere):
        actions.answer_follow_up(token=the_token(), value=4, now=minutes(3))


def test_agreeing_again_after_it_was_sent_sends_nothing_more():
    visit = an_agreed_visit()
    actions.send_due(now=minutes(1))
    actions.agree_follow_up(visit=visit, channel="email", address="", now=minutes(2))

    assert actions.send_due(now=minutes(99)) == 0


@pytest.mark.parametrize("token", ["", "wrong", "x" * 200])
def test_a_wrong_link_is_not_here(token):
    with pytest.raises(NotHere):
        actions.answer_follow_up(token=token, value=4, now=EVENING)


def test_nothing_is_sent_after_erasure():
    visit = an_agreed_visit()
    erase_relief(visit.person, EVENING)

    assert actions.send_due(now=minutes(99)) == 0
    for table in (Rating, FollowUp, Closing):
        assert not table.objects.exists()


def test_with_the_return_code_only_ann_is_asked_when_she_comes_back():
    visit = an_agreed_visit(channel="code", address="")
    actions.send_due(now=minutes(1))

    assert not Notice.objects.filter(kind="follow_up").exists()
    assert queries.asked_on_return(visit.person) == visit


def test_what_ann_writes_at_the_close_is_sealed_under_her_key():
    visit = a_visit()
    actions.close_notes(
        visit=visit, helped=["paced-breath"], words="Somebody stayed.", next_step="Call Eli.", now=EVENING
    )

    assert b"stayed" not in bytes(Closing.objects.get().words)
    assert queries.notes(visit).next_step == "Call Eli."
    keys.destroy_key(subject=f"person:{visit.person.key}")
    with pytest.raises(keys.KeyIsGone):
        queries.notes(visit)
