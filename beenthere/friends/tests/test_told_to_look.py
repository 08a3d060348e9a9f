"""Ann is not safe and Bo has no page open: he is told to look, in words that say nothing, and once more if he does not."""

from datetime import timedelta

import pytest

from beenthere.friends import actions
from beenthere.friends.doors import clock
from beenthere.friends.models import NotSafeNote
from beenthere.friends.tests.builders import EVENING, HOUR, a_pair, an_evening
from beenthere.friends.tests.test_pages import plain, signed_in, visiting
from beenthere.kernel.wording import NOTICES, found_in
from beenthere.notices import actions as notices
from beenthere.notices import queries as ways
from beenthere.notices import senders
from beenthere.notices.models import Notice
from beenthere.people.tests.builders import a_member
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as own_data

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
AT_ONCE, AGAIN = "look_now", "look_now_again"


@pytest.fixture
def sent(settings, monkeypatch):
    """What leaves the house: which way, title, body and link."""
    settings.MAIL_IS_ON = True
    out = []
    monkeypatch.setattr(senders, "send", lambda **one: out.append(one))
    return out


def a_reached_host(*channels):
    bo = a_member()
    for channel in channels:
        address = '{"endpoint": "https://push.example.org/x"}' if channel == "push" else "bo@example.org"
        notices.save_address(person=bo, channel=channel, address=address, now=EVENING)
    return bo


def a_chat(host=None, now=EVENING):
    evening = an_evening(pair=a_pair(host=host or a_reached_host("email"), now=now), mode="chat", now=now)
    actions.begin(evening=evening, now=now)
    evening.refresh_from_db()
    return evening


def sent_at(sent, seconds):
    """Let the senders look at one moment and return what went out, as (channel, kind of words)."""
    before = len(sent)
    notices.send_due(now=EVENING + seconds * SECOND)
    again = ways.words(AGAIN).body
    return [(one["channel"], AGAIN if one["body"] == again else AT_ONCE) for one in sent[before:]]


def press(evening, seconds=0):
    actions.say_not_safe(evening=evening, side="friend", now=EVENING + seconds * SECOND)


def test_at_once_by_every_way_he_chose_and_once_more_after_a_minute(sent):
    evening = a_chat(a_reached_host("email", "push"))

    press(evening)

    both = [("push", AT_ONCE), ("email", AT_ONCE)]
    assert sorted(sent_at(sent, 0)) == sorted(both)
    assert sent_at(sent, 59) == []
    assert sorted(sent_at(sent, 60)) == sorted((channel, AGAIN) for channel, _kind in both)
    assert sent_at(sent, 3600) == []


def test_a_lock_screen_learns_nothing(sent):
    evening = a_chat()
    press(evening)
    sent_at(sent, 0), sent_at(sent, 60)

    assert len(sent) == 2
    for one in sent:
        said = f"{one['title']} {one['body']}"
        assert found_in(said, NOTICES) == []
        for word in ("Ann", "Bo", "friend", "safe", "danger", "help"):
            assert word.lower() not in said.lower()
        assert one["link"].endswith(f"/friends/evening/{evening.key}/")


def test_it_goes_before_other_notes():
    evening = a_chat()
    press(evening)

    kinds = {notice.kind for notice in notices._in_lane(Notice.objects.all(), "calls_by_mail")}
    assert kinds == {AT_ONCE, AGAIN}


@pytest.mark.parametrize(
    "path",
    [
        "/friends/evening/{key}/",
        "/friends/evening/{key}/plan/",
        "/friends/evening/{key}/talk/",
        "/friends/evening/{key}/unsafe/?seen",
        "/pocket/{key}/tonight.json?seen",
    ],
)
def test_who_looked_is_not_told_again(sent, path):
    bo = a_reached_host("email")
    evening = a_chat(bo, now=clock())
    actions.say_not_safe(evening=evening, side="friend", now=clock())
    notices.send_due(now=clock())

    assert signed_in(bo).get(path.format(key=evening.key)).status_code == 200
    notices.send_due(now=clock() + 60 * SECOND)

    assert len(sent) == 1
    assert NotSafeNote.objects.get().looked_at is not None


