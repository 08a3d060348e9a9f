import pytest

from beenthere.matching import actions, queries, queries_board
from beenthere.matching.models import Wish
from beenthere.matching.tests.builders import EVENING, a_visit, minutes
from beenthere.people.tests.builders import a_supporter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def a_wish(*, kind="notice", words="", wanted_at=None, now=EVENING, **said):
    visit = a_visit(now=now, **said)
    wish = actions.make_wish(visit=visit, kind=kind, words=words, wanted_at=wanted_at, now=now)
    actions.leave_line(visit=visit, now=now)
    return wish


def is_met(wish):
    wish.refresh_from_db()
    return wish.done_at is not None


def test_nobody_is_told_while_nobody_is_here():
    a_wish()

    assert actions.tell_wishers(now=minutes(1)) == 0


def test_when_a_supporter_comes_free_the_first_who_asked_is_told_and_only_as_many_as_there_is_room():
    first, second = a_wish(now=EVENING), a_wish(now=minutes(1))
    a_supporter()

    assert actions.tell_wishers(now=minutes(2)) == 1
    assert actions.tell_wishers(now=minutes(3)) == 0
    assert (is_met(first), is_met(second)) == (True, False)

    assert actions.tell_wishers(now=minutes(13)) == 1
    assert is_met(second)


def test_who_waits_in_line_comes_before_who_asked_to_be_told():
    a_wish()
    a_visit()
    a_supporter()

    assert actions.tell_wishers(now=minutes(1)) == 0


def test_only_somebody_they_could_meet_counts():
    a_wish(language="es")
    a_supporter(languages=["en"])

    assert actions.tell_wishers(now=minutes(1)) == 0


def test_a_call_back_waits_for_its_time():
    wish = a_wish(kind="call_back", wanted_at=minutes(60))
    a_supporter()

    assert actions.tell_wishers(now=minutes(59)) == 0
    assert actions.tell_wishers(now=minutes(60)) == 1
    assert is_met(wish)


def test_a_note_is_sealed_and_waits_for_a_human():
    wish = a_wish(kind="note", words="Please ask about my brother")
    a_supporter()

    assert actions.tell_wishers(now=minutes(1)) == 0
    assert b"brother" not in bytes(wish.words)
    assert queries.wish_words(wish) == "Please ask about my brother"
    assert queries_board.open_wish_count() == 1


def test_a_second_wish_of_a_kind_replaces_the_first_and_can_be_taken_back():
    visit = a_visit()
    for wanted in (minutes(30), minutes(60)):
        wish = actions.make_wish(visit=visit, kind="call_back", words="", wanted_at=wanted, now=EVENING)

    assert [one.wanted_at for one in queries.wishes_of(visit)] == [minutes(60)]

    actions.withdraw_wish(wish=wish)
    assert Wish.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "words", "wanted_at"),
    [("wonder", "", None), ("call_back", "", None), ("call_back", "", EVENING), ("note", " ", None)],
)
def test_an_unclear_wish_says_what_is_missing(kind, words, wanted_at):
    with pytest.raises(actions.WishIsUnclear):
        actions.make_wish(visit=a_visit(), kind=kind, words=words, wanted_at=wanted_at, now=EVENING)


def test_who_asked_to_be_told_and_closed_the_page_is_told_when_somebody_is_asked_for_them():
    visit = a_visit()
    wish = actions.make_wish(visit=visit, kind="notice", words="", wanted_at=None, now=EVENING)
    assert actions.tell_wishers(now=minutes(1)) == 0

    a_supporter()
    actions.match(minutes(2))

    assert actions.tell_wishers(now=minutes(2)) == 1
    assert actions.tell_wishers(now=minutes(2)) == 0
    assert is_met(wish)
