"""The evening of two friends through the pages, without a script."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client

from beenthere.companion import actions as companion
from beenthere.companion import queries as panels
from beenthere.conversations import writer
from beenthere.friends import access, actions, queries, queries_after
from beenthere.friends.doors import clock
from beenthere.friends.models import FriendEvening, Pair
from beenthere.friends.tests.builders import a_pair, an_evening
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker
from beenthere.privacy import keys
from beenthere.safety import queries as safety

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person):
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client


def visiting(person):
    client = Client()
    session = client.session
    session[SEEKER_KEY] = person.key
    session.save()
    return client


@pytest.fixture
def bo():
    return a_member()


@pytest.fixture
def two(bo):
    """Bo and Ann, agreed, each with a browser."""
    pair = a_pair(host=bo, friend=a_seeker(), now=clock())
    return signed_in(bo), visiting(pair.friend), pair


def plain(response):
    """The page without what differs in every answer."""
    return re.sub(r'(value|nonce)="[^"]+"', "", response.content.decode())


def ticked(client, path):
    page = client.get(path).content.decode()
    version = re.search(r'name="version" value="([^"]+)"', page)[1]
    return {"version": version, **dict.fromkeys(re.findall(r'name="(box-[a-z_]+)"', page), "on")}


def test_from_the_link_to_the_line_the_next_day(bo):
    host, ann = signed_in(bo), Client()
    made = host.post("/friends/invite/", {"name": "Bo", "days": "7"})
    link = re.search(r'value="(http[^"]+/with/[^"]+/)"', host.get(made["Location"]).content.decode())[1]

    path = link.removeprefix("http://testserver")
    assert "A friend asks you in" in ann.get(path).content.decode()
    came = ann.post(path, {"name": "Ann"})
    pair = Pair.objects.get()
    assert came["Location"] == f"/friend/pair/{pair.key}/"
    words = re.search(r'class="two-words"[^>]*>([a-z ]+)<', ann.get(came["Location"]).content.decode())[1]
    hosts = host.get(f"/friends/pair/{pair.key}/").content.decode()
    assert words in hosts
    assert "Ann" not in hosts

    host.post(f"/friends/pair/{pair.key}/confirm/", {"same": "yes"})
    agree = f"/friends/pair/{pair.key}/agree/"
    ties = {"kinds": ["referred", "off_duty_clinician"], "profession": "nurse", "licence_place": "Austria",
            "detail": "No advice on medicine."}  # fmt: skip
    assert host.post(agree, ticked(host, agree) | ties)["Location"] == f"/friends/pair/{pair.key}/"
    agree = f"/friend/pair/{pair.key}/agree/"
    ann.post(agree, ticked(ann, agree))
    page = ann.get(f"/friend/pair/{pair.key}/").content.decode()
    for said in ("Bo", "nurse", "Austria", "No advice on medicine.", "once told you about your therapist"):
        assert said in page
    ann.post(f"/friend/pair/{pair.key}/answer/", {"answer": "yes"})

    new = ann.post(
        f"/friend/pair/{pair.key}/evening/", {"mode": "in_person", "planned_for": "", "hours": "2"}
    )
    evening = FriendEvening.objects.get()
    assert new["Location"] == f"/friend/evening/{evening.key}/check-in/"
    said = {"distress": "8", "need": "vent", "topics": ["grief"], "answer": "no"}
    ann.post(new["Location"], said)
    plan = host.get(f"/friends/evening/{evening.key}/plan/").content.decode()
    assert "8 of 10" in plan
    assert "simple-reflection" in plan
    written = {
        "intention": "Be there while it hurts",
        "not_tonight": "No fixing",
        "cards": ["simple-reflection"],
    }
    host.post(f"/friends/evening/{evening.key}/plan/", written)
    shown = host.get(f"/friends/evening/{evening.key}/").content.decode()
    assert "Be there while it hurts" in shown
    assert "Be there while it hurts" not in ann.get(f"/friend/evening/{evening.key}/").content.decode()

    host.post(f"/friends/evening/{evening.key}/begin/")
    over = host.post(f"/friends/evening/{evening.key}/over/")
    host.post(over["Location"], {"happened": "We walked", "fitted": "Silence", "share": "on", "how": "tired",
                                 "stayed": "yes", "consult": "My own grief"})  # fmt: skip
    anns = ann.get(f"/friend/evening/{evening.key}/").content.decode()
    assert "We walked" in anns
    assert "My own grief" not in anns
    ann.post(
        f"/friend/evening/{evening.key}/after/", {"after": "4", "words": "You stayed", "channel": "code"}
    )
    assert "You stayed" not in host.get(f"/friends/evening/{evening.key}/").content.decode()
    ann.post(f"/friend/evening/{evening.key}/line/", {"words": "I slept. Thank you", "may_keep": "on"})
    assert "I slept. Thank you" in host.get(f"/friends/evening/{evening.key}/").content.decode()
    assert "My own grief" in host.get("/friends/journal/").content.decode()


def test_the_host_who_treats_the_friend_is_refused_kindly_and_signs_nothing(bo):
    pair = a_pair(host=bo, is_agreed=False, now=clock())
    host, ann = signed_in(bo), visiting(pair.friend)
    agree = f"/friends/pair/{pair.key}/agree/"

    host.post(agree, {"version": ticked(host, agree)["version"], "kinds": ["treating_clinician"]})

    hosts, anns = host.get(f"/friends/pair/{pair.key}/"), ann.get(f"/friend/pair/{pair.key}/")
    assert "The therapist stays the therapist" in hosts.content.decode()
    assert "It is no one’s fault" in anns.content.decode()
    pair.refresh_from_db()
    assert pair.ended_why == "treats"
    assert host.post(f"/friends/pair/{pair.key}/evening/", {"mode": "phone", "hours": "1"}).status_code == 400


@pytest.mark.parametrize("case", ["used", "expired", "revoked", "unknown"])
def test_a_link_that_opens_nothing_says_the_same_whatever_became_of_it(bo, case):
    made_at = clock() - timedelta(days=8) if case == "expired" else clock()
    row, token = actions.invite(inviter=bo, name="Bo", now=made_at)
    if case == "used":
        actions.come_in(token=token, name="Ann", now=clock())
    if case == "revoked":
        actions.revoke(inviter=bo, key=row.key, now=clock())
    path = "/with/nothing/" if case == "unknown" else f"/with/{token}/"

    looked, pressed = Client().get(path), Client().post(path)

    assert looked.status_code == 200
    assert pressed.status_code == 404
    assert "Ask your friend to send you a new one" in pressed.content.decode()
    assert plain(pressed) == plain(Client().post("/with/other/"))


def test_looking_at_a_link_never_uses_it_up(bo):
    _row, token = actions.invite(inviter=bo, name="Bo", now=clock())

    for _ in range(3):
        assert Client().get(f"/with/{token}/").status_code == 200
        assert Client().head(f"/with/{token}/").status_code == 200

    assert Client().post(f"/with/{token}/").status_code == 302


def test_a_stranger_with_a_forwarded_link_sees_nothing_and_is_shown_out(bo):
    row, token = actions.invite(inviter=bo, name="Bo Rasmussen", now=clock())
    cy, host = Client(), signed_in(bo)

    cys = cy.post(f"/with/{token}/", {"name": "Ann"}, follow=True).content.decode()
    assert "Rasmussen" not in cys
    pair = Pair.objects.get()
    assert host.get(f"/friends/invite/{row.key}/state/")["X-Go"] == f"/friends/pair/{pair.key}/"
    for page in ("agree/", "evening/", "over-time/", "agreed/"):
        assert "Rasmussen" not in cy.get(f"/friend/pair/{pair.key}/{page}", follow=True).content.decode()
    for download in ("/mine/download.json", "/mine/download.html"):
        told = cy.get(download)
        assert told.status_code == 200
        assert "Rasmussen" not in told.content.decode()

    host.post(f"/friends/pair/{pair.key}/confirm/", {"same": "no"})
    assert "The link was meant for someone else" in cy.get(f"/friend/pair/{pair.key}/").content.decode()
    assert "Rasmussen" not in cy.get(f"/friend/pair/{pair.key}/").content.decode()
    with pytest.raises(keys.KeyIsGone):
        keys.cipher_for(subject=queries.pair_subject(pair))


def test_bo_who_presses_the_own_link_has_not_used_it_up(bo):
    _row, token = actions.invite(inviter=bo, name="Bo", now=clock())

    assert "This is your own link" in signed_in(bo).post(f"/with/{token}/").content.decode()
    assert access.living_invitation(token=token, now=clock())


def test_either_ends_the_pair_and_the_other_is_told_kindly(two):
    host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())

    ann.post(f"/friend/pair/{pair.key}/end/")

    page = host.get(f"/friends/pair/{pair.key}/").content.decode()
    assert "Your friend ended it here" in page
    assert "need not be about you" in page
    evening.refresh_from_db()
    assert evening.state == "over"
    assert host.post(f"/friends/evening/{evening.key}/begin/").status_code == 409


def test_no_word_is_kept_of_a_line_without_the_yes(two):
    host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())
    actions.begin(evening=evening, now=clock())
    actions.finish(evening=evening, now=clock())

    page = ann.post(f"/friend/evening/{evening.key}/line/", {"words": "I slept"})

    assert page.status_code == 400
    assert "I slept" in page.content.decode()
    assert queries_after.letter(evening, side="friend") is None
    ann.post(f"/friend/evening/{evening.key}/line/", {"words": "I slept", "may_keep": "on"})
    ann.post(f"/friend/evening/{evening.key}/line/back/")
    assert "I slept" not in host.get(f"/friends/evening/{evening.key}/").content.decode()


LONG = "a line of words\r\n"


@pytest.fixture
def over(two):
    """The same two, after an evening."""
    host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())
    actions.begin(evening=evening, now=clock())
    actions.finish(evening=evening, now=clock())
    return host, ann, evening


@pytest.mark.parametrize(
    ("side", "page", "said"),
    [
        ("host", "after/", {"happened": LONG * 200, "fitted": "Silence", "share": "on"}),
        ("host", "after/", {"how": "tired", "consult": LONG * 200}),
        ("friend", "after/", {"words": LONG * 200, "after": "4"}),
        ("friend", "line/", {"words": LONG * 400, "may_keep": "on"}),
    ],
)
def test_words_that_are_too_long_are_said_and_stay_on_the_page(over, side, page, said):
    host, ann, evening = over
    client, start = (host, "friends") if side == "host" else (ann, "friend")

    answer = client.post(f"/{start}/evening/{evening.key}/{page}", said)

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "This is too long" in shown
    for words in said.values():
        assert words.strip() in shown
    assert " checked" in shown


def test_a_line_break_counts_once_as_the_browser_counts_it(over):
    _host, ann, evening = over
    words = "ab\r\n" * 1333

    kept = ann.post(f"/friend/evening/{evening.key}/line/", {"words": words, "may_keep": "on"})

    assert kept.status_code == 302
    assert queries_after.letter(evening, side="friend").text == words.replace("\r\n", "\n").strip()


def test_what_could_not_be_read_at_check_in_is_said_and_nothing_chosen_is_lost(two):
    _host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())

    answer = ann.post(f"/friend/evening/{evening.key}/check-in/", {"distress": "8", "need": "no such thing"})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert 'value="8" checked' in answer.content.decode()


def test_saying_it_again_begins_with_what_was_said(two):
    _host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())
    path = f"/friend/evening/{evening.key}/check-in/"
    ann.post(path, {"distress": "8", "need": "vent", "topics": ["grief"], "answer": "not_sure"})

    page = ann.get(path).content.decode()

    for chosen in (
        'value="8" checked',
        'value="vent" checked',
        'value="grief" checked',
        'value="not_sure" checked',
    ):
        assert chosen in page
    assert page.count(" checked") == 4


def test_changing_an_answer_begins_with_what_stands_and_no_thank_you_ends_the_asking(over, settings):
    settings.MAIL_IS_ON = True
    _host, ann, evening = over
    path = f"/friend/evening/{evening.key}/after/"
    said = {"after": "4", "words": "You stayed", "channel": "email", "email": "ann@example.org"}
    ann.post(path, said)

    page = ann.get(path).content.decode()
    for chosen in ('value="4" checked', "You stayed", 'value="email" checked', 'value="ann@example.org"'):
        assert chosen in page
    assert page.count(" checked") == 2
    asked = clock() + timedelta(days=2)
    assert queries_after.asks_tomorrow(evening, now=asked)

    ann.post(path, {"after": "4", "words": "", "channel": "", "email": ""})

    assert not queries_after.asks_tomorrow(evening, now=asked)
    assert queries_after.notes(evening).words == ""
    assert 'value="" checked' in ann.get(path).content.decode()


def test_anns_numbers_are_hers_until_she_shows_them(two):
    host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())
    ann.post(f"/friend/evening/{evening.key}/check-in/", {"distress": "8"})
    actions.begin(evening=evening, now=clock())
    actions.finish(evening=evening, now=clock())
    ann.post(f"/friend/evening/{evening.key}/after/", {"after": "3"})
    path = f"pair/{pair.key}/over-time/"

    assert "lower by more than three" in ann.get(f"/friend/{path}").content.decode()
    assert "has not shown them to you" in host.get(f"/friends/{path}").content.decode()
    ann.post(f"/friend/{path}", {"share": "1"})
    assert "lower by more than three" in host.get(f"/friends/{path}").content.decode()
    ann.post(f"/friend/{path}", {"share": "0"})
    assert "has not shown them to you" in host.get(f"/friends/{path}").content.decode()


def test_not_safe_shows_the_lines_and_calls_nobody_until_ann_presses(two):
    a_coordinator()
    host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())

    ann.post(f"/friend/evening/{evening.key}/check-in/", {"answer": "yes"})
    page = ann.get(f"/friend/evening/{evening.key}/").content.decode()
    assert "Call somebody of the service" in page
    assert "did not say that they are safe" in host.get(f"/friends/evening/{evening.key}/").content.decode()
    assert safety.open_pages() == []

    assert host.post(f"/friend/evening/{evening.key}/call/").status_code == 404
    assert safety.open_pages() == []
    ann.post(f"/friend/evening/{evening.key}/call/")
    assert [page.why for page in safety.open_pages()] == ["button"]


def test_who_is_not_safe_the_next_day_gets_an_answer_and_the_numbers(two):
    host, ann, pair = two
    yesterday = clock() - timedelta(days=1, hours=3)
    evening = an_evening(pair=pair, now=yesterday)
    actions.begin(evening=evening, now=yesterday)
    actions.finish(evening=evening, now=yesterday + timedelta(hours=1))
    said = actions.Goodbye(channel="code")
    actions.say_goodbye(evening=evening, side="friend", said=said, now=yesterday + timedelta(hours=1))
    a_coordinator()

    path = f"/friend/evening/{evening.key}/"
    page = ann.post(f"{path}tomorrow/", {"value": "9", "safe": "no"}, follow=True).content.decode()

    assert "Thank you for saying so. Your friend may not see it here." in page
    assert page.index("If you are not safe") < page.index("Your numbers")
    assert "Call somebody of the service" in page
    assert "lines__list" in ann.get(path).content.decode()
    assert "If you are not safe" not in host.get(f"/friends/evening/{evening.key}/").content.decode()


def test_what_ann_said_before_an_evening_is_hers_again_once_the_pair_has_ended(two):
    host, ann, pair = two
    evening = an_evening(pair=pair, now=clock() + timedelta(days=1))
    said = {"distress": "8", "need": "vent", "topics": ["grief"], "answer": "yes"}
    ann.post(f"/friend/evening/{evening.key}/check-in/", said)
    told = host.get(f"/friends/evening/{evening.key}/state/").content.decode()
    assert "8" in told

    ann.post(f"/friend/pair/{pair.key}/end/")

    for page in ("", "state/", "plan/"):
        shown = host.get(f"/friends/evening/{evening.key}/{page}", follow=True).content.decode()
        assert "8 of 10" not in shown
        assert "(8," not in shown
        assert "did not say that they are safe" not in shown


@pytest.mark.parametrize("ends", ["evening", "pair"])
def test_not_safe_after_the_end_promises_nothing_about_the_friend(two, ends):
    _host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())
    actions.begin(evening=evening, now=clock())
    if ends == "pair":
        actions.end_pair(pair=pair, side="host", now=clock())
    else:
        actions.finish(evening=evening, now=clock())

    page = ann.post(f"/friend/evening/{evening.key}/not-safe/", follow=True).content.decode()

    assert "It stands on your friend" not in page
    assert "Your friend may not see it here" in page
    assert "lines__list" in page


def test_ann_finds_the_way_to_who_else_is_there_and_bo_does_not(over):
    host, ann, evening = over

    for page in (f"evening/{evening.key}/", f"pair/{evening.pair.key}/"):
        anns = ann.get(f"/friend/{page}").content.decode()
        assert 'href="/care/"' in anns
        assert 'href="/care/tell/"' in anns
        assert "/care/" not in host.get(f"/friends/{page}").content.decode()
    assert ann.get("/care/").status_code == 200


@pytest.mark.parametrize("starts", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_day_beyond_all_calendars_is_said_in_words(two, starts):
    host, _ann, pair = two

    page = host.post(
        f"/friends/pair/{pair.key}/evening/", {"mode": "phone", "planned_for": starts, "hours": "2"}
    )

    assert page.status_code == 400
    assert "Please choose a day in the next two months." in page.content.decode()


def test_with_nobody_on_call_the_button_is_not_there_and_the_lines_are(two):
    _host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())

    page = ann.get(f"/friend/evening/{evening.key}/").content.decode()

    assert "Call somebody of the service" not in page
    assert "lines__list" in page
    ann.post(f"/friend/evening/{evening.key}/call/")
    assert safety.open_pages() == []


def test_a_deployment_for_friends_alone_shows_no_line_and_needs_nobody_on_call(two, settings):
    host, ann, pair = two
    settings.TABLE = settings.TABLE.model_copy(update={"doors": "friends"})

    landing = Client().get("/").content.decode()
    assert "An evening with a friend" in landing
    assert "Talk to someone" not in landing
    assert "We are closed" not in landing
    assert Client().get("/start/")["Location"] == "/"
    assert host.get("/desk/")["Location"] == "/friends/"
    assert ann.get(f"/friend/pair/{pair.key}/").status_code == 200


def test_a_deployment_for_the_line_alone_hides_friends(two, settings):
    host, ann, pair = two
    settings.TABLE = settings.TABLE.model_copy(update={"doors": "line"})

    for client, path in ((host, "/friends/"), (ann, f"/friend/pair/{pair.key}/"), (Client(), "/with/any/")):
        assert client.get(path).status_code == 404
    assert "friend" not in Client().get("/").content.decode().lower()


def test_the_page_asks_what_you_write_in_and_remembers_it(two):
    host, ann, pair = two
    path = f"pair/{pair.key}/evening/"
    assert '<option value="en" lang="en" selected>' in ann.get(f"/friend/{path}").content.decode()

    ann.post(f"/friend/{path}", {"mode": "chat", "hours": "1", "language": "de"})
    evening = FriendEvening.objects.get()
    ann.post(f"/friend/evening/{evening.key}/begin/")
    page = ann.get(f"/friend/evening/{evening.key}/talk/").content.decode()
    assert 'data-language="de"' in page
    assert 'dir="auto" lang="de"' in page
    ann.post(f"/friend/evening/{evening.key}/over/")

    assert '<option value="de" lang="de" selected>' in host.get(f"/friends/{path}").content.decode()
    assert host.post(f"/friends/{path}", {"mode": "chat", "hours": "1", "language": "xx"}).status_code == 400


@pytest.mark.parametrize("mode", ["chat", "phone", "in_person"])
def test_a_chat_opens_the_talk_for_both_and_the_others_do_not(two, mode):
    host, ann, pair = two
    evening = an_evening(pair=pair, mode=mode, now=clock())

    begun = ann.post(f"/friend/evening/{evening.key}/begin/")["Location"]

    assert begun.endswith("talk/") is (mode == "chat")
    if mode == "chat":
        for client, path in ((ann, "friend"), (host, "friends")):
            page = client.get(f"/{path}/evening/{evening.key}/talk/").content.decode()
            assert "not a therapist" in page
            assert "Report and block" not in page
            assert "Call on-call" not in page


def test_what_is_said_between_friends_ends_the_evening_with_the_talk(two, django_capture_on_commit_callbacks):
    host, ann, pair = two
    evening = an_evening(pair=pair, mode="chat", now=clock())
    ann.post(f"/friend/evening/{evening.key}/begin/")
    evening.refresh_from_db()
    key = evening.conversation.key

    with django_capture_on_commit_callbacks(execute=True):
        ended = ann.post(f"/chat/{key}/end/")

    assert ended["Location"] == f"/friend/evening/{evening.key}/after/"
    assert queries.living_evening(pair) is None
    for path in (f"/chat/{key}/switch/", f"/chat/{key}/report/", f"/chat/{key}/withdraw/"):
        assert ann.post(path).status_code == 404
    assert host.post(f"/desk/chat/{key}/oncall/").status_code == 404


@pytest.mark.parametrize("page", ["friends/{}plan/", "friend/{}check-in/"])
@pytest.mark.parametrize("ends", ["evening", "pair"])
def test_words_are_not_lost_when_the_evening_ends_meanwhile(two, page, ends):
    host, ann, pair = two
    evening = an_evening(pair=pair, now=clock())
    if ends == "evening":
        actions.finish(evening=evening, now=clock())
    else:
        actions.end_pair(pair=pair, side="host", now=clock())
    client, said = (host, {"intention": "Sit with her"}) if "plan" in page else (ann, {"distress": "8"})

    answer = client.post("/" + page.format(f"evening/{evening.key}/"), said)

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "It was not kept." in shown
    assert "Sit with her" in shown or 'value="8" checked' in shown


def test_whoever_treats_their_friend_reads_truly_what_is_kept_and_who_is_told(bo):
    host = signed_in(bo)
    pair = a_pair(host=bo, friend=a_seeker(), is_agreed=False, now=clock())
    actions.tell_ties(pair=pair, side="host", kinds=["treating_clinician"], now=clock())

    page = host.get(f"/friends/pair/{pair.key}/").content.decode()

    assert "We keep that you said so" in page
    assert "Your friend gets a short note" in page
    assert "We do not store anything more" not in page


def test_a_friend_is_called_a_friend_and_never_a_peer_or_a_seeker(two):
    _host, ann, pair = two
    evening = an_evening(pair=pair, mode="chat", now=clock())
    actions.begin(evening=evening, now=clock())
    evening.refresh_from_db()
    talk = evening.conversation
    writer._write_or_split([writer.Saying(talk.pk, talk.key, "supporter", "1" * 36, "I am here")])
    companion.allow(conversation=talk, allows=False)

    picture = panels.picture(conversation=talk, now=clock())
    panel = render_to_string("companion/panel.html", {"picture": picture, "conversation": talk})
    assert "Your friend asked for a talk without prompts" in panel
    assert "The seeker" not in panel
    for page in (f"/mine/talk/{talk.key}/", "/mine/download.html"):
        shown = ann.get(page).content.decode()
        assert "I am here" in shown, page
        assert "Your friend</strong>" in shown
        assert "Your peer" not in shown
