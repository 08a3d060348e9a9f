import pytest

from beenthere.conversations import actions as conversations
from beenthere.insights import queries
from beenthere.matching.tests.builders import a_talk, a_visit, minutes
from beenthere.people.tests.builders import EVENING, a_coordinator, a_seeker, a_supporter, an_applicant
from beenthere.relief import actions as relief
from beenthere.safety import actions as safety

pytestmark = pytest.mark.django_db
PAGES = ["/board/", "/board/live/", "/board/approve/", "/board/supervision/", "/on-call/", "/on-call/live/"]


def entered(client, person):
    if person is not None and person.account:
        client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("page", PAGES)
def test_dee_opens_every_page(client, page):
    assert entered(client, a_coordinator()).get(page, secure=True).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_bo_and_cy_find_nothing_there(client, page):
    assert entered(client, a_supporter()).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_ann_is_sent_away(client, page):
    assert entered(client, a_seeker()).get(page).status_code in {302, 404}


def test_the_board_shows_who_waits_and_who_talks_as_facts():
    a_talk()
    a_visit(now=minutes(3), topics=["anxiety"], need="vent")
    an_applicant(name="Fay")

    board = queries.board(now=minutes(10))

    assert [one["fact"].waited_minutes for one in board["line"]] == [7]
    assert [talk.supporter for talk in board["talks"]] == ["Bo"]
    assert board["applicants"] == 1


def test_the_page_holds_no_word_anybody_wrote(client):
    visit, _bo, _conversation = a_talk()
    relief.close_notes(visit=visit, helped=[], words="Secretword", next_step="Secretstep", now=EVENING)
    safety.page_on_call(visit=visit, why="button", now=EVENING)

    text = entered(client, a_coordinator()).get("/board/").content.decode()
    assert "Somebody asked for you" in text
    assert "Secret" not in text


def test_dee_takes_a_page_and_the_second_is_told_who_has_it(client):
    first, second = a_coordinator(), a_coordinator()
    page = safety.page_on_call(visit=a_visit(), why="button", now=EVENING)
    entered(client, first).post(f"/on-call/take/{page.key}/")
    text = entered(client, second).post(f"/on-call/take/{page.key}/", follow=True).content.decode()

    assert "has it already" in text


def test_talks_with_answers_are_counted_with_their_denominators():
    visit, _bo, conversation = a_talk()
    conversations.open_conversation(conversation=conversation, now=EVENING)
    relief.rate(visit=visit, moment="before", value=8, now=EVENING)

    found = queries.first_numbers(now=minutes(60))

    assert (found.started, found.with_before.count, found.with_both.count) == (1, 1, 0)
