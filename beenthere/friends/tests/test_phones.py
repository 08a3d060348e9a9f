"""Ann, who has no account, takes her seat along to another phone: once, within ten minutes, and the first phone is told."""

import re
from datetime import timedelta

import pytest

from beenthere.friends import actions
from beenthere.friends.doors import clock
from beenthere.friends.models import PhoneLink
from beenthere.friends.tests.builders import DAY, EVENING, a_pair, an_evening
from beenthere.friends.tests.test_pages import Client, signed_in, visiting
from beenthere.notices import actions as notices
from beenthere.notices.models import Notice
from beenthere.people.tests.builders import a_member, a_seeker
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as own_data
from beenthere.privacy.registry import retainers

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
CAME, WAS_IT = "Another phone came in", "Was it you?"


@pytest.fixture
def pair():
    return a_pair(host=a_member(), friend=a_seeker(), now=clock())


def show_link(phone):
    page = phone.post("/friend/phone/").content.decode()
    return re.search(r'value="http://testserver(/phone/[^"]+/)"', page)[1]


def test_the_other_phone_comes_in_with_one_press_and_the_first_is_told(pair):
    first, other = visiting(pair.friend), Client()
    link = show_link(first)
    assert first.get("/friend/phone/state/").content == b"open"

    assert "One press" in other.get(link).content.decode()
    assert other.post(link)["Location"] == "/friend/"

    assert f"/friend/pair/{pair.key}/" in other.get("/friend/").content.decode()
    asked = first.get("/friend/phone/state/")
    assert (asked.content, asked["X-Go"]) == (b"over", "/friend/phone/")
    for page in ("/friend/", "/friend/phone/", f"/friend/pair/{pair.key}/"):
        assert CAME in first.get(page).content.decode()
        assert CAME not in other.get(page).content.decode()
    first.post("/friend/phone/mine/")
    assert CAME not in first.get("/friend/").content.decode()
    assert other.get(f"/friend/pair/{pair.key}/").status_code == 200


def test_looking_uses_nothing_up_and_a_second_press_opens_nothing(pair):
    first, other, third = visiting(pair.friend), Client(), Client()
    link = show_link(first)
    for _look in range(3):
        Client().get(link)
    other.post(link)

    assert third.post(link).status_code == 404
    assert "/friend/pair/" not in third.get("/friend/").content.decode()


def test_dead_links_look_the_same(pair):
    first, now = visiting(pair.friend), clock()
    old = show_link(first)
    newer = show_link(first)
    _row, late = actions.make_phone_link(friend=a_pair(now=now).friend, now=now - 11 * MINUTE)
    answers = [Client().post(link) for link in (old, f"/phone/{late}/", "/phone/never/")]
    assert {one.status_code for one in answers} == {404}
    assert len({re.sub(r'(value|nonce)="[^"]+"', "", one.content.decode()) for one in answers}) == 1
    assert Client().post(newer).status_code == 302


@pytest.mark.parametrize(("minutes", "opens"), [(0, True), (9, True), (10, False), (600, False)])
def test_it_opens_for_ten_minutes(pair, minutes, opens):
    _row, token = actions.make_phone_link(friend=pair.friend, now=EVENING)
    try:
        actions.carry_over(token=token, here=None, member=None, now=EVENING + minutes * MINUTE)
        came = True
    except actions.LinkIsClosed:
        came = False
    assert came is opens


def test_pressed_on_the_same_phone_it_stays_good(pair):
    first = visiting(pair.friend)
    link = show_link(first)
    assert first.post(link).status_code == 400
    assert Client().post(link).status_code == 302


def test_the_host_does_not_sit_down_in_his_friends_seat(pair):
    link = show_link(visiting(pair.friend))
    host = signed_in(pair.host)
    assert host.post(link).status_code == 404
    assert host.get(f"/friend/pair/{pair.key}/").status_code == 404
    assert Client().post(link).status_code == 302


