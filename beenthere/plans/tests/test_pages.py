"""The plan's pages as Ann, Bo, Eli and Cy meet them; nothing here needs a script."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from beenthere.conversations import actions as conversations
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.tests.builders import a_seeker, a_supporter
from beenthere.plans import actions, catalog, queries
from beenthere.plans.models import PlanShare, PlanStep
from beenthere.plans.tests.builders import DAY, EVENING, a_plan, a_share, an_open_talk, write
from beenthere.privacy import actions as privacy

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
JSON = {"HTTP_ACCEPT": "application/json"}


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


def text(response) -> str:
    return response.content.decode()


# ---- one's own plan ---------------------------------------------------------------------------


def test_ann_writes_without_a_script_and_finds_it_again():
    ann = a_seeker()
    page = seeking(ann)

    saved = page.post("/plan/step/signs/", {"text": "I stop eating", "version": "0"}, follow=True)

    assert saved.redirect_chain == [("/plan/#step-signs", 302)]
    assert "Saved." in text(saved)
    assert "\nI stop eating</textarea>" in text(page.get("/plan/"))


def test_a_first_line_that_is_empty_survives_the_page():
    ann = a_plan(signs="\n\nsecond line")

    assert "\n\n\nsecond line</textarea>" in text(seeking(ann).get("/plan/"))


def test_what_ann_writes_can_not_become_markup():
    ann = a_plan(signs="</textarea><script>alert(1)</script>", tell="<img src=x> 0664 123 4567")
    page = seeking(ann)

    for path in ("/plan/", "/plan/print/", "/plan/plan.html"):
        shown = text(page.get(path))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_two_tabs_without_a_script_get_both_texts_on_one_page():
    page = seeking(a_plan(signs="first tab"))

    clash = page.post("/plan/step/signs/", {"text": "second tab", "version": "0"})

    assert clash.status_code == 409
    assert "first tab</blockquote>" in text(clash)
    assert "\nsecond tab</textarea>" in text(clash)
    assert 'name="version" value="1"' in text(clash)


def test_the_script_gets_both_texts_as_json():
    page = seeking(a_plan(signs="first tab"))

    clash = page.post("/plan/step/signs/", {"text": "second tab", "version": "0"}, **JSON)
    saved = page.post("/plan/step/signs/", {"text": "both", "version": "1"}, **JSON)

    assert (clash.status_code, clash.json()["text"], clash.json()["version"]) == (409, "first tab", 1)
    assert (saved.status_code, saved.json()["version"], saved.json()["by"]) == (200, 2, "seeker")


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "١"])
def test_a_version_that_is_none_overwrites_nothing(version):
    ann = a_plan()

    answer = seeking(ann).post("/plan/step/signs/", {"text": "other", "version": version}, **JSON)

    assert answer.status_code == 409
    assert queries.plan_text(ann).steps[0].text == "I stop eating"


def test_a_text_too_long_is_said_kindly_and_changes_nothing():
    ann = a_plan()

    answer = seeking(ann).post("/plan/step/signs/", {"text": "я" * 4001, "version": "1"}, **JSON)

    assert answer.status_code == 429
    assert "4,000" in answer.json()["words"]
    assert queries.plan_text(ann).steps[0].version == 1


def test_four_thousand_letters_of_any_alphabet_fit_through_the_form():
    ann = a_seeker()

    answer = seeking(ann).post("/plan/step/signs/", {"text": "🕯" * 4000, "version": "0"}, **JSON)

    assert answer.status_code == 200
    assert queries.plan_text(ann).steps[0].text == "🕯" * 4000


@pytest.mark.parametrize("path", ["/plan/", "/plan/print/", "/plan/plan.html", "/plan/plan.txt"])
def test_no_page_of_the_plan_stays_in_a_cache(path):
    assert "no-store" in seeking(a_plan()).get(path)["Cache-Control"]


def test_the_file_for_the_phone_needs_no_network_and_no_script():
    ann = a_plan(tell="Mum 0664 123 4567", signs="I stop eating")

    answer = seeking(ann).get("/plan/plan.html")
    shown = text(answer)

    assert answer["Content-Disposition"] == 'attachment; filename="plan.html"'
    assert 'href="tel:06641234567"' in shown
    assert "I stop eating" in shown
    assert re.search(r'<a href="tel:\d+">', shown.split("Numbers to call")[1]) or "emergency" in shown
    assert "<script" not in shown
    assert "<link" not in shown
    assert "src=" not in shown
    assert not re.search(r"url\(", shown)


def test_the_plain_text_holds_the_words_as_they_are():
    ann = a_plan(signs="you & me <3\nخطتي")

    shown = text(seeking(ann).get("/plan/plan.txt"))

    assert "you & me <3\nخطتي" in shown
    assert "6. How my place gets safer" in shown


def test_the_page_says_how_long_it_is_kept(settings):
    settings.TABLE = settings.TABLE.model_copy(update={"keep_days": 30})
    ann = a_plan()

    assert "gone after April 1, 2026" in text(seeking(ann).get("/plan/"))
    privacy.make_return_code(person=ann, now=EVENING)
    assert "gone after March 2, 2027" in text(seeking(ann).get("/plan/"))


def test_ann_erases_her_plan_after_being_asked_once():
    ann = a_plan()
    page = seeking(ann)

    assert "Yes, erase the plan" in text(page.get("/plan/erase/"))
    assert queries.has_plan(ann)
    gone = page.post("/plan/erase/", follow=True)
    assert "Your plan is gone" in text(gone)
    assert not queries.has_plan(ann)


def test_the_return_code_brings_it_back():
    ann = a_plan()
    code = privacy.make_return_code(person=ann, now=EVENING)
    page = Client()

    shown = text(page.post("/back/", {"code": code}, follow=True))

    assert 'href="/plan/"' in shown
    assert 'href="/plan/plan.html"' in shown
    assert "I stop eating" in text(page.get("/plan/"))


def test_ones_own_page_offers_to_begin_one():
    assert "Begin a plan" in text(seeking(a_seeker()).get("/mine/"))


# ---- in the talk ------------------------------------------------------------------------------


def test_bo_writes_in_the_talk_and_ann_hears_of_it():
    talk = an_open_talk()
    bo, ann = signed_in(talk.supporter), seeking(talk.seeker)
    path = f"/plan/in/{talk.key}"

    saved = bo.post(f"{path}/supporter/signs/", {"text": "I stop eating", "version": "0"}, **JSON)
    state = ann.get(f"{path}/seeker/", **JSON).json()

    assert saved.status_code == 200
    assert state["shown"]
    assert state["steps"][0] == {"slug": "signs", "text": "I stop eating", "version": 1, "by": "supporter"}


def test_both_at_once_in_the_talk_without_a_script():
    talk = an_open_talk()
    write(talk.seeker, text="anns words", conversation=talk)

    clash = signed_in(talk.supporter).post(
        f"/plan/in/{talk.key}/supporter/signs/", {"text": "bos words", "version": "0"}
    )

    assert clash.status_code == 409
    assert "anns words</blockquote>" in text(clash)
    assert "\nbos words</textarea>" in text(clash)
    assert PlanStep.objects.get().version == 1


def test_the_chat_loads_a_part_and_a_browser_without_scripts_a_page():
    talk = an_open_talk()
    ann, path = seeking(talk.seeker), f"/plan/in/{talk.key}/seeker/"

    assert "<html" not in text(ann.get(path, HTTP_HX_REQUEST="true"))
    assert "<html" in text(ann.get(path))
    assert text(ann.get("/plan/")).count("<textarea") == 6


def test_an_older_plan_is_not_in_bos_page_until_ann_shows_it():
    ann = a_plan(signs="old secret")
    talk = an_open_talk(seeker=ann, now=EVENING + timedelta(hours=1))
    bo, page, path = signed_in(talk.supporter), seeking(ann), f"/plan/in/{talk.key}"

    assert "old secret" not in text(bo.get(f"{path}/supporter/"))
    assert bo.get(f"{path}/supporter/", **JSON).json() == {"shown": False, "steps": []}
    refused = bo.post(f"{path}/supporter/signs/", {"text": "x", "version": "1"}, **JSON)
    assert (refused.status_code, "old secret" in text(refused)) == (409, False)
    page.post(f"{path}/seeker/show/", {"on": "1"})
    assert "old secret" in text(bo.get(f"{path}/supporter/"))
    page.post(f"{path}/seeker/show/", {"on": "0"})
    assert "old secret" not in text(bo.get(f"{path}/supporter/"))


def test_bo_may_not_show_it_to_himself():
    ann = a_plan()
    talk = an_open_talk(seeker=ann, now=EVENING + timedelta(hours=1))

    assert signed_in(talk.supporter).post(f"/plan/in/{talk.key}/seeker/show/", {"on": "1"}).status_code == 404


def test_the_plan_leaves_bos_hands_when_the_talk_ends():
    talk = an_open_talk()
    write(talk.seeker, conversation=talk)
    bo, ann, path = signed_in(talk.supporter), seeking(talk.seeker), f"/plan/in/{talk.key}"
    assert bo.get(f"{path}/supporter/").status_code == 200

    conversations.end(conversation=talk, side="seeker", why="closed", now=EVENING)

    assert bo.get(f"{path}/supporter/").status_code == 404
    assert bo.post(f"{path}/supporter/signs/", {"text": "x", "version": "1"}).status_code == 404
    assert ann.get(f"{path}/seeker/").status_code == 200


@pytest.mark.parametrize("side", ["seeker", "supporter"])
def test_cy_and_kim_and_nobody_write_into_no_talk(side):
    talk = an_open_talk()
    path = f"/plan/in/{talk.key}/{side}/signs/"

    for client in (seeking(a_seeker()), signed_in(a_supporter(name="Kim")), Client()):
        assert client.post(path, {"text": "x", "version": "0"}).status_code == 404
    assert not PlanStep.objects.exists()


# ---- shown to somebody --------------------------------------------------------------------------


def link_of(ann) -> str:
    (share,) = queries.shares_of(ann, now=EVENING)
    return f"/plan/shared/{share.token}/"


def test_ann_makes_a_link_for_eli_who_opens_it_with_one_press():
    ann = a_plan()
    page = seeking(ann)
    said = {"purpose": "therapist", "whom": "Eli", "days": "7"}

    made = page.post("/plan/share/", said, follow=True)
    door = Client().get(link_of(ann))

    assert f"http://testserver{link_of(ann)}" in text(made)
    assert "Nobody has opened it yet" in text(made)
    assert "I stop eating" not in text(door)
    assert PlanShare.objects.get().opened_at is None
    opened = Client().post(link_of(ann))
    assert "I stop eating" in text(opened)
    assert "March 9, 2026" in text(opened)
    assert "no-store" in opened["Cache-Control"]
    assert "<textarea" not in text(opened)
    assert "First on March 2, 2026" in text(page.get("/plan/"))


@pytest.mark.parametrize("how", ["expired", "revoked", "erased", "unknown"])
def test_a_link_that_is_over_says_only_that_nothing_is_here(how):
    ann = a_plan()
    share = a_share(ann)
    link, moment = link_of(ann), EVENING
    if how == "expired":
        moment = EVENING + 7 * DAY
    elif how == "revoked":
        seeking(ann).post(f"/plan/share/{share.key}/revoke/")
    elif how == "erased":
        actions.erase(owner=ann, now=EVENING)
    else:
        link = "/plan/shared/never-made-anywhere/"
    eli = Client()

    with time_machine.travel(moment, tick=False):
        answers = [eli.get(link), eli.post(link)]
        never = eli.get("/plan/shared/something-else/")

    assert [answer.status_code for answer in answers] == [404, 404]
    assert text(answers[0]) == text(never)
    assert "I stop eating" not in text(answers[1])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"purpose": "boss"}, "who it is for"),
        ({"whom": " "}, "who it is for"),
        ({"days": "0"}, "still to come"),
        ({"days": "x"}, "still to come"),
        ({"days": "91"}, "90 days at most"),
    ],
)
def test_what_is_unclear_is_said_and_what_was_typed_stays(said, words):
    ann = a_plan()
    typed = {"purpose": "friend", "whom": "Kai from work", "days": "7"} | said

    answer = seeking(ann).post("/plan/share/", typed)

    assert answer.status_code == 400
    assert words in text(answer)
    assert typed["whom"] in text(answer)
    assert not PlanShare.objects.exists()


def test_cy_closes_none_of_anns_links():
    ann = a_plan()
    share = a_share(ann)

    assert seeking(a_seeker()).post(f"/plan/share/{share.key}/revoke/").status_code == 404
    assert Client().post(link_of(ann)).status_code == 200


# ---- guided cards -------------------------------------------------------------------------------


@pytest.mark.parametrize("card", catalog.situations(), ids=lambda card: card.slug)
def test_each_guided_card_walks_from_noticing_to_whom_to_bring(card):
    shown = text(signed_in(a_supporter()).get(f"/desk/situations/{card.slug}/"))

    at = [shown.index(f"{number}. ") for number in range(1, 7)]
    assert at == sorted(at)
    assert ("Call on-call at once, from the button" in shown) is card.at_once
    assert 'href="/lines/"' in shown


def test_the_cards_are_for_supporters():
    assert signed_in(a_supporter()).get("/desk/situations/").status_code == 200
    assert signed_in(a_supporter(name="Kim")).get("/desk/situations/nothing/").status_code == 404
    for client in (Client(), seeking(a_seeker())):
        assert client.get("/desk/situations/abuse/").status_code == 404
