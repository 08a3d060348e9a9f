import pytest

from beenthere.conversations import actions as conversations
from beenthere.kernel.refusals import NotHere
from beenthere.matching import access, actions, facts, queries, rules
from beenthere.matching.models import Answer, Offer, Visit, VisitState
from beenthere.matching.tests.builders import EVENING, a_match, a_visit, minutes, one_offer, seconds
from beenthere.people import actions as people
from beenthere.people.models import SupporterProfile
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter, profile

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_a_supporter_is_asked_with_the_reason_and_for_thirty_seconds(settings):
    bo = a_supporter()
    a_visit()

    offer = one_offer()

    assert offer.supporter == bo
    assert offer.expires_at == seconds(settings.TABLE.offer_seconds)
    assert queries.because_in_words(offer.because) == ["has been through grief too"]
    assert queries.open_offer_for(bo) == offer
    assert actions.match(seconds(1)) == []


def test_reasons_in_words_for_each_kind():
    assert queries.because_in_words([["language", "es"], ["need", "solve"], ["free", ""]]) == [
        "speaks Spanish",
        "likes to help with this: to think it through",
        "is here and has time now",
    ]


def test_a_yes_ends_the_wait_and_a_second_click_is_the_same_yes():
    offer = a_match(now=seconds(10))

    again = actions.accept(offer_key=offer.key, supporter=offer.supporter, now=seconds(11))

    visit = Visit.objects.get()
    assert again.pk == offer.pk
    assert again.answered_at == seconds(10)
    assert (visit.state, visit.served_at) == (VisitState.MATCHED, seconds(10))


def test_a_no_asks_the_next_and_never_the_same_again():
    bo, other = a_supporter(), a_supporter(topics=[])
    visit = a_visit()

    actions.decline(offer_key=one_offer().key, supporter=bo, now=seconds(2))
    actions.decline(offer_key=one_offer(now=seconds(3)).key, supporter=other, now=seconds(4))

    assert actions.match(seconds(5)) == []
    visit.refresh_from_db()
    assert visit.state == VisitState.WAITING
    assert visit.entered_at == EVENING


def test_a_missed_offer_goes_to_the_next_without_a_lost_place():
    bo, other = a_supporter(), a_supporter(topics=[])
    visit = a_visit()
    first = one_offer()
    assert first.supporter == bo

    assert actions.match(seconds(29)) == []
    second = one_offer(now=seconds(30))

    first.refresh_from_db()
    assert first.answer == Answer.MISSED
    assert second.supporter == other
    assert queries.place_in_line(visit) == 1


def test_an_offer_that_ran_out_can_not_be_taken_any_more():
    bo = a_supporter()
    a_visit()
    offer = one_offer()

    with pytest.raises(actions.OfferIsGone) as refused:
        actions.accept(offer_key=offer.key, supporter=bo, now=seconds(31))

    assert "Thank you" in str(refused.value)
    assert Visit.objects.get().state == VisitState.OFFERED
    assert queries.open_offer_for(bo, now=seconds(31)) is None


def test_two_missed_in_a_row_make_a_supporter_away_and_tell_them():
    bo = a_supporter()
    a_visit()

    one_offer()
    one_offer(now=seconds(31))
    assert profile(bo).is_available is True
    actions.match(seconds(62))

    assert profile(bo).is_available is False
    assert profile(bo).away_why == "missed"


def test_a_miss_before_a_break_is_forgotten_after_it():
    bo = a_supporter()
    a_visit()
    one_offer()
    actions.expire_offers(now=seconds(31))
    people.set_availability(supporter=bo, is_available=False, now=seconds(40))
    people.set_availability(supporter=bo, is_available=True, now=minutes(5))

    one_offer(now=minutes(6))
    actions.expire_offers(now=minutes(7))

    assert profile(bo).is_available is True


def test_when_the_seeker_leaves_the_offer_is_withdrawn_and_a_late_yes_is_thanked():
    bo = a_supporter()
    visit = a_visit()
    offer = one_offer()

    actions.leave_line(visit=visit, now=seconds(5))

    with pytest.raises(actions.OfferIsGone):
        actions.accept(offer_key=offer.key, supporter=bo, now=seconds(6))
    offer.refresh_from_db()
    assert offer.answer == Answer.WITHDRAWN
    assert queries.open_offer_for(bo) is None


def test_every_door_of_an_offer():
    bo = a_supporter()
    a_visit()
    offer = one_offer()

    assert access.access_offer(key=offer.key, supporter=bo) == offer
    for cy in (a_seeker(), a_member(), a_coordinator(), a_supporter(), None):
        with pytest.raises(NotHere):
            access.access_offer(key=offer.key, supporter=cy)
    with pytest.raises(NotHere):
        access.access_offer(key="no-such", supporter=bo)


