import pytest

from beenthere.conversations import actions as conversations
from beenthere.conversations.events import SideCameBack, SideVanished
from beenthere.conversations.models import Presence
from beenthere.kernel.bus import deliver
from beenthere.matching import actions, queries, queries_board, timers
from beenthere.matching.models import Answer, Offer, Separation, Visit, VisitState
from beenthere.matching.tests.builders import EVENING, a_talk, a_visit, minutes, one_offer, seconds
from beenthere.people import actions as people
from beenthere.people.models import SupporterProfile
from beenthere.people.tests.builders import a_supporter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.mark.parametrize("why", ["closed", "left", "reported"])
def test_a_talk_that_is_over_ends_the_visit_as_served(why):
    visit, _bo, conversation = a_talk()
    conversations.open_conversation(conversation=conversation, now=EVENING)

    conversations.end(conversation=conversation, side="seeker", why=why, now=minutes(40))

    visit.refresh_from_db()
    assert (visit.state, visit.ended_why) == (VisitState.SERVED, why)
    assert Separation.objects.exists() is (why == "reported")


@pytest.mark.parametrize("why", ["switched", "declined"])
def test_someone_else_please_goes_first_in_line_and_never_to_the_same(why):
    visit, bo, conversation = a_talk()
    a_visit(now=EVENING)
    other = a_supporter()

    conversations.end(conversation=conversation, side="seeker", why=why, now=seconds(10))

    visit.refresh_from_db()
    assert queries.place_in_line(visit) == 1
    offers = {offer.visit_id: offer.supporter for offer in actions.match(seconds(11))}
    assert offers[visit.pk] == other
    assert bo in offers.values()
    assert queries.visit_of_conversation(conversation) == visit


def test_a_vanished_supporter_puts_the_seeker_first_and_the_talk_stays_open():
    visit, bo, conversation = a_talk()
    a_visit(now=EVENING)

    deliver(SideVanished(conversation_id=conversation.pk, side="supporter"))

    visit.refresh_from_db()
    conversation.refresh_from_db()
    assert (visit.state, visit.is_first) == (VisitState.WAITING, True)
    assert queries.place_in_line(visit) == 1
    assert conversation.state != "ended"
    assert visit.conversation == conversation


def test_a_seeker_who_vanished_is_not_put_back_in_line():
    visit, _bo, conversation = a_talk()

    deliver(SideVanished(conversation_id=conversation.pk, side="seeker"))

    visit.refresh_from_db()
    assert visit.state == VisitState.MATCHED


def test_a_supporter_back_in_time_takes_the_place_back_and_the_other_offer_is_withdrawn():
    visit, bo, conversation = a_talk()
    other = a_supporter()
    deliver(SideVanished(conversation_id=conversation.pk, side="supporter"))
    offer = one_offer(now=seconds(41))
    assert offer.supporter == other

    deliver(SideCameBack(conversation_id=conversation.pk, side="supporter"))

    visit.refresh_from_db()
    offer.refresh_from_db()
    assert (visit.state, visit.is_first) == (VisitState.MATCHED, False)
    assert offer.answer == Answer.WITHDRAWN
    with pytest.raises(actions.OfferIsGone):
        actions.accept(offer_key=offer.key, supporter=other, now=seconds(43))


def test_when_somebody_else_takes_over_the_old_talk_ends_as_vanished():
    visit, bo, old = a_talk()
    other = a_supporter()
    deliver(SideVanished(conversation_id=old.pk, side="supporter"))

    offer = actions.accept(offer_key=one_offer(now=seconds(41)).key, supporter=other, now=seconds(44))
    new = actions.begin_talk(offer=offer, now=seconds(45))
    deliver(SideCameBack(conversation_id=old.pk, side="supporter"))

    old.refresh_from_db()
    visit.refresh_from_db()
    assert (old.state, old.ended_why) == ("ended", "vanished")
    assert (visit.state, visit.conversation) == (VisitState.MATCHED, new)


def test_the_vanished_supporter_is_not_the_one_who_takes_over():
    _visit, bo, conversation = a_talk()
    SupporterProfile.objects.filter(person=bo).update(chat_limit=2)
    deliver(SideVanished(conversation_id=conversation.pk, side="supporter"))

    assert actions.match(seconds(41)) == []