@pytest.mark.parametrize(
    "path",
    [
        "/friends/",
        "/friends/reach/",
        "/friends/evening/{key}/state/",
        "/friends/evening/{key}/unsafe/",
        "/pocket/{key}/tonight.json",
    ],
)
def test_a_page_that_shows_it_to_nobody_is_not_a_look(sent, path):
    bo = a_reached_host("email")
    evening = a_chat(bo, now=clock())
    actions.say_not_safe(evening=evening, side="friend", now=clock())

    signed_in(bo).get(path.format(key=evening.key))
    visiting(evening.pair.friend).get(f"/friend/evening/{evening.key}/")
    notices.send_due(now=clock() + 60 * SECOND)

    assert len(sent) == 2


def test_pressing_many_times_in_fear_is_one_word_and_later_is_another(sent):
    evening = a_chat()
    for seconds in (0, 1, 2, 30):
        press(evening, seconds)
    assert [len(sent_at(sent, seconds)) for seconds in (30, 60)] == [1, 1]

    press(evening, 300)
    assert sent_at(sent, 300) == [("email", AT_ONCE)]
    actions.host_looked(evening=evening, now=EVENING + 310 * SECOND)
    press(evening, 320)
    assert sent_at(sent, 320) == [("email", AT_ONCE)]


@pytest.mark.parametrize(("answer", "many"), [("yes", 2), ("not_sure", 2), ("no", 0), ("", 0)])
def test_the_same_answer_at_check_in_counts_the_same(sent, answer, many):
    evening = an_evening(pair=a_pair(host=a_reached_host("email")))
    said = {"distress": 8, "topics": [], "need": "", "answer": answer}
    actions.check_in(evening=evening, side="friend", now=EVENING, **said)
    sent_at(sent, 0), sent_at(sent, 60)
    assert len(sent) == many


def test_safe_again_within_the_minute_calls_the_second_note_back(sent):
    evening = an_evening(pair=a_pair(host=a_reached_host("email")))
    press(evening)
    sent_at(sent, 0)
    said = {"distress": 3, "topics": [], "need": "", "answer": "no"}
    actions.check_in(evening=evening, side="friend", now=EVENING + 20 * SECOND, **said)
    assert sent_at(sent, 60) == []


@pytest.mark.parametrize("how", ["end", "block", "erase"])
def test_once_the_pair_is_over_nothing_more_is_sent(sent, how):
    evening = a_chat()
    press(evening)
    sent_at(sent, 0)
    if how == "end":
        actions.end_pair(pair=evening.pair, side="friend", now=EVENING)
    elif how == "block":
        actions.block(pair=evening.pair, side="friend", now=EVENING)
    else:
        privacy.erase_person(person=evening.pair.friend, now=EVENING)
    before = len(sent)
    notices.send_due(now=EVENING + 60 * SECOND)
    assert all(one["body"] == ways.words("pair_changed").body for one in sent[before:])


def test_an_evening_that_ended_with_it_still_tells_and_the_page_still_says_it(sent):
    bo = a_reached_host("email")
    evening = a_chat(bo, now=clock())
    actions.say_not_safe(evening=evening, side="friend", now=clock())
    actions.leave_fast(friend=evening.pair.friend, now=clock())
    actions.finish(evening=evening, now=clock())
    notices.send_due(now=clock() + 60 * SECOND)

    assert len(sent) == 2
    page = signed_in(bo).get(f"/friends/evening/{evening.key}/").content.decode()
    assert "Your friend said that they may not be safe." in page


