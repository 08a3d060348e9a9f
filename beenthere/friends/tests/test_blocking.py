"""Stop and block between friends: two presses, silent, for good; and telling somebody only by Ann's own yes."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from beenthere.conversations import writer
from beenthere.friends import access, actions, queries, queries_after
from beenthere.friends.doors import clock
from beenthere.friends.models import Pair, Side
from beenthere.friends.tests.builders import EVENING, HOUR, a_pair, an_evening
from beenthere.friends.tests.test_pages import plain, signed_in, visiting
from beenthere.kernel.refusals import NotHere
from beenthere.matching.models import Separation
from beenthere.notices import actions as notices
from beenthere.notices.models import Notice
from beenthere.people import actions as people
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as kept
from beenthere.safety import actions as safety
from beenthere.safety import queries as pages
from beenthere.safety.models import Page, Told
from beenthere.supervision import actions as settling
from beenthere.supervision import queries as supervision
from beenthere.supervision.evidence import actions as evidence
from beenthere.supervision.evidence import queries as sealed
from beenthere.supervision.models import Evidence, Report
from beenthere.supervision.patterns import queries as patterns

pytestmark = pytest.mark.django_db
HERS, HIS = "Please stop asking where I am", "You owe me that"


def a_chat(**more):
    """A chat of two friends in which something went wrong."""
    evening = an_evening(mode="chat", **more)
    actions.begin(evening=evening, now=more.get("now", EVENING))
    evening.refresh_from_db()
    talk = evening.conversation
    for key, (side, text) in enumerate((("seeker", HERS), ("supporter", HIS))):
        writer._write_or_split([writer.Saying(talk.pk, talk.key, side, str(key) * 36, text)])
    return evening


def told(pair, **said):
    """Ann tells it, after a block."""
    given = {"says_yes": True, "reason": "He follows me", "talk_of": "", "now": EVENING} | said
    return actions.report(pair=pair, side="friend", **given)


# -- block -------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["friend", "host"])
def test_a_block_ends_the_talk_the_evening_and_the_pair_and_parts_the_two(side):
    evening = a_chat()

    assert actions.block(pair=evening.pair, side=side, now=EVENING + HOUR)
    assert not actions.block(pair=evening.pair, side=side, now=EVENING + HOUR)

    pair = Pair.objects.get()
    evening.refresh_from_db()
    assert (evening.state, evening.conversation.state, pair.ended_by) == ("over", "ended", side)
    assert queries.facts(pair).friend_agreed is False
    assert Separation.objects.get(seeker=pair.friend, supporter=pair.host).why == "blocked"
    assert queries.has_blocked(pair, side)
    assert not queries.has_blocked(pair, Side.HOST if side == "friend" else Side.FRIEND)


def an_evening_told_of(pair, *, now):
    """An evening of last week: both said how it went, and Ann wrote Bo a line."""
    evening = an_evening(pair=pair, now=now)
    actions.begin(evening=evening, now=now)
    actions.finish(evening=evening, now=now)
    for side, text in (("host", "We cooked soup"), ("friend", "The soup was good")):
        actions.look_back(evening=evening, side=side, words={"happened": text}, shares=["happened"], now=now)
    actions.write_letter(evening=evening, side="friend", words="I slept at last", may_keep=True, now=now)
    return evening


def what_bo_gets(way):
    """Everything Bo can see after Ann ended it this way, on his pages, in his mail, in his download."""
    bo, ann = a_member(), a_seeker()
    notices.save_address(person=bo, channel="email", address="bo@example.org", now=EVENING)
    now = clock()
    pair = a_pair(host=bo, friend=ann, now=now)
    before = an_evening_told_of(pair, now=now)
    evening = a_chat(pair=pair, now=now)
    visiting(ann).post(f"/friend/pair/{pair.key}/{way}/")
    host = signed_in(bo)
    found = [
        plain(host.get(f"/friends/{page}", follow=True))
        for page in (
            "",
            f"pair/{pair.key}/",
            f"pair/{pair.key}/agreed/",
            f"pair/{pair.key}/over-time/",
            f"evening/{before.key}/",
            f"evening/{before.key}/after/",
            f"evening/{before.key}/state/",
            f"evening/{evening.key}/",
            f"evening/{evening.key}/talk/",
            f"evening/{evening.key}/state/",
            f"pair/{pair.key}/end/",
        )
    ]
    sent = Notice.objects.filter(to=bo).order_by("channel").values_list("kind", "channel", "state")
    friends = kept.everything_about(person=bo, now=now)["friends"]
    shown = " ".join([*found, str(list(sent)), str(friends)])
    for name, key in (
        ("PAIR", pair.key),
        ("BEFORE", before.key),
        ("EVENING", evening.key),
        ("TALK", evening.conversation.key),
    ):
        shown = shown.replace(key, name)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.+]+|\d\d:\d\d", "TIME", shown)


def test_what_bo_gets_after_a_block_is_what_he_gets_after_any_ending():
    blocked, ended = what_bo_gets("block"), what_bo_gets("end")

    assert "Your friend ended it here" in blocked
    assert blocked == ended
    assert "We cooked soup" in blocked
    assert "The soup was good" not in blocked
    assert "I slept at last" not in blocked
    assert "My friend may read these two" not in blocked


def test_after_a_block_nothing_of_bos_reaches_anns_pages_any_more_and_her_own_words_stay_hers():
    now = clock()
    pair = a_pair(now=now)
    evening = an_evening_told_of(pair, now=now)
    host, ann = signed_in(pair.host), visiting(pair.friend)
    path = f"evening/{evening.key}/"
    assert "We cooked soup" in ann.get(f"/friend/{path}").content.decode()
    ann.post(f"/friend/pair/{pair.key}/block/")

    said = {"happened": "You will be sorry", "fitted": "", "share": "on"}
    page = host.post(f"/friends/{path}after/", said)
    assert page.status_code == 400
    assert "You will be sorry" in page.content.decode(), "his words stay to be copied"
    with pytest.raises(actions.NotReady):
        actions.look_back(evening=evening_now(evening), side="host", words=said, shares=["happened"], now=now)

    hers = ann.get(f"/friend/{path}").content.decode() + str(
        kept.everything_about(person=pair.friend, now=now)
    )
    assert "sorry" not in hers
    assert "We cooked soup" not in hers
    for own in ("The soup was good", "I slept at last", "Only you can read it now."):
        assert own in hers
    host.post(f"/friends/{path}after/", {"happened": "For me alone"})
    assert "For me alone" in host.get(f"/friends/{path}").content.decode()
    assert "For me alone" not in ann.get(f"/friend/{path}").content.decode()


def evening_now(evening):
    return access.evening_for(person=evening.pair.host, key=evening.key, side="host")


def test_bo_who_blocks_after_ann_did_learns_nothing_by_it():
    evening = a_chat()
    actions.block(pair=evening.pair, side="friend", now=EVENING)
    host = signed_in(evening.pair.host)

    assert "Stop and block" in host.get(f"/friends/pair/{evening.pair.key}/").content.decode()
    page = host.post(f"/friends/pair/{evening.pair.key}/block/", follow=True).content.decode()

    assert "It is over, and blocked" in page
    assert visiting(evening.pair.friend).get(f"/friend/pair/{evening.pair.key}/").status_code == 200


@pytest.mark.parametrize("who_blocks", ["friend", "host"])
def test_no_link_brings_the_two_together_again_and_it_stays_good_for_whom_it_was_meant(who_blocks):
    pair = a_pair()
    bo, ann = pair.host, pair.friend
    _row, before = actions.invite(inviter=bo, name="Bo", now=EVENING)
    actions.block(pair=pair, side=who_blocks, now=EVENING)
    _row, after = actions.invite(inviter=bo, name="Bo", now=EVENING)

    for token in (before, after):
        with pytest.raises(actions.LinkIsClosed):
            actions.come_in(token=token, name="Ann", friend=ann, now=EVENING)
        assert access.living_invitation(token=token, now=EVENING)
    assert actions.come_in(token=after, name="Cy", friend=a_seeker(), now=EVENING)


def test_a_link_of_who_is_blocked_looks_to_ann_like_any_dead_link():
    now = clock()
    pair = a_pair(now=now)
    actions.block(pair=pair, side="friend", now=now)
    _row, token = actions.invite(inviter=pair.host, name="Bo", now=now)

    assert plain(visiting(pair.friend).post(f"/with/{token}/")) == plain(
        visiting(pair.friend).post("/with/nothing/")
    )


def test_two_presses_from_the_evening_and_from_the_talk():
    evening = a_chat(pair=a_pair(now=clock()), now=clock())
    ann = visiting(evening.pair.friend)
    way = f"/friend/pair/{evening.pair.key}/block/"

    assert f'href="{way}"' in ann.get(f"/friend/evening/{evening.key}/").content.decode()
    assert 'type="submit">Stop and block' in ann.get(way).content.decode()
    # In the talk it stands beside "End now": one slip of a finger leads to the question, and ends nothing.
    talk = ann.get(f"/friend/evening/{evening.key}/talk/").content.decode()
    assert f'href="{way}"' in talk
    assert f'action="{way}"' not in talk
    page = ann.post(way, follow=True).content.decode()
    assert "It is over, and blocked" in page
    assert "lines__list" in page


def test_after_any_ending_bo_sees_anns_numbers_no_longer():
    pair = a_pair()
    actions.share_numbers(friend=pair.friend, pair_key=pair.key, is_shared=True, now=EVENING)
    assert queries_after.may_see_numbers(pair, "host")

    actions.block(pair=pair, side="friend", now=EVENING)

    assert not queries_after.may_see_numbers(pair, "host")
    assert queries_after.may_see_numbers(pair, "friend")


@pytest.mark.parametrize("who", ["cy", "dee", "nobody", "the other side"])
def test_nobody_else_blocks_or_tells(who):
    pair = a_pair(now=clock())
    client = {
        "cy": lambda: visiting(a_seeker()),
        "dee": lambda: signed_in(a_coordinator()),
        "nobody": Client,
        "the other side": lambda: signed_in(pair.host),
    }[who]()

    for page in ("block/", "tell/"):
        assert client.post(f"/friend/pair/{pair.key}/{page}").status_code == 404
    assert not queries.has_blocked(Pair.objects.get(), "friend")


def test_a_block_from_the_page_of_an_older_pair_ends_the_living_one_too():
    older = a_pair(host=a_member(), friend=a_seeker())
    bo, ann = older.host, older.friend
    actions.end_pair(pair=older, side="host", now=EVENING)
    living = a_pair(host=bo, friend=ann)
    others = a_pair(host=bo, friend=a_seeker())
    evening = a_chat(pair=living)

    actions.block(pair=older, side="friend", now=EVENING)

    for pair in Pair.objects.filter(pk__in=[older.pk, living.pk]):
        assert queries.has_blocked(pair, "friend")
        assert pair.ended_at is not None
    evening.refresh_from_db()
    assert (evening.state, evening.conversation.state) == ("over", "ended")
    others.refresh_from_db()
    assert (others.ended_at, others.friend_blocked_at) == (None, None)


def test_ann_finds_the_page_again_that_she_was_promised():
    pair = a_pair(now=clock())
    ann, start = visiting(pair.friend), f"/friend/pair/{pair.key}/"
    page = ann.post(f"{start}block/", follow=True).content.decode()
    assert "it stands under “Ended”" in page

    assert 'href="/friend/"' in ann.get("/mine/").content.decode()
    home = ann.get("/friend/").content.decode()
    assert f'href="{start}"' in home.split("<h2>Ended</h2>")[1]
    assert "Ended" not in visiting(a_seeker()).get("/friend/").content.decode()


@pytest.mark.parametrize("has_blocked", [True, False])
def test_a_dead_link_never_sends_ann_back_to_whom_she_blocked(has_blocked):
    now = clock()
    pair = a_pair(now=now)
    end = actions.block if has_blocked else actions.end_pair
    end(pair=pair, side="friend", now=now)
    _row, token = actions.invite(inviter=pair.host, name="Bo", now=now)

    page = visiting(pair.friend).post("/with/nothing/").content.decode()

    assert ("Ask your friend to send you a new one" in page) is not has_blocked
    assert ("Links of somebody you blocked do not open for you here" in page) is has_blocked
    if has_blocked:
        assert plain(visiting(pair.friend).post(f"/with/{token}/")) == plain(
            visiting(pair.friend).post("/with/nothing/")
        )


@pytest.mark.parametrize(("side", "says"), [("friend", "by this browser"), ("host", "by their browser")])
def test_the_question_promises_of_links_only_what_holds(side, says):
    pair = a_pair(now=clock())
    client = visiting(pair.friend) if side == "friend" else signed_in(pair.host)
    start = f"/friend{'s' if side == 'host' else ''}/pair/{pair.key}/block/"

    page = client.get(start).content.decode()

    assert says in page
    assert "No link brings you two together here again" not in page


# -- telling --------------------------------------------------------------------------------------


def test_a_block_alone_tells_nobody_anything():
    a_coordinator()
    evening = a_chat()

    actions.block(pair=evening.pair, side="friend", now=EVENING)

    assert supervision.open_reports() == []
    assert pages.open_pages() == []
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("case", ["no yes", "nobody reads", "only the host reads", "not blocked"])
def test_nothing_is_told_without_anns_yes_and_somebody_else_to_read_it(case):
    evening = a_chat()
    if case == "only the host reads":
        people.give_duty(person=evening.pair.host, kind="coordinator")
    elif case != "nobody reads":
        a_coordinator()
    if case != "not blocked":
        actions.block(pair=evening.pair, side="friend", now=EVENING)

    refusal = actions.NotReady if case == "not blocked" else actions.NothingIsTold
    with pytest.raises(refusal):
        told(evening.pair, says_yes=case != "no yes", talk_of=evening.key)

    assert not Report.objects.exists()
    assert not Evidence.objects.exists()


def test_bo_can_block_and_can_not_report():
    a_coordinator()
    evening = a_chat()
    actions.block(pair=evening.pair, side="host", now=EVENING)

    with pytest.raises(NotHere):
        actions.report(
            pair=evening.pair, side="host", says_yes=True, reason="x", talk_of=evening.key, now=EVENING
        )
    assert not Report.objects.exists()


def test_without_a_chat_chosen_only_anns_own_words_are_told():
    a_coordinator()
    evening = a_chat()
    actions.block(pair=evening.pair, side="friend", now=EVENING)

    told(evening.pair)

    (one,) = supervision.open_reports()
    assert (one.reason, one.of_friends, one.evidence, one.may_bar) == ("He follows me", True, "", False)
    assert b"follows" not in bytes(Report.objects.get().reason)
    assert not Evidence.objects.exists()


def test_a_chosen_chat_is_sealed_and_opens_to_two_people_and_ann_sees_the_day():
    dee, eli = a_coordinator(), a_supporter(name="Eli")
    people.give_duty(person=eli, kind="on_call")
    evening = a_chat()
    actions.block(pair=evening.pair, side="friend", now=EVENING)

    told(evening.pair, talk_of=evening.key)

    row = Evidence.objects.get()
    assert HERS.encode() not in bytes(row.seeker_words)
    evidence.ask(evidence=row, by=dee, reason="She says that he follows her.", now=EVENING)
    with pytest.raises(evidence.CanNotOpen):
        evidence.answer(evidence=row, by=dee, says_yes=True, now=EVENING)
    evidence.answer(evidence=row, by=eli, says_yes=True, now=EVENING)
    assert [said.text for said in evidence.read(evidence=row, by=dee, now=EVENING)] == [HERS, HIS]
    assert len(sealed.openings_for(evening.pair.friend)) == 1
    assert sealed.openings_for(evening.pair.host) == []


def test_only_a_chat_of_these_two_can_go_with_it():
    a_coordinator()
    other = a_chat()
    pair = a_pair()
    actions.block(pair=pair, side="friend", now=EVENING)

    with pytest.raises(NotHere):
        told(pair, talk_of=other.key)


def test_bo_who_runs_the_service_never_finds_what_ann_told_of_him():
    evening = a_chat()
    bo, dee = evening.pair.host, a_coordinator()
    for kind in ("coordinator", "on_call"):
        people.give_duty(person=bo, kind=kind)
    actions.block(pair=evening.pair, side="friend", now=EVENING)
    told(evening.pair, talk_of=evening.key)
    report, row = Report.objects.get(), Evidence.objects.get()

    hers, his = signed_in(dee), signed_in(bo)
    for page in ("/board/supervision/", "/board/evidence/"):
        assert "He follows me" not in his.get(page).content.decode()
        assert row.key not in his.get(page).content.decode()
    assert his.get(f"/board/evidence/{row.key}/").status_code == 404
    assert his.post(f"/board/supervision/seen/{report.key}/").status_code == 404
    assert hers.get(f"/board/evidence/{row.key}/").status_code == 200
    assert "A friend told us about" in hers.get("/board/supervision/").content.decode()
    assert pages.open_pages(reader=bo) == []


@pytest.mark.parametrize("duties", [("coordinator",), ("on_call",), ("coordinator", "on_call")])
def test_the_others_on_call_are_called_about_bo_and_he_finds_no_call_wherever_he_serves(duties, settings):
    settings.IS_DEMO = True
    evening = a_chat()
    bo, dee = evening.pair.host, a_coordinator()
    people.give_duty(person=dee, kind="on_call")
    for kind in duties:
        people.give_duty(person=bo, kind=kind)
    actions.block(pair=evening.pair, side="friend", now=clock())
    his, hers = signed_in(bo), signed_in(dee)
    listing = [f"/{page}" for page in ("board/", "board/live/", "on-call/", "on-call/live/")]
    before = {page: numbers_of_pages(his.get(page)) for page in listing}

    told(evening.pair, now=clock())

    assert {page: numbers_of_pages(his.get(page)) for page in listing} == before
    (page,) = pages.open_pages(reader=dee)
    safety.escalate(clock() + HOUR)
    assert list(Told.objects.values_list("person", flat=True).distinct()) == [dee.pk]
    assert his.post(f"/on-call/take/{page.key}/").status_code == 404
    safety.acknowledge(page=Page.objects.get(), person=dee, now=clock())
    assert {page: numbers_of_pages(his.get(page)) for page in listing} == before
    assert "reported" in hers.get("/board/").content.decode()


def numbers_of_pages(answer):
    """What a page tells of calls: its status, and how often it speaks of a report."""
    words = answer.content.decode()
    tiles = re.findall(r"open pages</dt><dd>(\d+)", words)
    return answer.status_code, tiles, words.count("reported"), words.count("has it")


def test_somebody_on_call_is_called_by_the_same_yes_and_the_call_names_nobody(settings):
    settings.IS_DEMO = True
    a_coordinator()
    dee = a_supporter(name="Dee")
    people.give_duty(person=dee, kind="on_call")
    evening = a_chat()
    actions.block(pair=evening.pair, side="friend", now=EVENING)

    told(evening.pair)

    (page,) = pages.open_pages()
    assert (page.why, page.with_supporter) == ("report", "")
    assert evening.conversation.key not in str(page)


@pytest.mark.parametrize("with_chat", [False, True])
def test_telling_more_is_added_and_after_it_was_settled_somebody_reads_it_anew(with_chat):
    dee, evening = a_coordinator(), a_chat()
    chosen = evening.key if with_chat else ""
    actions.block(pair=evening.pair, side="friend", now=EVENING)

    for words in ("He follows me", "He follows me", "He was at my door"):
        told(evening.pair, reason=words, talk_of=chosen)
    (first,) = supervision.open_reports(reader=dee)
    assert first.reason == "He follows me\n\nHe was at my door"

    settling.settle(report=Report.objects.get(), by=dee, note="Spoke with her.", now=EVENING)
    told(evening.pair, reason="He came again", talk_of=chosen)
    (second,) = supervision.open_reports(reader=dee)
    assert (second.reason, second.is_in_hand) == ("He came again", False)
    assert Report.objects.count() == 2
    assert Evidence.objects.count() == 2 * with_chat


def test_two_presses_at_once_are_one_report_also_without_a_chat():
    a_coordinator()
    evening = a_chat()
    actions.block(pair=evening.pair, side="friend", now=EVENING)
    told(evening.pair)
    row = Report.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(about=row.about, side="seeker", at=EVENING)


def test_the_weekly_look_knows_nothing_of_it():
    a_coordinator()
    evening = a_chat()
    actions.block(pair=evening.pair, side="friend", now=EVENING)
    told(evening.pair, talk_of=evening.key)

    assert patterns.facts(now=EVENING + HOUR).reports == []


def test_ann_who_erases_everything_takes_her_words_out_of_the_report():
    a_coordinator()
    evening = a_chat()
    actions.block(pair=evening.pair, side="friend", now=EVENING)
    told(evening.pair, talk_of=evening.key)

    privacy.erase_person(person=evening.pair.friend, now=EVENING)

    row = Evidence.objects.get()
    assert (row.seeker_words, row.supporter_words is None) == (None, False)
    assert supervision.open_reports()[0].reason == ""


def test_ann_tells_it_on_the_page_step_by_step():
    a_coordinator()
    evening = a_chat(pair=a_pair(now=clock()), now=clock())
    ann, start = visiting(evening.pair.friend), f"/friend/pair/{evening.pair.key}/"
    assert ann.get(f"{start}tell/")["Location"] == f"{start}block/"
    ann.post(f"{start}block/")

    page = ann.post(f"{start}tell/", {"reason": "He follows me", "talk_of": evening.key})
    assert page.status_code == 400
    assert "Nothing is told yet" in page.content.decode()
    assert "He follows me" in page.content.decode()
    assert "number number--now" in page.content.decode(), "the numbers it speaks of stand there"
    assert not Report.objects.exists()

    said = {"reason": "He follows me", "talk_of": evening.key, "says_yes": "on"}
    page = ann.post(f"{start}tell/", said, follow=True).content.decode()
    assert "You told them on" in page
    assert Evidence.objects.get().report.of_friends


def test_both_agreements_say_that_ann_can_tell_and_that_bo_can_not():
    from beenthere.boundaries import queries as agreements

    anns = " ".join(agreements.agreement("friend").points)
    bos = " ".join(agreements.agreement("host").points)

    assert "stop and block your friend" in anns
    assert "Your friend can not report you here" in anns
    assert "stop and block me at any time, and tell the people who run this service" in bos
    assert "I do not report my friend here" in bos
