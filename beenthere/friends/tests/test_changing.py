"""A planned evening is called off or moved: from either side, without blame, and the other is told."""

from datetime import timedelta

import pytest

from beenthere.friends import actions, queries, queries_after
from beenthere.friends.doors import clock
from beenthere.friends.models import FriendEvening
from beenthere.friends.tests.builders import DAY, EVENING, HOUR, a_pair, an_evening
from beenthere.friends.tests.test_pages import plain, signed_in, visiting
from beenthere.notices import actions as notices
from beenthere.notices.models import Notice

pytestmark = pytest.mark.django_db
OTHER = {"host": "friend", "friend": "host"}


def told(evening):
    """Who was left a note."""
    for person in (evening.pair.host, evening.pair.friend):
        notices.save_address(person=person, channel="email", address="a@example.org", now=EVENING)
    return lambda: [notice.to for notice in Notice.objects.filter(kind="pair_changed", channel="email")]


@pytest.mark.parametrize("side", ["host", "friend"])
def test_either_calls_it_off_and_both_read_the_same_words_and_can_plan_again(side):
    pair = a_pair(now=clock())
    evening = an_evening(pair=pair, now=clock(), planned_for=clock() + DAY, ends_at=clock() + DAY + HOUR)
    actions.write_plan(evening=evening, side="host", words={"intention": "Be there"}, cards=[], now=clock())
    who_was_told = told(evening)
    browsers = {"host": ("/friends", signed_in(pair.host)), "friend": ("/friend", visiting(pair.friend))}
    start, client = browsers[side]
    path = f"{start}/evening/{evening.key}/call-off/"
    assert path in client.get(f"{start}/evening/{evening.key}/").content.decode()

    assert "Call this evening off?" in client.get(path).content.decode()
    for _press in range(2):
        client.post(path)

    assert who_was_told() == [getattr(pair, OTHER[side])]
    evening.refresh_from_db()
    assert (evening.state, evening.plan, queries_after.took_place(evening)) == ("over", None, False)
    for start, client in browsers.values():
        for page in (f"pair/{pair.key}/", f"evening/{evening.key}/"):
            seen = plain(client.get(f"{start}/{page}"))
            assert "was called off. That happens" in seen
            assert "How was it for you?" not in seen
    assert an_evening(pair=pair, now=clock()).pk != evening.pk
    assert queries.called_off_last(pair) is None


def test_an_evening_that_has_begun_is_ended_and_not_called_off():
    evening = an_evening()
    actions.begin(evening=evening, now=EVENING)

    with pytest.raises(actions.NotReady):
        actions.call_evening_off(evening=evening, side="friend", now=EVENING)
    with pytest.raises(actions.NotReady):
        actions.move_evening(
            evening=evening, side="host", planned_for=EVENING + DAY, ends_at=EVENING + DAY + HOUR, now=EVENING
        )
    assert FriendEvening.objects.get().state == "running"


def test_of_calling_off_and_beginning_at_once_the_first_counts():
    evening = an_evening()
    stale = FriendEvening.objects.select_related("pair").get()

    assert actions.call_evening_off(evening=evening, side="host", now=EVENING)
    assert not actions.begin(evening=stale, now=EVENING)
    assert not actions.call_evening_off(evening=stale, side="friend", now=EVENING)


@pytest.mark.parametrize("side", ["host", "friend"])
def test_either_moves_it_and_the_other_is_told_once(side):
    now = clock().replace(second=0, microsecond=0)
    pair = a_pair(now=now)
    evening = an_evening(pair=pair, now=now, planned_for=now + DAY, ends_at=now + DAY + HOUR)
    who_was_told = told(evening)
    start, client = (
        ("/friends", signed_in(pair.host)) if side == "host" else ("/friend", visiting(pair.friend))
    )
    path, then = f"{start}/evening/{evening.key}/time/", now + 2 * DAY
    assert client.get(path).status_code == 200

    for _press in range(2):
        client.post(path, {"planned_for": f"{then:%Y-%m-%dT%H:%M}", "hours": "3.0"})

    moved = FriendEvening.objects.get()
    assert moved.ends_at - moved.planned_for == timedelta(hours=3)
    assert moved.planned_for.date() != evening.planned_for.date()
    assert who_was_told() == [getattr(pair, OTHER[side])]