def test_every_door_of_a_visit():
    ann = a_seeker()
    visit = a_visit(person=ann)

    assert access.access_visit(seeker=ann) == visit
    for cy in (a_seeker(), a_supporter(), None):
        with pytest.raises(NotHere):
            access.access_visit(seeker=cy)


def test_between_yes_and_the_talk_the_seeker_is_still_told_that_they_wait():
    visit = a_match().visit
    visit.refresh_from_db()
    assert queries.is_in_line(visit)
    assert queries.place_in_line(visit) == 1

    actions.begin_talk(offer=Offer.objects.get(), now=seconds(1))

    visit.refresh_from_db()
    assert not queries.is_in_line(visit)


def test_a_talk_begins_once_however_often_it_is_begun():
    offer = a_match()

    first = actions.begin_talk(offer=offer, now=seconds(1))
    second = actions.begin_talk(offer=offer, now=seconds(2))

    assert first == second
    assert (first.seeker, first.supporter) == (offer.visit.person, offer.supporter)
    assert queries.visit_of_conversation(first) == offer.visit
    assert queries.visit_of(offer.visit.person).conversation == first


def test_a_talk_whose_page_was_killed_between_yes_and_begin_is_begun_by_the_timer():
    offer = a_match()

    assert actions.finish_begun(now=seconds(5)) == 0
    assert actions.finish_begun(now=seconds(10)) == 1
    assert actions.finish_begun(now=seconds(11)) == 0

    offer.refresh_from_db()
    assert offer.conversation is not None


def test_nobody_begins_what_they_did_not_accept():
    a_supporter()
    a_visit()

    with pytest.raises(actions.OfferIsGone):
        actions.begin_talk(offer=one_offer(), now=seconds(1))


def test_a_limit_is_kept_and_free_again_after_the_talk():
    offer = a_match()
    conversation = actions.begin_talk(offer=offer, now=EVENING)
    a_visit()
    assert actions.match(seconds(1)) == []
    assert queries.running_chats_of(offer.supporter) == 1

    conversations.end(conversation=conversation, side="seeker", why="closed", now=minutes(30))

    assert one_offer(now=minutes(31)).supporter == offer.supporter


def test_a_limit_of_two_takes_two_one_after_the_other():
    bo = a_supporter(chat_limit=2)
    for place in range(3):
        a_visit(now=seconds(place))

    for place in range(2):
        actions.accept(offer_key=one_offer(now=seconds(place)).key, supporter=bo, now=seconds(place))

    assert actions.match(seconds(5)) == []


def test_the_scripted_supporter_is_asked_only_in_demo_mode_and_only_by_who_wants_it(settings):
    a_supporter(is_demo=True)
    a_visit(wants_demo=False)
    assert actions.match(EVENING) == []

    settings.IS_DEMO = False
    assert a_visit(wants_demo=True, is_demo=True).wants_demo is False
    assert actions.match(EVENING) == []

    settings.IS_DEMO = True
    a_visit(wants_demo=True)
    assert len(actions.match(EVENING)) == 1


def test_a_round_asks_the_database_the_same_number_of_times_for_one_or_ten(django_assert_max_num_queries):
    for number in range(10):
        a_visit(now=seconds(number))
        a_supporter()

    with django_assert_max_num_queries(8):
        waiting = facts.waiting_visits(now=minutes(1))
        rules.choose(facts.line_facts(visits=waiting), facts.supporter_facts(now=minutes(1)))
    assert len(actions.match(minutes(1))) == 10
    assert Offer.objects.count() == 10


def test_a_yes_after_a_no_does_not_take_the_seeker_from_the_next():
    bo, other = a_supporter(), a_supporter(topics=[])
    a_visit()
    offer = one_offer()
    actions.decline(offer_key=offer.key, supporter=bo, now=seconds(2))
    second = one_offer(now=seconds(3))

    with pytest.raises(actions.OfferIsGone):
        actions.accept(offer_key=offer.key, supporter=bo, now=seconds(4))

    assert actions.accept(offer_key=second.key, supporter=other, now=seconds(5)).answer == Answer.ACCEPTED


def test_a_limit_from_before_is_read_as_two():
    bo = a_supporter()
    SupporterProfile.objects.filter(person=bo).update(chat_limit=5)

    assert [one.chat_limit for one in facts.supporter_facts(now=EVENING)] == [2]
    with pytest.raises(people.ProfileIsWrong):
        people.save_profile(
            person=bo, display_name="Bo", topics=["grief"], languages=["en"], chat_limit=3, now=EVENING
        )
