"""Every door of care with something real behind it, tried by the whole cast."""

import re

import pytest
import time_machine
from django.test import Client

from beenthere.care import actions, queries_handing
from beenthere.care.models import HandOver, OwnEntry
from beenthere.care.tests.builders import (
    EVENING,
    SENTENCES,
    a_contact,
    a_draft,
    a_hand_over,
    a_talk_with_words,
    an_entry,
)
from beenthere.friends import actions as friends
from beenthere.friends.tests.builders import a_pair, an_evening
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def evening():
    """The pages read the clock, so it stands on the evening the builders speak of."""
    with time_machine.travel(EVENING, tick=False):
        yield


def seeking(person):
    client = Client()
    session = client.session
    session[SEEKER_KEY] = person.key
    session.save()
    return client


def signed_in(person):
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client


class House:
    """Ann with a contact, a draft, something handed over, a list of her own; Bo in a talk with her; Flo, her friend, in a chat with her."""

    def __init__(self):
        self.dee = a_coordinator()
        self.ann, self.bo = a_seeker(), a_supporter()
        self.talk = a_talk_with_words(self.ann, self.bo)
        self.flo = a_member()
        self.evening = an_evening(pair=a_pair(host=self.flo, friend=self.ann), mode="chat")
        friends.begin(evening=self.evening, now=EVENING)
        self.entry = an_entry()
        self.keys = {
            "contact": a_contact(self.ann, may_know="Anns secret note").key,
            "tell": actions.write_sentences(owner=self.ann, said=SENTENCES, now=EVENING).key,
            "own": actions.keep_entry(owner=self.ann, said={"name": "Kai"}, now=EVENING).key,
            "named": friends.suggest_somebody(
                evening=self.evening, side="host", name="Dr. Lang", reach="01 23", now=EVENING
            ).key,
            "draft": a_draft(self.ann).key,
            "entry": self.entry.key,
            "talk": self.talk.key,
        }
        self.given, self.token, self.code = a_hand_over(self.ann)
        self.keys |= {"given": self.given.key, "token": self.token}
        self.browsers = {
            "nobody": Client(),
            "ann": seeking(self.ann),
            "bo": signed_in(self.bo),
            "cy": seeking(a_seeker()),
            "kim": signed_in(a_supporter(name="Kim")),
            "dee": signed_in(self.dee),
            "flo": signed_in(self.flo),
            "eli": Client(),
        }
        # Eli opened the link with the code Ann told him, and holds a grant for half an hour.
        self.browsers["eli"].post(f"/care/letter/{self.token}/", {"code": self.code})


EVERYBODY = {"nobody", "ann", "bo", "cy", "kim", "dee", "flo", "eli"}
ANN, SEEKERS = {"ann"}, {"ann", "cy"}
# method, path, who comes in. Eli has opened the letter and holds a grant; everybody else has at most the link.
DOORS = [
    ("get", "/care/", SEEKERS),
    ("get", "/care/contact/", SEEKERS),
    ("get", "/care/contact/{contact}/", ANN),
    ("post", "/care/contact/{contact}/", ANN),
    ("post", "/care/contact/{contact}/forget/", ANN),
    ("get", "/care/tell/", SEEKERS),
    ("get", "/care/tell/{tell}/", ANN),
    ("post", "/care/tell/{tell}/", ANN),
    ("get", "/care/tell/{tell}/paper/", ANN),
    ("post", "/care/tell/{tell}/forget/", ANN),
    ("get", "/care/people/", SEEKERS),
    ("get", "/care/people/{entry}/", SEEKERS),
    ("get", "/care/own/{own}/", ANN),
    ("post", "/care/own/{own}/", ANN),
    ("post", "/care/own/{own}/forget/", ANN),
    ("post", "/care/named/{named}/forget/", ANN),
    ("post", "/care/hand-over/?contact={contact}", ANN),
    ("get", "/care/hand-over/{draft}/", ANN),
    ("post", "/care/hand-over/{draft}/", ANN),
    ("get", "/care/hand-over/{draft}/look/", ANN),
    ("post", "/care/hand-over/{draft}/yes/", ANN),
    ("get", "/care/hand-over/{draft}/paper/", ANN),
    ("post", "/care/hand-over/{draft}/forget/", ANN),
    ("get", "/care/hand-over/{given}/", ANN),
    ("get", "/care/hand-over/{given}/paper/", ANN),
    ("post", "/care/hand-over/{given}/code/", ANN),
    ("post", "/care/hand-over/{given}/take-back/", ANN),
    ("post", "/care/hand-over/{given}/forget/", ANN),
    ("get", "/care/letter/{token}/", EVERYBODY),
    ("get", "/care/letter/{token}/read/", {"eli"}),
    ("get", "/care/letter/{token}/record.json", {"eli"}),
    ("get", "/care/letter/{given}/", set()),  # the key of a hand-over is not its link
    ("get", "/desk/care/{talk}/", {"bo"}),
    ("post", "/desk/care/{talk}/", {"bo"}),
    ("get", "/board/directory/", {"dee"}),
    ("get", "/board/directory/{entry}/", {"dee"}),
    ("post", "/board/directory/{entry}/", {"dee"}),
]