def test_who_was_on_that_phone_before_is_thought_of(pair):
    link = show_link(visiting(pair.friend))
    assert "Somebody has been here with this phone before" in visiting(a_seeker()).get(link).content.decode()
    assert "Somebody has been here" not in Client().get(link).content.decode()


@pytest.mark.parametrize("signs_in_beside_it", [True, False])
def test_a_phone_that_was_not_hers_is_signed_out(pair, signs_in_beside_it):
    first, other = visiting(pair.friend), Client()
    other.post(show_link(first))
    if signs_in_beside_it:
        other.force_login(a_member().account, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(f"/friend/pair/{pair.key}/").status_code == 200
    spare = show_link(first)

    first.post("/friend/phone/out/")

    assert other.get(f"/friend/pair/{pair.key}/").status_code == 404
    assert first.get(f"/friend/pair/{pair.key}/").status_code == 200
    assert Client().post(spare).status_code == 404
    assert CAME not in first.get("/friend/").content.decode()


def test_the_phone_that_came_in_can_not_sign_the_first_one_out(pair):
    first, other = visiting(pair.friend), Client()
    other.post(show_link(first))
    other.post("/friend/phone/out/")
    assert first.get(f"/friend/pair/{pair.key}/").status_code == 200
    assert CAME in first.get("/friend/").content.decode()


def test_eight_words_bring_her_back_too_and_the_first_phone_is_told(pair):
    code = privacy.make_return_code(person=pair.friend, now=clock())
    first, other = visiting(pair.friend), Client()
    other.post("/back/", {"code": code})
    assert f"/friend/pair/{pair.key}/" in other.get("/friend/").content.decode()
    assert "with your eight words" in first.get("/friend/").content.decode()

    first.post("/friend/phone/out/")

    assert other.get(f"/friend/pair/{pair.key}/").status_code == 404
    assert not own_data.has_code(pair.friend), "the words were not hers alone"


def test_who_has_no_friend_here_is_asked_nothing_after_coming_back():
    ann = a_seeker()
    Client().post("/back/", {"code": privacy.make_return_code(person=ann, now=clock())})
    assert not PhoneLink.objects.exists()
    assert visiting(ann).get("/friend/phone/").status_code == 404


def test_she_is_told_by_the_ways_she_chose(pair):
    notices.save_address(person=pair.friend, channel="email", address="ann@example.org", now=clock())
    Client().post(show_link(visiting(pair.friend)))
    note = Notice.objects.get(channel="email")
    assert (note.kind, note.link) == ("pair_changed", "/friend/phone/")


def test_erased_from_the_other_phone_it_is_erased_for_both_and_in_the_hosts_pocket(pair):
    evening = an_evening(pair=pair, mode="in_person", now=clock())
    first, other, host = visiting(pair.friend), Client(), signed_in(pair.host)
    other.post(show_link(first))
    assert host.get(f"/pocket/{evening.key}/tonight.json").status_code == 200

    other.post("/mine/erase/")

    assert first.get(f"/friend/pair/{pair.key}/").status_code == 404
    assert host.get(f"/pocket/{evening.key}/tonight.json").json()["state"] == "gone"
    assert not PhoneLink.objects.exists()


def test_the_blocked_host_stays_blocked_on_the_other_phone(pair):
    first, other = visiting(pair.friend), Client()
    other.post(show_link(first))
    actions.block(pair=pair, side="friend", now=clock())
    _row, token = actions.invite(inviter=pair.host, name="Bo", now=clock())
    assert other.post(f"/with/{token}/", {"name": "Ann"}).status_code == 404


def test_what_is_kept_of_it_is_little_and_short(pair):
    link = show_link(visiting(pair.friend))
    row = PhoneLink.objects.get()
    secret = link.split("/")[2]
    assert secret not in str(vars(row))
    Client().post(link)
    told = own_data.everything_about(person=pair.friend, now=clock())["other_phones"]
    assert [one["by_words"] for one in told] == [False]
    for forget in retainers():
        forget(clock() + DAY)
    assert not PhoneLink.objects.exists()
