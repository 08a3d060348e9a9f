import pytest

from beenthere.conversations import actions as conversations
from beenthere.matching import actions, queries, queries_board
from beenthere.matching.models import Visit, VisitState
from beenthere.matching.tests.builders import EVENING, a_match, a_talk, a_visit, minutes, one_offer, seconds
from beenthere.people.tests.builders import a_seeker, a_supporter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_two_tabs_that_check_in_get_one_place():
    ann = a_seeker()

    first = a_visit(person=ann)
    second = a_visit(person=ann, topics=["sleep"], now=minutes(1))

    assert second == first
    assert second.entered_at == EVENING
    assert Visit.objects.count() == 1


def test_saying_not_safe_in_a_second_tab_counts_and_is_never_taken_back():
    ann = a_seeker()
    a_visit(person=a_seeker())
    a_visit(person=ann)

    visit = a_visit(person=ann, is_unsafe=True)
    assert queries.place_in_line(visit) == 1

    assert a_visit(person=ann, is_unsafe=False).is_unsafe is True


@pytest.mark.parametrize("said", [{"topics": ["no-such"]}, {"need": "cure"}, {"language": "xx"}])
def test_what_is_not_on_the_list_is_refused_kindly(said):
    with pytest.raises(actions.UnknownChoice) as refused:
        a_visit(**said)

    assert "list" in str(refused.value)


def test_nothing_but_a_language_has_to_be_said():
    assert a_visit(topics=[], need="").state == VisitState.WAITING


def test_places_follow_the_line_and_who_is_not_in_it_has_none():
    first, second = a_visit(now=EVENING), a_visit(now=minutes(1))
    assert [queries.place_in_line(first), queries.place_in_line(second)] == [1, 2]

    actions.leave_line(visit=first, now=minutes(2))

    assert [queries.place_in_line(first), queries.place_in_line(second)] == [0, 1]


def test_who_leaves_unserved_is_counted_apart_from_who_was_served():
    left = a_visit()
    actions.leave_line(visit=left, now=minutes(3))
    actions.leave_line(visit=left, now=minutes(9))
    talked, _bo, conversation = a_talk()
    conversations.open_conversation(conversation=conversation, now=EVENING)
    actions.finish(visit=talked, now=minutes(40))

    assert (left.state, left.ended_why, left.ended_at) == (VisitState.UNSERVED, "left", minutes(3))
    assert queries_board.unserved_count(since=EVENING) == 1
    assert queries_board.served_count(since=EVENING) == 1


def test_after_leaving_a_new_check_in_is_a_new_visit():
    ann = a_seeker()
    first = a_visit(person=ann)
    actions.leave_line(visit=first, now=minutes(1))

    assert a_visit(person=ann, now=minutes(2)) != first
    assert queries.visit_of(ann).entered_at == minutes(2)


def test_the_quiet_are_asked_and_only_the_long_quiet_leave():
    visit = a_visit()

    actions.ask_still_there(now=minutes(4))
    visit.refresh_from_db()
    assert visit.asked_still_there_at is None

    actions.ask_still_there(now=minutes(5))
    visit.refresh_from_db()
    assert visit.asked_still_there_at == minutes(5)

    assert actions.ask_still_there(now=minutes(14)) == 0
    assert actions.ask_still_there(now=minutes(15)) == 1
    visit.refresh_from_db()
    assert (visit.state, visit.ended_why) == (VisitState.UNSERVED, "quiet")


def test_who_answers_is_not_asked_again_at_once_and_keeps_the_place():
    visit = a_visit()
    actions.ask_still_there(now=minutes(5))

    actions.still_here(visit=visit, now=minutes(14))
    actions.ask_still_there(now=minutes(16))

    assert visit.state == VisitState.WAITING
    assert visit.asked_still_there_at is None
    assert visit.entered_at == EVENING


def test_a_kept_place_is_kept_without_offers_until_they_are_back():
    bo = a_supporter()
    visit = a_visit()
    offer = one_offer()

    actions.keep_place(visit=visit, minutes=20, now=seconds(5))
    offer.refresh_from_db()
    assert offer.answer == queries.Answer.WITHDRAWN
    assert actions.match(seconds(6)) == []
    assert actions.ask_still_there(now=minutes(19)) == 0
    assert queries.place_in_line(visit) == 1

    actions.still_here(visit=visit, now=minutes(10))
    assert one_offer(now=minutes(10)).supporter == bo


def test_a_kept_place_that_nobody_came_back_to_is_given_up_in_the_end():
    visit = a_visit()
    actions.keep_place(visit=visit, minutes=20, now=EVENING)

    assert actions.ask_still_there(now=minutes(29)) == 0
    assert actions.ask_still_there(now=minutes(31)) == 1


def test_still_here_after_leaving_says_so():
    visit = a_visit()
    actions.leave_line(visit=visit, now=minutes(1))

    with pytest.raises(actions.NotInLine):
        actions.still_here(visit=visit, now=minutes(2))


def test_the_estimate_is_the_middle_of_real_waits_with_its_basis():
    assert queries.estimate(now=EVENING) == queries.Estimate(None, 0)

    for wait in (2, 4, 30):
        offer = a_match(now=EVENING)
        Visit.objects.filter(pk=offer.visit_id).update(served_at=minutes(wait))

    assert queries.estimate(now=minutes(60)) == queries.Estimate(4, 3)
    assert queries.estimate(now=minutes(3)) == queries.Estimate(None, 1)


def test_who_is_here_is_said_as_counts_that_fit_this_person():
    visit = a_visit(language="es")
    a_supporter(languages=["en"])
    assert queries.here(visit, now=EVENING) == queries.Here(1, 0, 0)

    a_supporter(languages=["en", "es"])
    assert queries.here(visit, now=EVENING) == queries.Here(2, 1, 1)

    one_offer()
    assert queries.here(visit, now=EVENING) == queries.Here(2, 1, 0)


def test_a_note_is_sealed_and_shared_only_when_the_seeker_says_so():
    visit = a_visit()

    actions.write_note(visit=visit, words="He died in May. 💛", now=EVENING)
    assert b"May" not in bytes(visit.waiting_note)
    assert queries.own_note(visit) == "He died in May. 💛"
    assert queries.shared_note(visit) == ""

    actions.share_note(visit=visit, now=EVENING)
    assert queries.shared_note(visit) == "He died in May. 💛"

    actions.write_note(visit=visit, words="Other words", now=EVENING)
    assert queries.shared_note(visit) == ""


def test_a_note_that_is_too_long_is_refused_and_the_old_one_stays():
    visit = a_visit()
    actions.write_note(visit=visit, words="a" * 4000, now=EVENING)

    with pytest.raises(actions.NoteIsTooLong):
        actions.write_note(visit=visit, words="a" * 4001, now=EVENING)

    visit.refresh_from_db()
    assert queries.own_note(visit) == "a" * 4000


def test_the_board_sees_facts_in_the_order_of_the_line():
    a_visit(now=EVENING)
    a_visit(now=minutes(1), is_unsafe=True)

    line = queries_board.line(now=minutes(6))

    assert [(fact.place, fact.waited_minutes, fact.is_unsafe) for fact in line] == [
        (1, 5, True),
        (2, 6, False),
    ]
