import pytest

from beenthere.demo.vetting import through_the_gates
from beenthere.kernel.refusals import NotHere
from beenthere.people import actions, queries
from beenthere.people.tests.builders import (
    EVENING,
    a_coordinator,
    a_member,
    a_seeker,
    a_supporter,
    an_applicant,
    profile,
)
from beenthere.people.vetting import actions as vetting

pytestmark = pytest.mark.django_db


def test_a_seeker_is_welcome_without_a_name_and_only_the_day_is_kept():
    ann = a_seeker()

    assert ann.account is None
    assert ann.created_on == EVENING.date()
    assert len(ann.key) >= 20


def test_an_address_has_one_account_whatever_its_case():
    actions.make_member(email="bo@example.org", password=None, now=EVENING)

    with pytest.raises(actions.EmailIsTaken):
        actions.make_member(email="BO@example.org", password=None, now=EVENING)
    with pytest.raises(actions.EmailIsWrong):
        actions.make_member(email="bo at home", password=None, now=EVENING)


def test_a_profile_with_many_problems_says_all_of_them_at_once():
    with pytest.raises(actions.ProfileIsWrong) as refused:
        actions.save_profile(
            person=a_member(),
            display_name=" ",
            topics=["grief", "no-such"],
            refused_topics=["grief"],
            languages=[],
            chat_limit=9,
            hours="x" * 201,
            now=EVENING,
        )

    assert set(refused.value.problems) == {
        "display_name", "topics", "refused_topics", "languages", "chat_limit", "hours"
    }  # fmt: skip


def test_a_seeker_can_not_make_a_profile():
    with pytest.raises(actions.NotAllowed):
        actions.save_profile(person=a_seeker(), display_name="Ann", topics=[], languages=["en"], now=EVENING)


def test_a_first_profile_is_an_application_and_a_changed_one_stays_active():
    bo = an_applicant()
    assert [one.person for one in queries.applicants()] == [bo]

    through_the_gates(supporter=bo, by=a_coordinator(), now=EVENING)
    actions.save_profile(
        person=bo, display_name="Bo", topics=["grief", "sleep"], languages=["en"], now=EVENING
    )

    assert queries.applicants() == []
    assert profile(bo).standing == queries.Standing.ACTIVE


def test_nobody_is_available_before_every_gate_stands_behind_them():
    bo = an_applicant()

    with pytest.raises(actions.GatesAreMissing):
        actions.set_availability(supporter=bo, is_available=True, now=EVENING)


def test_nobody_confirms_their_own_gates_and_a_stranger_confirms_nobodys():
    dee, bo = a_coordinator(), an_applicant()
    actions.save_profile(person=dee, display_name="Dee", topics=[], languages=["en"], now=EVENING)

    for by, supporter in [(dee, dee), (bo, bo), (a_member(), bo), (a_seeker(), bo)]:
        with pytest.raises(vetting.OnlyACoordinator):
            vetting.confirm(supporter=supporter, gate="identity", by=by, now=EVENING)


def test_a_paused_supporter_is_away_and_can_not_come_back_alone():
    bo = a_supporter()

    vetting.pause(supporter=bo, by=a_coordinator(), now=EVENING)

    assert queries.active_and_available() == []
    with pytest.raises(actions.GatesAreMissing):
        actions.set_availability(supporter=bo, is_available=True, now=EVENING)


def test_being_available_twice_keeps_the_first_time():
    bo = a_supporter()

    again = actions.set_availability(supporter=bo, is_available=True, now=EVENING.replace(hour=23))

    assert again.available_since == EVENING


def test_availability_of_somebody_without_a_profile_is_not_here():
    with pytest.raises(NotHere):
        actions.set_availability(supporter=a_seeker(), is_available=True, now=EVENING)


def test_those_on_call_are_asked_in_the_order_they_took_the_duty():
    first, second = a_coordinator(), a_coordinator()
    actions.give_duty(person=first, kind="on_call")

    assert queries.on_call_people() == [first, second]

    actions.take_duty(person=first, kind="on_call")
    assert queries.on_call_people() == [second]


def test_who_is_forgotten_leaves_neither_account_nor_profile():
    bo = a_supporter()
    assert queries.exported(bo)["profile"]["display_name"] == "Bo"
    account = bo.account

    actions.forget(person=bo)

    assert queries.supporters() == []
    assert not type(account).objects.filter(pk=account.pk).exists()
    assert set(queries.exported(a_seeker())) == {"here_since", "seen_on"}