def came_in(house, who, method, path):
    path, _, named = path.format(**house.keys).partition("?")
    form = dict([named.split("=")]) if named else {"entry": house.keys["entry"]}
    answer = getattr(house.browsers[who], method)(path, *([form] if method == "post" else []))
    assert answer.status_code < 500
    is_sent_to_the_code = answer.status_code == 302 and method == "get" and path.startswith("/care/letter/")
    is_sent_to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
    return answer.status_code not in {403, 404} and not is_sent_to_sign_in and not is_sent_to_the_code


@pytest.mark.parametrize(("method", "path", "who"), DOORS)
def test_who_comes_in(method, path, who):
    house = House()
    # Those who must stay out go first, so that what Ann does can not shut a door for them.
    order = sorted(house.browsers, key=lambda one: one in who)

    assert {one for one in order if came_in(house, one, method, path)} == who


def read(page):
    """A page without its random tokens: sixty-four letters may by chance hold a short name."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page.content.decode())


@pytest.mark.parametrize("who", ["bo", "flo", "kim", "dee", "nobody", "cy"])
def test_nobody_but_ann_reads_a_word_of_hers_anywhere(who):
    house = House()
    browser = house.browsers[who]
    paths = [path.format(**house.keys).partition("?")[0] for method, path, _who in DOORS if method == "get"]
    paths += [
        "/desk/",
        f"/desk/chat/{house.talk.key}/",
        f"/desk/chat/{house.talk.key}/panel/",
        "/board/",
        "/on-call/",
        *(f"/friends/evening/{house.evening.key}/{page}" for page in ("", "state/", "talk/", "plan/")),
        *(
            f"/friends/pair/{house.evening.pair.key}/{page}"
            for page in ("", "state/", "agreed/", "over-time/")
        ),
        f"/desk/care/{house.evening.conversation.key}/",
        f"/desk/chat/{house.evening.conversation.key}/panel/",
    ]

    said = "".join(read(browser.get(path, follow=True)) for path in paths)

    for words in ("Anns secret note", "eli@practice.example", "I am so tired", SENTENCES["want"], "Kai"):
        assert words not in said


@pytest.mark.parametrize("who", ["bo", "flo", "kim", "dee", "cy", "nobody"])
def test_nobody_but_ann_starts_sends_or_hurries_a_hand_over(who):
    house = House()
    browser = house.browsers[who]
    before = list(HandOver.objects.values_list("pk", "consented_at", "until", "code_hash"))

    browser.post("/care/hand-over/", {"contact": house.keys["contact"]})
    browser.post(f"/care/hand-over/{house.keys['draft']}/", {"piece": "own", "own": "not hers"})
    browser.post(f"/care/hand-over/{house.keys['draft']}/yes/", {"yes": "on", "seen": "x"})
    browser.post(f"/care/hand-over/{house.keys['given']}/code/")
    browser.post(f"/care/hand-over/{house.keys['given']}/take-back/")

    assert list(HandOver.objects.values_list("pk", "consented_at", "until", "code_hash")) == before
    assert queries_handing.wish_of(HandOver.objects.get(key=house.keys["draft"])).own == "I am so tired."


def test_bo_sees_the_directory_and_not_anns_own_list():
    house = House()

    page = read(house.browsers["bo"].get(f"/desk/care/{house.talk.key}/"))

    assert house.entry.name in page
    assert "Kai" not in page
    assert OwnEntry.objects.exists()


def test_bos_page_closes_with_the_talk():
    from beenthere.conversations import actions as talks

    house = House()
    talks.end(conversation=house.talk, side="seeker", why="closed", now=EVENING)

    assert house.browsers["bo"].get(f"/desk/care/{house.talk.key}/").status_code == 404
