"""Every page a seeker reads is in plain words: grade 6 at most, grade 5 where a life may be at stake."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import textstat
from django.conf import settings

from beenthere.boundaries import queries as agreements
from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.care.tests import builders as care
from beenthere.conversations import actions as talks
from beenthere.evening import views_seeker
from beenthere.evening.actions import report_and_block
from beenthere.evening.entry import memory as entry
from beenthere.friends import actions as friend_actions
from beenthere.friends.tests import builders as friends
from beenthere.matching import queries_board
from beenthere.matching.tests.builders import EVENING, a_talk, a_visit, minutes
from beenthere.notices.models import Notice
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.tests.builders import a_coordinator, a_seeker
from beenthere.relief import actions as relief
from beenthere.relief import queries as answers
from beenthere.safety import actions as safety
from beenthere.safety import queries as lines_and_pages
from beenthere.supervision.evidence import actions as evidence
from beenthere.supervision.models import Evidence

pytestmark = pytest.mark.django_db

FORBIDDEN = ("anonymous", "end-to-end", "hipaa", "validated", "100 %", "100%", "low risk", "high risk")
JARGON = (
    "patient", "treatment", "session", "queue", "authenticate", "distress", "intervention", "peer support",
)  # fmt: skip
# Names and numbers of lines are not ours to simplify; choices of a list are words, not sentences.
NOT_PROSE = {"script", "style", "template", "select", "textarea", "svg", "nav"}
BLOCKS = {
    "p", "li", "h1", "h2", "h3", "legend", "summary", "button", "label", "div", "section", "small", "form",
}  # fmt: skip


class Prose(HTMLParser):
    """The sentences of ``main``; a heading or a button ends a sentence too."""

    def __init__(self) -> None:
        super().__init__()
        self.is_main, self.skipping, self.said = False, [], [""]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "main":
            self.is_main = True
        is_inside = bool(self.skipping) and tag == self.skipping[-1]
        if is_inside or tag in NOT_PROSE or "lines__list" in (given.get("class") or ""):
            self.skipping.append(tag)
        if tag in BLOCKS:
            self.said.append("")

    def handle_endtag(self, tag):
        if tag == "main":
            self.is_main = False
        if self.skipping and tag == self.skipping[-1]:
            self.skipping.pop()
        if tag in BLOCKS:
            self.said.append("")

    def handle_data(self, data):
        if self.is_main and not self.skipping:
            self.said[-1] += data

    @property
    def sentences(self) -> list[str]:
        tidy = [re.sub(r"\s+", " ", one).strip() for one in self.said]
        return [one if one[-1] in ".?!:" else f"{one}." for one in tidy if re.search(r"[A-Za-z]{2}", one)]


def prose(response) -> str:
    assert response.status_code == 200
    read = Prose()
    read.feed(response.content.decode())
    return " ".join(read.sentences)


def seen_by(client, person):
    session = client.session
    session[SEEKER_KEY] = person.key
    session.save()
    return client


def an_ended_talk():
    visit, _, talk = a_talk()
    talks.end(conversation=talk, side="seeker", why="closed", now=minutes(20))
    return visit


def a_link_for_tomorrow():
    visit = an_ended_talk()
    # The page reads the clock and the link lives for some days, so it is agreed on today.
    today = views_seeker.clock()
    relief.agree_follow_up(visit=visit, channel="email", address="ann@example.org", now=today)
    relief.send_due(now=today + timedelta(days=2))
    return Notice.objects.get(kind="follow_up").link


def landing(client):
    return client.get("/")


def landing_open(client):
    a_coordinator()
    return client.get("/")


def start(client):
    a_coordinator()
    return client.get("/start/")


def wait(client):
    return seen_by(client, a_visit().person).get("/wait/")


def left(client):
    visit = a_visit()
    seen_by(client, visit.person).post("/wait/leave/")
    return client.get("/wait/left/")


def meet(client):
    visit, _, _ = a_talk()
    return seen_by(client, visit.person).get("/meet/")


def close(client):
    return seen_by(client, an_ended_talk().person).get("/close/")


def close_after_a_report(client):
    a_coordinator()
    visit, _, talk = a_talk(now=views_seeker.clock())
    report_and_block(conversation=talk, side="seeker", reason="", now=views_seeker.clock())
    response = seen_by(client, visit.person).get("/close/")
    assert "somebody else now" in response.content.decode()
    return response


def goodbye(client):
    return seen_by(client, an_ended_talk().person).get("/goodbye/")


def tomorrow(client):
    return client.get(a_link_for_tomorrow())


def limits(client):
    return client.get("/limits/")


def closed(client):
    return client.get("/start/")


def lines(client):
    return client.get("/lines/?region=GB")


def lines_elsewhere(client):
    return client.get("/lines/?region=nowhere")


def wait_unsafe(client):
    a_coordinator()
    return wait_unsafe_with_nobody_to_call(client)


def wait_unsafe_with_nobody_to_call(client):
    visit = a_visit(is_unsafe=True)
    safety.record_answer(visit=visit, answer="yes", now=EVENING)
    return seen_by(client, visit.person).get("/wait/")


def tomorrow_unsafe(client):
    return client.post(a_link_for_tomorrow(), {"value": "8", "safe": "no"})


def plan(client):
    return seen_by(client, a_visit().person).get("/plan/")


def care_home(client):
    ann = a_visit().person
    care.a_hand_over(ann)
    care.a_draft(ann)
    return seen_by(client, ann).get("/care/")


def care_page(path):
    def page(client):
        care.an_entry()
        return seen_by(client, a_visit().person).get(path)

    page.__name__ = "care" + path.replace("/", "_")
    return page


def care_choose(client):
    visit = a_visit()
    care.a_talk_with_words(visit.person)
    return seen_by(client, visit.person).get(f"/care/hand-over/{care.a_draft(visit.person).key}/")


def care_look(client):
    row = care.a_draft(a_visit().person)
    return seen_by(client, row.owner).get(f"/care/hand-over/{row.key}/look/")


def care_given(client):
    row, _token, _code = care.a_hand_over(a_visit().person)
    # The builders' evening is long over for the clock of the page, so its day is moved.
    type(row).objects.update(until=views_seeker.clock() + timedelta(days=1))
    return seen_by(client, row.owner).get(f"/care/hand-over/{row.key}/")


def care_code(client):
    row, _token, _code = care.a_hand_over(a_visit().person)
    type(row).objects.update(until=views_seeker.clock() + timedelta(days=1))
    return seen_by(client, row.owner).post(f"/care/hand-over/{row.key}/code/")


def care_entry(client):
    entry = care.an_entry()
    return seen_by(client, a_visit().person).get(f"/care/people/{entry.key}/")


CARE = [
    care_home, care_entry, care_choose, care_look, care_given, care_code,
    *map(care_page, ("/care/contact/", "/care/tell/", "/care/people/", "/care/own/")),
]  # fmt: skip


def a_pair_at(step, **more):
    """Two friends today, as far as a step; pages read the clock."""
    today = views_seeker.clock()
    return friends.a_pair(is_confirmed=step != "words", is_agreed=step == "agreed", now=today, **more)


def friend_asked_in(client):
    return client.get("/with/any/")


def friend_two_words(client):
    pair = a_pair_at("words")
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/")


def friend_agrees(client):
    pair = a_pair_at("confirmed")
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/agree/")


def friend_home_of_two(client):
    pair = a_pair_at("agreed")
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/")


def friend_plans(client):
    pair = a_pair_at("agreed")
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/evening/")


def friend_ends(client):
    pair = a_pair_at("agreed")
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/end/")


def friend_blocks(client):
    pair = a_pair_at("agreed")
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/block/")


def after_a_block(client, path):
    a_coordinator()
    evening = friends.an_evening(pair=a_pair_at("agreed"), mode="chat", now=views_seeker.clock())
    friend_actions.begin(evening=evening, now=views_seeker.clock())
    friend_actions.block(pair=evening.pair, side="friend", now=views_seeker.clock())
    return seen_by(client, evening.pair.friend).get(f"/friend/pair/{evening.pair.key}/{path}")


def friend_has_blocked(client):
    return after_a_block(client, "")


def friend_tells(client):
    return after_a_block(client, "tell/")


def friend_was_left(client):
    pair = a_pair_at("agreed")
    friend_actions.end_pair(pair=pair, side="host", now=views_seeker.clock())
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/")


def friend_of_the_therapist(client):
    pair = a_pair_at("confirmed")
    now = views_seeker.clock()
    friend_actions.tell_ties(pair=pair, side="host", kinds=["treating_clinician"], now=now)
    return seen_by(client, pair.friend).get(f"/friend/pair/{pair.key}/")


def evening_page(client, path="", *, is_over=False):
    evening = friends.an_evening(pair=a_pair_at("agreed"), now=views_seeker.clock())
    if is_over:
        friend_actions.begin(evening=evening, now=views_seeker.clock())
        friend_actions.finish(evening=evening, now=views_seeker.clock())
    return seen_by(client, evening.pair.friend).get(f"/friend/evening/{evening.key}/{path}")


def friend_evening(client):
    return evening_page(client)


def friend_checks_in(client):
    return evening_page(client, "check-in/")


def friend_after(client):
    return evening_page(client, "after/", is_over=True)


def friend_writes(client):
    return evening_page(client, "line/", is_over=True)


def friend_over_time(client):
    evening = friends.an_evening(pair=a_pair_at("agreed"), now=views_seeker.clock())
    friend_actions.begin(evening=evening, now=views_seeker.clock())
    friend_actions.finish(evening=evening, now=views_seeker.clock())
    return seen_by(client, evening.pair.friend).get(f"/friend/pair/{evening.pair.key}/over-time/")


FRIENDS = [
    friend_asked_in, friend_two_words, friend_agrees, friend_home_of_two, friend_plans, friend_ends, friend_was_left,
    friend_blocks, friend_has_blocked, friend_tells,
    friend_of_the_therapist, friend_evening, friend_checks_in, friend_after, friend_writes, friend_over_time,
]  # fmt: skip


def busy(client):
    a_coordinator()
    for _ in range(settings.TABLE.entry_per_minute + 1):
        entry.arrive(now=views_seeker.clock())
    response = client.get("/start/")
    assert "Many people come in" in response.content.decode()
    return response


def a_break(client):
    a_coordinator()
    ann = a_seeker()
    entry.cool(person_key=ann.key, now=views_seeker.clock())
    return seen_by(client, ann).get("/start/")


def words_read(client):
    talk = an_open_talk()
    report_and_block(conversation=talk, side="seeker", reason="", now=EVENING)
    found, dee = Evidence.objects.get(), a_coordinator()
    evidence.ask(evidence=found, by=dee, reason="The report says so.", now=EVENING)
    evidence.answer(evidence=found, by=a_coordinator(), says_yes=True, now=EVENING)
    evidence.read(evidence=found, by=dee, now=EVENING)
    return seen_by(client, talk.seeker).get("/mine/")


def erase(client):
    return seen_by(client, a_visit().person).get("/mine/erase/")


PAGES = [
    landing, landing_open, start, busy, wait, left, meet, close, close_after_a_report, goodbye, tomorrow, limits, plan, words_read, erase,
    *CARE, *FRIENDS,
]  # fmt: skip
CRISIS_PAGES = [
    a_break,
    closed,
    lines,
    lines_elsewhere,
    wait_unsafe,
    wait_unsafe_with_nobody_to_call,
    tomorrow_unsafe,
]


@pytest.mark.parametrize(
    ("page", "grade"), [*((page, 6) for page in PAGES), *((page, 5) for page in CRISIS_PAGES)]
)
def test_seekers_read_plain_words(client, page, grade):
    words = prose(page(client))

    assert textstat.automated_readability_index(words) <= grade
    assert textstat.coleman_liau_index(words) <= grade
    assert not [claim for claim in (*FORBIDDEN, *JARGON) if claim in words.lower()]


def test_the_direct_question_is_asked_plainly_and_nobody_has_to_answer(client):
    a_coordinator()

    page = client.get("/start/").content.decode()

    assert "Are you thinking about killing yourself, or not safe right now?" in page
    assert "I would rather not say" in page
    assert " required" not in page


def agreed(**more):
    text = agreements.agreement("seeker")
    return {"version": text.version, **{box.slug: "on" for box in text.boxes if box.must}, **more}


@pytest.mark.parametrize(("answer", "pages"), [("yes", 1), ("not_sure", 1), ("no", 0), ("", 0)])
def test_yes_and_not_sure_call_a_human_and_show_the_lines(client, answer, pages):
    a_coordinator()

    shown = client.post("/start/", agreed(answer=answer), follow=True)

    assert shown.redirect_chain == [("/wait/", 302)]
    assert len(lines_and_pages.open_pages()) == pages
    assert ("We have called a person of our team" in shown.content.decode()) is bool(pages)


def test_nobody_is_let_in_and_nothing_is_promised_while_nobody_can_be_called(client):
    shown = client.post("/start/", agreed(answer="yes")).content.decode()

    assert "We are closed right now" in shown
    assert "We have called" not in shown
    assert queries_board.line(now=views_seeker.clock()) == []


def test_the_waiting_room_does_not_claim_a_call_that_nobody_could_get(client):
    said = wait_unsafe_with_nobody_to_call(client).content.decode()

    assert "We have called" not in said
    assert "You can call now" in said


def test_ann_who_presses_twice_stands_in_the_line_once(client):
    a_coordinator()

    for _ in range(2):
        assert client.post("/start/", agreed(distress="7")).headers["Location"] == "/wait/"

    assert len(answers.given()) == 1
    assert len(queries_board.line(now=views_seeker.clock())) == 1


def test_a_wrong_address_at_the_close_loses_nothing_that_was_said(client, settings):
    settings.MAIL_IS_ON = True
    seen_by(client, an_ended_talk().person)

    said = {"after": "4", "words": "being heard", "channel": "email", "email": "not one"}
    page = client.post("/close/", said).content.decode()

    assert "being heard" in page
    assert 'value="4" checked' in page
    assert page.count("checked") == 2  # the number and the way; "no, thank you" no longer wins
