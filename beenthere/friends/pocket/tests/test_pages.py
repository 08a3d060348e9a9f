"""The pocket's doors and answers, as Ann, Bo, Cy and a phone without a session meet them."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from beenthere.friends import actions as friends
from beenthere.friends.pocket import forgetting
from beenthere.friends.pocket.models import PocketEvent
from beenthere.friends.pocket.tests.builders import EVENING, a_pair, an_evening, an_event
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.tests.builders import a_member, a_seeker, a_supporter, an_applicant

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def clock():
    """The pages read the clock, so it stands on the evening the builders speak of."""
    with time_machine.travel(EVENING, tick=False) as moved:
        yield moved


def seeking(person, **more):
    client = Client(**more)
    session = client.session
    session[SEEKER_KEY] = person.key
    session.save()
    return client


def signed_in(person, **more):
    client = Client(**more)
    client.force_login(person.account, backend=BACKEND)
    return client


def send(client, key, *events, device="phone-one", **more):
    body = json.dumps({"device": device, "events": list(events)})
    return client.post(f"/pocket/{key}/sync", body, content_type="application/json", **more)


def test_only_the_host_opens_the_door():
    evening = an_evening()
    others = [
        seeking(evening.pair.friend),
        seeking(a_seeker()),
        signed_in(a_member()),
        signed_in(a_supporter()),
        signed_in(an_applicant()),
    ]
    host = signed_in(evening.pair.host)

    assert host.get(f"/pocket/{evening.key}/").status_code == 200
    assert host.get(f"/pocket/{evening.key}/tonight.json").status_code == 200
    assert send(host, evening.key, an_event(1)).status_code == 200
    for other in others:
        assert other.get(f"/pocket/{evening.key}/").status_code == 404
        assert other.get(f"/pocket/{evening.key}/tonight.json").status_code == 404
        assert send(other, evening.key, an_event(2)).status_code == 404
    assert PocketEvent.objects.count() == 1


def test_a_deployment_for_the_line_alone_has_no_pocket(settings):
    evening = an_evening()
    settings.TABLE = settings.TABLE.model_copy(update={"doors": "line"})
    host = signed_in(evening.pair.host)

    assert host.get(f"/pocket/{evening.key}/").status_code == 404
    assert send(host, evening.key, an_event(1)).status_code == 404
    for kept in ("", "manifest.webmanifest", "sw.js", "bundle.json", "icon-192.png"):
        assert host.get(f"/pocket/{kept}").status_code == 404
        assert Client().get(f"/pocket/{kept}").status_code == 404


def test_the_hosts_page_links_the_pocket_and_tells_what_it_kept_to_nobody_else():
    evening = an_evening(mode="in_person")
    friends.write_plan(
        evening=evening, side="host", words={}, cards=["drop-anchor", "paced-breath"], now=EVENING
    )
    host, friend = signed_in(evening.pair.host), seeking(evening.pair.friend)
    hosts, friends_page = f"/friends/evening/{evening.key}/", f"/friend/evening/{evening.key}/"
    assert f'href="/pocket/{evening.key}/"' in host.get(hosts).content.decode()
    assert "/pocket/" not in friend.get(friends_page).content.decode()

    kinds = ("opened", "fitted", "moment", "note", "breathed", "ended")
    send(host, evening.key, *(an_event(n, kind) for n, kind in enumerate(kinds, 1)))

    page = " ".join(host.get(hosts).content.decode().split())
    for words in ("Drop anchor</a>: it fitted", "fear, 7 of 10, wanted: to get calm", "She laughed once",
                  "6 slow breaths together", "Planned and left, which is fine: Slow breathing, longer out."):  # fmt: skip
        assert words in page
    assert "She laughed once" not in friend.get(friends_page).content.decode()


def test_an_evening_nobody_pressed_begin_for_stays_on_both_pages_after_its_phone_was_used(clock):
    evening = an_evening(mode="in_person")
    host, friend = signed_in(evening.pair.host), seeking(evening.pair.friend)

    send(host, evening.key, an_event(1))
    page = host.get(f"/friends/evening/{evening.key}/").content.decode()
    assert "Begin now" not in page
    assert "The evening is over" in page
    send(host, evening.key, an_event(2, "ended"))

    for client, side in ((host, "friends"), (friend, "friend")):
        page = client.get(f"/{side}/pair/{evening.pair.key}/").content.decode()
        assert f"/{side}/evening/{evening.key}/" in page
        assert "Evenings so far" in page


def test_missing_and_foreign_look_the_same():
    evening, cy = an_evening(), signed_in(a_member())

    for what in ("tonight.json", "sync"):
        foreign = (
            cy.post(f"/pocket/{evening.key}/{what}")
            if what == "sync"
            else cy.get(f"/pocket/{evening.key}/{what}")
        )
        missing = cy.post(f"/pocket/nothing/{what}") if what == "sync" else cy.get(f"/pocket/nothing/{what}")
        assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)


def test_tonight_holds_the_plan_for_the_phone_and_the_page_holds_none_of_it():
    evening = an_evening()
    friends.write_plan(
        evening=evening,
        side="host",
        words={"intention": "Sit with her", "not_tonight": "No advice", "look_after": "Ring Kim"},
        cards=["drop-anchor"],
        now=EVENING,
    )
    host = signed_in(evening.pair.host)

    told = host.get(f"/pocket/{evening.key}/tonight.json").json()
    page = host.get(f"/pocket/{evening.key}/").content.decode()

    assert told["cards"] == ["drop-anchor"]
    assert told["plan"] == {"intention": "Sit with her", "not_tonight": "No advice", "look_after": "Ring Kim"}
    assert told["token"]
    assert "Sit with her" not in page
    assert page == Client().get("/pocket/").content.decode()


def test_a_phone_without_a_session_is_asked_to_sign_in_and_told_where():
    evening = an_evening()

    answer = send(Client(), evening.key, an_event(1))

    assert answer.status_code == 401
    assert answer.json() == {"state": "sign-in", "link": f"/account/login/?next=/pocket/{evening.key}/"}
    assert Client().get(f"/pocket/{evening.key}/")["Location"].startswith("/account/login/")


def test_a_form_token_is_asked_for_and_brought_by_tonight():
    evening = an_evening()
    host = signed_in(evening.pair.host, enforce_csrf_checks=True)

    refused = send(host, evening.key, an_event(1))
    token = host.get(f"/pocket/{evening.key}/tonight.json").json()["token"]
    taken = send(host, evening.key, an_event(1), headers={"X-CSRFToken": token})

    assert (refused.status_code, taken.status_code) == (403, 200)
    assert PocketEvent.objects.count() == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff\xfe", b'{"device":"phone-one","events":[{}]}', b"[" * 20000]
)
def test_bad_input_gets_a_clear_answer(body):
    evening = an_evening()
    host = signed_in(evening.pair.host)

    answer = host.post(f"/pocket/{evening.key}/sync", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["state"] == "unclear"
    assert answer.json()["where"]


def test_a_body_that_is_too_large_is_refused_unread():
    evening = an_evening()
    host = signed_in(evening.pair.host)

    answer = host.post(f"/pocket/{evening.key}/sync", b" " * 70_000, content_type="application/json")

    assert answer.status_code == 400
    assert not PocketEvent.objects.exists()


def test_gone_late_too_often_and_put_back_are_said_in_one_word(clock):
    evening = an_evening()
    host = signed_in(evening.pair.host)
    send(host, evening.key, an_event(1))

    assert send(host, evening.key, an_event(1, key="another-one")).json()["state"] == "another"
    for _call in range(60):
        said = send(host, evening.key)
    assert (said.status_code, said.json()["state"]) == (429, "wait")
    clock.move_to(EVENING + timedelta(days=20))
    assert send(signed_in(evening.pair.host), evening.key, an_event(2)).json()["state"] == "late"
    forgetting.forget(evening=evening, now=EVENING + timedelta(days=21))
    for client in (host, Client()):
        answer = send(client, evening.key, an_event(2))
        assert answer.status_code == 410
        assert answer.json()["erased_at"] == round((EVENING + timedelta(days=21)).timestamp() * 1000)


def test_a_pair_that_ended_still_takes_what_the_phone_kept():
    pair = a_pair()
    evening = an_evening(pair=pair)
    friends.begin(evening=evening, now=EVENING)
    friends.end_pair(pair=pair, side="friend", why="", now=EVENING)

    assert send(signed_in(pair.host), evening.key, an_event(1)).json()["ack"] == 1


def test_the_manifest_tells_nothing_and_is_complete(settings):
    settings.TABLE = settings.TABLE.model_copy(update={"pocket_name": "Lists", "pocket_icon": "dot"})

    told = Client().get("/pocket/manifest.webmanifest")

    assert told["Content-Type"] == "application/manifest+json"
    manifest = told.json()
    assert (manifest["name"], manifest["short_name"]) == ("Lists", "Lists")
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "/pocket/",
        "/pocket/",
        "standalone",
    )
    for one in manifest["icons"]:
        assert Client().get(one["src"])["Content-Type"] == "image/png"
    assert "BeenThere" not in told.content.decode()
    assert "BeenThere" not in Client().get("/pocket/").content.decode()


def test_the_numbers_of_the_region_stand_on_the_page_itself(settings):
    settings.TABLE = settings.TABLE.model_copy(update={"region": "GB"})

    page = Client().get("/pocket/").content.decode()

    assert 'href="tel:999"' in page
    assert 'href="tel:116123"' in page


def test_the_two_workers_keep_to_their_own_scope():
    pocket, notices = Client().get("/pocket/sw.js"), Client().get("/sw.js")

    assert pocket["Content-Type"] == "text/javascript"
    assert '"fetch"' in pocket.content.decode()
    assert '"push"' not in pocket.content.decode()
    assert '"fetch"' not in notices.content.decode()