def test_a_seeker_who_gives_up_beside_a_broken_talk_ends_that_too():
    visit, _bo, conversation = a_talk()
    conversations.open_conversation(conversation=conversation, now=EVENING)
    deliver(SideVanished(conversation_id=conversation.pk, side="supporter"))

    actions.leave_line(visit=visit, now=minutes(2))

    conversation.refresh_from_db()
    visit.refresh_from_db()
    assert (conversation.state, conversation.ended_why) == ("ended", "left")
    assert visit.state == VisitState.SERVED
    assert queries_board.unserved_count(since=EVENING) == 0


def test_a_visit_whose_event_was_lost_with_the_process_is_ended_by_the_timer():
    visit, _bo, conversation = a_talk()
    type(conversation).objects.filter(pk=conversation.pk).update(
        state="ended", ended_why="closed", ended_at=minutes(40)
    )

    timers.finish_what_was_begun(minutes(41))
    timers.finish_what_was_begun(minutes(42))

    visit.refresh_from_db()
    assert (visit.state, visit.ended_at) == (VisitState.UNSERVED, minutes(41))


def test_a_separated_pair_is_never_offered_again():
    visit = a_visit()
    bo = a_supporter()

    actions.separate(seeker=visit.person, supporter=bo, why="blocked", now=EVENING)
    actions.separate(seeker=visit.person, supporter=bo, why="blocked", now=EVENING)

    assert actions.match(EVENING) == []
    assert Separation.objects.count() == 1
    assert Offer.objects.count() == 0


def test_a_block_takes_back_an_offer_that_is_just_being_made():
    visit, bo = a_visit(), a_supporter()
    offer = one_offer()

    actions.separate(seeker=visit.person, supporter=bo, why="blocked", now=seconds(2))

    offer.refresh_from_db()
    visit.refresh_from_db()
    assert (offer.answer, visit.state) == (Answer.WITHDRAWN, VisitState.WAITING)


def test_finishing_twice_changes_nothing():
    visit, _bo, _conversation = a_talk()

    actions.finish(visit=visit, now=minutes(40))
    actions.finish(visit=visit, now=minutes(50))

    assert Visit.objects.get().ended_at == minutes(40)


def test_a_supporter_who_said_yes_and_never_came_counts_as_missed_and_the_seeker_goes_first():
    visit, bo, conversation = a_talk()
    a_visit(now=EVENING)

    conversations.end(conversation=conversation, side="supporter", why="vanished", now=minutes(3))

    visit.refresh_from_db()
    assert (visit.state, queries.place_in_line(visit)) == (VisitState.WAITING, 1)
    assert Offer.objects.get().answer == Answer.MISSED
    assert queries.missed_in_a_row(bo, since=EVENING) == 1


def test_a_vanished_side_whose_event_was_lost_is_seen_by_the_timer():
    visit, _bo, conversation = a_talk()
    conversations.open_conversation(conversation=conversation, now=EVENING)
    supporter = Presence.objects.filter(conversation=conversation, side="supporter")
    supporter.update(is_missing=True)
    timers.finish_what_was_begun(seconds(45))
    visit.refresh_from_db()
    assert visit.state == VisitState.WAITING

    supporter.update(is_missing=False)
    timers.finish_what_was_begun(seconds(50))
    visit.refresh_from_db()
    assert visit.state == VisitState.MATCHED


def test_a_supporter_who_goes_away_while_being_asked_loses_nothing_and_the_next_is_asked():
    bo, other = a_supporter(), a_supporter(topics=[])
    a_visit()
    offer = one_offer()
    assert offer.supporter == bo

    people.set_availability(supporter=bo, is_available=False, now=seconds(3))

    offer.refresh_from_db()
    assert offer.answer == Answer.WITHDRAWN
    assert one_offer(now=seconds(4)).supporter == other


def test_swapping_leaves_the_old_talk_behind_for_good():
    visit, bo, conversation = a_talk()

    actions.requeue_first(visit=visit, now=seconds(5), apart_from=bo)
    timers.finish_what_was_begun(seconds(6))

    visit.refresh_from_db()
    assert (visit.state, visit.conversation) == (VisitState.WAITING, None)
    assert Separation.objects.get().supporter == bo
