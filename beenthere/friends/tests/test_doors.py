"""Every door of a pair and its evenings, the whole cast: Bo hosts, Ann is the friend; nobody else gets in anywhere."""

import pytest
from django.db import transaction
from django.urls import reverse

from beenthere.friends import actions
from beenthere.friends.doors import clock
from beenthere.friends.tests.builders import a_pair, an_evening
from beenthere.friends.tests.test_pages import Client, signed_in, visiting
from beenthere.friends.urls import urlpatterns
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter, an_applicant

pytestmark = pytest.mark.django_db
EVERYBODY = {"nobody", "ann", "bo", "cy", "dee", "eli", "kit"}
MEMBERS = {"bo", "dee", "eli", "kit"}
# Ann also invited nobody; Cy seeks on the line; Eli supports strangers and is Ann's therapist outside; Kit has only applied.
OPEN = {
    "host_home": MEMBERS,
    "friend_home": EVERYBODY,
    "invite": MEMBERS,
    "journal": MEMBERS,
    "reach": MEMBERS,
    "no_push": MEMBERS,
    "try_out": MEMBERS,
    "come_in": EVERYBODY,
    "carry": EVERYBODY,
}
ANNS = {"answer", "friend_check_in", "not_safe", "call", "friend_letter", "letter_back"}


def who_may(name):
    if name in OPEN:
        return OPEN[name]
    return {"ann"} if name in ANNS or name.startswith("friend_") else {"bo"}


@pytest.fixture
def house():
    bo, ann = a_member(), a_seeker()
    pair = a_pair(host=bo, friend=ann, now=clock())
    evening = an_evening(pair=pair, mode="chat", now=clock())
    row, token = actions.invite(inviter=bo, name="Bo", now=clock())
    browsers = {
        "nobody": Client(),
        "ann": visiting(ann),
        "bo": signed_in(bo),
        "cy": visiting(a_seeker()),
        "dee": signed_in(a_coordinator()),
        "eli": signed_in(a_supporter(name="Eli")),
        "kit": signed_in(an_applicant(name="Kit")),
    }
    return browsers, {"pair": pair, "evening": evening, "invite": row, "token": token}


def path_of(room, name, found):
    pattern = (
        str(next(one.pattern for one in urlpatterns if one.name == name)) if room == "friends" else "evening/"
    )
    if "<str:token>" in pattern:
        return reverse(f"{room}:{name}", args=[found["token"]])
    if "<str:key>" not in pattern and room == "friends":
        return reverse(f"{room}:{name}")
    kind = next(kind for kind in ("evening/<", "pair/<", "invite/<", "evening/") if kind in pattern).strip(
        "/<"
    )
    return reverse(f"{room}:{name}", args=[found[kind].key])


def is_in(client, path):
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        transaction.set_rollback(True)
    assert answer.status_code < 500
    to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
    return answer.status_code not in {403, 404} and not to_sign_in


@pytest.mark.parametrize("name", [one.name for one in urlpatterns])
def test_who_gets_in(house, name):
    browsers, found = house

    came = {who for who, client in browsers.items() if is_in(client, path_of("friends", name, found))}

    assert came == who_may(name)


@pytest.mark.parametrize(("name", "who"), [("host_talk", {"bo"}), ("friend_talk", {"ann"})])
def test_who_gets_into_the_talk(house, name, who):
    browsers, found = house
    actions.begin(evening=found["evening"], now=clock())

    came = {one for one, client in browsers.items() if is_in(client, path_of("evening", name, found))}

    assert came == who


def test_the_deeds_of_a_talk_of_friends_are_open_to_these_two_alone(house):
    browsers, found = house
    actions.begin(evening=found["evening"], now=clock())
    key = found["evening"].conversation.key

    for path, who in (
        (f"/desk/chat/{key}/propose/", {"bo"}),
        (f"/desk/chat/{key}/panel/", {"bo"}),
        (f"/plan/in/{key}/supporter/", {"bo"}),
        (f"/chat/{key}/propose/", {"ann"}),
        (f"/plan/in/{key}/seeker/", {"ann"}),
        (f"/chat/{key}/switch/", set()),
        (f"/chat/{key}/report/", set()),
        (f"/desk/chat/{key}/oncall/", set()),
        (f"/desk/chat/{key}/report/", set()),
        (f"/desk/chat/{key}/flag/", set()),
        (f"/desk/chat/{key}/ties/", set()),
        (f"/chat/{key}/ties/", set()),
        (f"/desk/care/{key}/", set()),
        (f"/desk/debrief/{key}/", set()),
        (f"/desk/before/{key}/", set()),
    ):
        assert {one for one, client in browsers.items() if is_in(client, path)} == who, path
