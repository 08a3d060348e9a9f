"""Ann is not safe: her host learns of it with the companion on, off, or unwanted; in the chat, on the page and in the pocket."""

from types import SimpleNamespace

import pytest

from beenthere.companion import actions as companion
from beenthere.conversations.live import Talk
from beenthere.friends import actions, listeners
from beenthere.friends.doors import clock
from beenthere.friends.tests.builders import DAY, HOUR, a_pair, an_evening
from beenthere.friends.tests.test_pages import signed_in, visiting
from beenthere.kernel.wire.hub import hub
from beenthere.notices.models import Notice
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker
from beenthere.relief import actions as relief
from beenthere.safety import actions as safety
from beenthere.safety.models import Page

pytestmark = pytest.mark.django_db
SAYS, SHOWN = "Your friend said that they may not be safe.", 'data-unsafe data-path="'


@pytest.fixture
def talk():
    """Ann and Bo in a chat, each with a browser."""
    pair = a_pair(host=a_member(), friend=a_seeker(), now=clock())
    evening = an_evening(pair=pair, mode="chat", now=clock())
    actions.begin(evening=evening, now=clock())
    evening.refresh_from_db()
    return signed_in(pair.host), visiting(pair.friend), evening


def says(page):
    """What stands in the line outside of the companion's panel."""
    return page.split(SHOWN)[1].split("</div>")[0]


@pytest.mark.parametrize("panel", ["on", "unwanted", "off"])
def test_the_hosts_chat_says_it_outside_of_the_companion(talk, panel):
    host, ann, evening = talk
    if panel == "unwanted":
        companion.allow(conversation=evening.conversation, allows=False)
    if panel == "off":
        companion.switch(conversation=evening.conversation, is_on=False)
    path = f"/friends/evening/{evening.key}/talk/"
    assert SAYS not in says(host.get(path).content.decode())

    ann.post(f"/friend/evening/{evening.key}/not-safe/")

    for _again in range(2):
        page = host.get(path).content.decode()
        assert SAYS in says(page)
        assert 'role="alert" class="standing standing--unsafe"' in page
    assert SHOWN not in ann.get(f"/friend/evening/{evening.key}/talk/").content.decode()


def test_the_open_chat_of_the_host_is_told_at_once_and_anns_is_not(talk, monkeypatch):
    _host, ann, evening = talk
    told = []
    monkeypatch.setattr(hub, "nudge", lambda room, note: told.append((room, note)))

    actions.say_not_safe(evening=evening, side="friend", now=clock())
    listeners.show_it_in_the_open_chat(listeners.FriendMayBeUnsafe(evening_id=evening.pk))

    assert told == [(evening.conversation.key, {"notice": "unsafe", "to": "supporter"})]
    assert [_frames(side, told[0][1]) for side in ("supporter", "seeker")] == [1, 0]


def _frames(side, note):
    sent = []
    Talk.wake(SimpleNamespace(side=side, is_on_call=False, socket=SimpleNamespace(put=sent.append)), note)
    return len(sent)


@pytest.mark.django_db(transaction=True)
def test_the_press_itself_reaches_the_chat_after_its_commit(talk, monkeypatch):
    _host, ann, evening = talk
    told = []
    monkeypatch.setattr(hub, "nudge", lambda room, note: told.append(note))

    ann.post(f"/friend/evening/{evening.key}/not-safe/")

    assert {"notice": "unsafe", "to": "supporter"} in told


def test_a_chat_that_missed_the_moment_asks_and_only_the_hosts_may(talk):
    host, ann, evening = talk
    path = f"/friends/evening/{evening.key}/unsafe/"
    assert host.get(path).content == b"no"

    ann.post(f"/friend/evening/{evening.key}/not-safe/")

    assert host.get(path).content == b"yes"
    for other in (signed_in(a_member()), visiting(a_seeker())):
        assert other.get(path).content != b"yes"
    ann.post(f"/friend/pair/{evening.pair.key}/end/")
    assert host.get(path).content == b"no"