def test_after_an_evening_nobody_is_told_and_ann_reads_so(sent):
    evening = a_chat(now=clock() - HOUR)
    actions.finish(evening=evening, now=clock())
    page = visiting(evening.pair.friend).post(f"/friend/evening/{evening.key}/not-safe/", follow=True)
    notices.send_due(now=clock() + 60 * SECOND)
    assert sent == []
    assert "Your friend may not see it here." in page.content.decode()


def test_a_host_who_chose_no_way_gets_no_note_and_ann_is_not_promised_one(settings):
    settings.MAIL_IS_ON = True
    evening = a_chat(a_member(), now=clock())
    page = visiting(evening.pair.friend).post(f"/friend/evening/{evening.key}/not-safe/", follow=True)
    assert "they see it when they look" in page.content.decode()
    assert {notice.channel for notice in Notice.objects.filter(kind=AT_ONCE)} == {"in_app"}


def test_ann_reads_whether_he_has_looked_and_the_page_asks_again(sent):
    bo = a_reached_host("email")
    evening = a_chat(bo, now=clock())
    ann, path = visiting(evening.pair.friend), f"/friend/evening/{evening.key}/"
    page = ann.post(f"{path}not-safe/", follow=True).content.decode()
    assert "they are sent a short note" in page
    assert "has not opened the page that shows it yet. Do not wait for them" in page
    before = ann.get(f"{path}state/").content

    signed_in(bo).get(f"/friends/evening/{evening.key}/")

    assert ann.get(f"{path}state/").content != before
    assert "opened the page that shows it at" in plain(ann.get(path))


def test_it_stands_in_anns_download_and_goes_with_her(sent):
    evening = a_chat()
    ann = evening.pair.friend
    press(evening)
    told = own_data.everything_about(person=ann, now=EVENING)["friends"][0]["evenings"][0]["told_to_look"]
    assert told == [{"at": EVENING.isoformat(), "looked_at": None}]
    privacy.erase_person(person=ann, now=EVENING)
    assert not NotSafeNote.objects.exists()


@pytest.mark.parametrize("mode", ["phone", "in_person", "chat"])
def test_the_button_is_on_anns_page_of_any_evening_until_it_is_over(mode):
    evening = an_evening(pair=a_pair(now=clock()), mode=mode, now=clock())
    ann, path = visiting(evening.pair.friend), f"/friend/evening/{evening.key}/"
    button = f'action="{path}not-safe/"'
    assert button in ann.get(path).content.decode()
    assert button not in signed_in(evening.pair.host).get(f"/friends/evening/{evening.key}/").content.decode()
    actions.finish(evening=evening, now=clock())
    assert button not in ann.get(path).content.decode()


def test_bo_chooses_how_he_is_reached_tries_it_and_takes_it_back(settings):
    settings.MAIL_IS_ON = True
    bo = a_member()
    evening = an_evening(pair=a_pair(host=bo, now=clock()), now=clock())
    host, place = signed_in(bo), f"/friends/evening/{evening.key}/"
    assert "nothing reaches you yet" in host.get(place).content.decode()
    page = host.get("/friends/reach/").content.decode()
    assert bo.account.email in page
    assert ways.channels_of(bo) == ["in_app"], "the account's address is not taken unasked"

    assert host.post("/friends/reach/", {"email": "not an address"}).status_code == 400
    host.post("/friends/reach/", {"email": "bo@example.org"})
    assert ways.channels_of(bo) == ["in_app", "email"]
    assert "nothing reaches you yet" not in host.get(place).content.decode()
    host.post("/friends/reach/test/")
    assert Notice.objects.get(kind="channel_test").link == "/friends/reach/"
    host.post("/friends/reach/", {"email": ""})
    assert ways.channels_of(bo) == ["in_app"]


def test_a_browser_that_gets_notes_can_be_let_go():
    bo = a_reached_host("push")
    signed_in(bo).post("/friends/reach/no-push/")
    assert ways.channels_of(bo) == ["in_app"]