@pytest.mark.parametrize(
    "said", [{}, {"planned_for": "soon", "hours": "2.0"}, {"planned_for": "2001-01-01T20:00", "hours": "2.0"}]
)
def test_a_time_that_can_not_be_is_refused_in_words(said):
    evening = an_evening(pair=a_pair(now=clock()), now=clock())
    client = signed_in(evening.pair.host)

    answer = client.post(f"/friends/evening/{evening.key}/time/", said or {"hours": ""})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert FriendEvening.objects.get().planned_for == evening.planned_for


@pytest.mark.parametrize("side", ["host", "friend"])
def test_an_open_page_of_the_other_learns_of_it_and_says_it_in_words(side):
    now = clock().replace(second=0, microsecond=0)
    pair = a_pair(now=now)
    evening = an_evening(pair=pair, now=now, planned_for=now + DAY, ends_at=now + DAY + HOUR)
    start, client = (
        ("/friends", signed_in(pair.host)) if side == "host" else ("/friend", visiting(pair.friend))
    )
    path, other = f"{start}/evening/{evening.key}/", OTHER[side]
    asked = (f"{path}state/", f"{start}/pair/{pair.key}/state/")
    before = [client.get(one).content for one in asked]
    assert [client.get(one).content for one in asked] == before

    then = now + 2 * DAY
    actions.move_evening(evening=evening, side=other, planned_for=then, ends_at=then + 3 * HOUR, now=now)
    moved = [client.get(one).content for one in asked]
    assert "This is how your evening stands now:" in client.get(f"{path}news/").content.decode()
    actions.call_evening_off(evening=evening, side=other, now=now)
    off = [client.get(one).content for one in asked]

    assert all(len({*three}) == 3 for three in zip(before, moved, off, strict=True))
    words = client.get(f"{path}news/").content.decode()
    assert "was called off" in words
    assert "What you wrote here is still here." in words


def test_pages_on_which_somebody_writes_keep_what_is_there():
    evening = an_evening(pair=a_pair(now=clock()), now=clock())
    host, ann = signed_in(evening.pair.host), visiting(evening.pair.friend)
    writing = [(host, "/friends", one) for one in ("plan/", "time/", "call-off/", "suggest/")]
    writing += [(ann, "/friend", one) for one in ("check-in/", "time/", "call-off/")]
    for client, start, rest in writing:
        page = client.get(f"{start}/evening/{evening.key}/{rest}").content.decode()
        assert " data-keeps>" in page
        assert f'data-news="{start}/evening/{evening.key}/news/"' in page
    assert "data-keeps" not in host.get(f"/friends/evening/{evening.key}/").content.decode()


def test_the_form_offers_how_long_it_was_also_when_the_end_is_seconds_off():
    now = clock()
    pair = a_pair(now=now)
    evening = an_evening(pair=pair, now=now, ends_at=now + timedelta(hours=2, seconds=3))
    page = signed_in(pair.host).get(f"/friends/evening/{evening.key}/time/").content.decode()
    assert '<option value="2.0" selected>' in page


def test_that_it_was_called_off_is_read_also_while_something_waits_for_an_answer():
    pair = a_pair(now=clock())
    evening = an_evening(pair=pair, now=clock())
    actions.suggest_somebody(evening=evening, side="host", name="Dr. Winter", reach="", now=clock())
    actions.call_evening_off(evening=evening, side="host", now=clock())
    for start, client in (("/friends", signed_in(pair.host)), ("/friend", visiting(pair.friend))):
        assert "was called off" in client.get(f"{start}/pair/{pair.key}/").content.decode()