def test_the_pocket_gets_it_with_the_evening():
    pair = a_pair(now=clock())
    evening = an_evening(pair=pair, now=clock())
    actions.begin(evening=evening, now=clock())
    host, ann = signed_in(pair.host), visiting(pair.friend)
    path = f"/pocket/{evening.key}/tonight.json"
    assert host.get(path).json()["not_safe"] is False

    ann.post(f"/friend/evening/{evening.key}/not-safe/")

    assert host.get(path).json()["not_safe"] is True
    assert (
        'id="unsafe" class="notice notice--alert" role="alert" hidden'
        in host.get("/pocket/").content.decode()
    )


def test_that_somebody_was_called_stands_on_anns_page_until_somebody_has_it_and_after(talk):
    _host, ann, evening = talk
    dee = a_coordinator()
    path = f"/friend/evening/{evening.key}/"
    assert "was called" not in ann.get(path).content.decode()

    ann.post(f"{path}call/", follow=True)
    for _again in range(2):
        assert "No one has answered yet" in ann.get(path).content.decode()

    safety.acknowledge(page=Page.objects.get(), person=dee, now=clock())
    page = ann.get(path).content.decode()
    assert "Somebody has it since" in page
    assert "Call once more" in page, "it may get worse again"


def the_next_day(*, ended):
    """Ann's mail of the next day, after an evening with Bo."""
    yesterday = clock() - DAY - 3 * HOUR
    evening = an_evening_over_at(yesterday)
    said = actions.Goodbye(channel="email", address="ann@example.org")
    actions.say_goodbye(evening=evening, side="friend", said=said, now=yesterday + HOUR)
    relief.send_due(now=clock())
    if ended:
        actions.block(pair=evening.pair, side="friend", now=clock())
    link = Notice.objects.get(to=evening.pair.friend, kind="follow_up").link
    return visiting(evening.pair.friend), evening, link


def an_evening_over_at(when):
    evening = an_evening(pair=a_pair(now=when), now=when)
    actions.begin(evening=evening, now=when)
    actions.finish(evening=evening, now=when + HOUR)
    return evening


@pytest.mark.parametrize("ended", [True, False])
def test_nobody_is_asked_to_write_to_whom_they_blocked(settings, ended):
    settings.MAIL_IS_ON = True
    ann, evening, link = the_next_day(ended=ended)

    page = ann.post(link, {"value": "3"}).content.decode()

    assert ("Write your friend a line" in page) is not ended
    assert ("This number stays with you." in page) is ended


def test_on_anns_own_page_too_the_next_day_leads_to_no_line_once_it_has_ended(settings):
    settings.MAIL_IS_ON = True
    ann, evening, _link = the_next_day(ended=True)
    path = f"/friend/evening/{evening.key}/"

    assert ann.post(f"{path}tomorrow/", {"value": "3"})["Location"] == path
    assert ann.get(f"{path}line/")["Location"] == path


@pytest.mark.parametrize("is_open", [True, False])
def test_who_is_not_safe_the_next_day_is_met_warmly_and_may_press_for_somebody(settings, is_open):
    settings.MAIL_IS_ON = settings.IS_DEMO = True
    if is_open:
        a_coordinator()
    ann, evening, link = the_next_day(ended=False)

    page = ann.post(link, {"value": "9", "safe": "no"}).content.decode()

    assert "It is good that you said it" in page
    assert "you did not ask for it" not in page
    assert "lines__list" in page
    assert "Write your friend a line" not in page
    assert (f'action="/friend/evening/{evening.key}/call/"' in page) is is_open
    assert not Page.objects.exists()


@pytest.mark.parametrize("asked", ["own", "https://example.org/", "//example.org/", ""])
def test_who_wants_no_prompts_stays_in_the_chat_and_is_led_nowhere_else(talk, asked):
    _host, ann, evening = talk
    path = f"/friend/evening/{evening.key}/talk/"
    assert f'name="back" value="{path}"' in ann.get(path).content.decode()

    said = {"on": "0", "back": path if asked == "own" else asked}
    answer = ann.post(f"/chat/{evening.conversation.key}/prompts/", said)

    assert answer["Location"] == (path if asked == "own" else "/chat/")
