"""What we agreed, asked again, taken back; and the journal: the pages."""

import pytest
import textstat
from django.test import Client

from beenthere.boundaries import actions
from beenthere.boundaries.models import Agreement, Disclosure, Reflection
from beenthere.boundaries.tests.builders import a_moment, an_open_talk, own_words, says_yes, signed_in
from beenthere.evening import views_seeker
from beenthere.evening.tests.test_plain_words import FORBIDDEN, JARGON, prose, seen_by
from beenthere.matching import queries as line
from beenthere.matching.tests.builders import EVENING, a_talk
from beenthere.people.tests.builders import a_coordinator, a_supporter
from beenthere.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db
JOB = {"profession": "nurse", "licence_place": "Graz"}


@pytest.fixture
def own(tmp_path, settings):
    folder = tmp_path / "agreement"
    settings.TABLE = settings.TABLE.model_copy(update={"agreement_dir": folder})
    return folder


def ann(conversation):
    return seen_by(Client(), conversation.seeker)


def bo(conversation):
    return signed_in(Client(), conversation.supporter)


def words(response):
    assert response.status_code == 200
    return response.content.decode()


# -- what we agreed ----------------------------------------------------------------------------------


def test_both_sides_read_in_the_talk_what_both_agreed():
    talk = an_open_talk("off_duty_clinician", **JOB)

    for page in (ann(talk).get("/chat/"), bo(talk).get(f"/desk/chat/{talk.key}/")):
        shown = words(page)
        assert "You lead. You choose what to talk about." in shown
        assert "I listen before I suggest" in shown
        assert shown.count("Version 1") == 2
        assert "Bo also works as: nurse (licence: Graz)." in shown
        assert "this is okay" in shown
        assert EVENING.isoformat() in shown


@pytest.mark.parametrize("kinds", [["stranger"], ["friend"]])
def test_what_we_agreed_is_in_plain_words(kinds):
    talk = an_open_talk(*kinds)

    said = prose(ann(talk).get(f"/chat/{talk.key}/agreed/"))

    assert textstat.automated_readability_index(said) <= 6
    assert textstat.coleman_liau_index(said) <= 6
    # "treat you", the supporter's promise, holds no jargon word.
    assert not [claim for claim in (*FORBIDDEN, *JARGON) if claim in said.lower()]


def test_words_that_came_and_went_are_marked_for_ears_and_eyes(own):
    own_words(
        own, side="supporter", version="2", point="I am a peer. I listen before I suggest, I ask twice."
    )

    shown = words(Client().get("/agreement/?side=supporter&old=1&new=2"))

    assert "<ins>" in shown
    assert "<del>" in shown
    assert ">changed<" in shown
    assert ">gone<" in shown


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 200),
        ("side=supporter", 200),
        ("side=frame", 404),
        ("old=99", 200),
        ("old=../1&new=x", 200),
        ("side=", 200),
    ],
)
def test_odd_questions_for_words(asked, status):
    assert Client().get(f"/agreement/?{asked}").status_code == status


# -- asked again -------------------------------------------------------------------------------------


def test_ann_reads_what_changed_and_agrees_again_before_she_meets_bo(own):
    _visit, bo_, talk = a_talk()
    says_yes(talk, "seeker")
    says_yes(talk, "supporter")
    actions.disclose(supporter=bo_, conversation=talk, kinds=["stranger"], now=EVENING)
    own_words(own, side="seeker", version="2", point="You lead. You choose.")
    page = words(ann(talk).get("/meet/"))
    assert "Please read this once more" in page
    assert "<del>" in page
    assert "Talk with Bo" not in page
    stamp = page.split('name="version" value="')[1].split('"')[0]

    assert ann(talk).post("/meet/agree/", {"version": stamp}).status_code == 400
    assert ann(talk).post("/meet/agree/", {"version": "1", "understood": "on"}).status_code == 409
    ann(talk).post("/meet/agree/", {"version": stamp, "understood": "on"})

    assert "Talk with Bo" in words(ann(talk).get("/meet/"))
    assert Agreement.objects.filter(side="seeker").count() == 2


def test_bo_who_waits_is_sent_back_to_words_that_changed_and_is_not_asked_about_ties_again(own):
    _visit, bo_, talk = a_talk()
    actions.disclose(supporter=bo_, conversation=talk, kinds=["stranger"], now=EVENING)
    says_yes(talk, "supporter")
    assert "X-Go" not in bo(talk).get(f"/desk/before/{talk.key}/state/")
    own_words(own, side="supporter", version="2")

    assert bo(talk).get(f"/desk/before/{talk.key}/state/")["X-Go"] == f"/desk/before/{talk.key}/"
    page = words(bo(talk).get(f"/desk/before/{talk.key}/"))
    assert "These words have changed since your last yes" in page
    assert "Do you know this person?" not in page
    stamp = page.split('name="version" value="')[1].split('"')[0]
    bo(talk).post(f"/desk/before/{talk.key}/", {"version": stamp, "box-understood": "on"})

    assert "X-Go" not in bo(talk).get(f"/desk/before/{talk.key}/state/")
    assert Disclosure.objects.count() == 1


def test_a_clinician_is_asked_for_job_and_licence_place():
    _visit, _bo, talk = a_talk()
    said = {"kinds": ["stranger", "off_duty_clinician"], "box-understood": "on", "box-steady": "on"}

    page = words(bo(talk).post(f"/desk/before/{talk.key}/", said))
    assert "where your licence is from" in page
    assert bo(talk).post(f"/desk/before/{talk.key}/", {**said, **JOB}).status_code == 302

    assert "Their licence is from: Graz." in words(ann(talk).get("/meet/"))


# -- said later, taken back --------------------------------------------------------------------------


def test_bo_recognises_ann_during_the_talk_and_she_answers():
    talk = an_open_talk()
    bo(talk).post(f"/desk/chat/{talk.key}/ties/", {"kinds": ["colleague"]})
    page = words(ann(talk).get(f"/chat/{talk.key}/agreed/"))
    assert "Something new was said" in page
    assert "You know each other from work or school" in page

    assert ann(talk).post(f"/chat/{talk.key}/ties/", {"answer": "perhaps"}).status_code == 302
    assert Disclosure.objects.last().accepts is None
    ann(talk).post(f"/chat/{talk.key}/ties/", {"answer": "yes"})

    assert Disclosure.objects.last().accepts is True
    assert "They said: this is okay." in words(bo(talk).get(f"/desk/chat/{talk.key}/agreed/"))


def test_ann_asks_for_someone_else_when_she_reads_it():
    talk = an_open_talk()
    bo(talk).post(f"/desk/chat/{talk.key}/ties/", {"kinds": ["family"]})

    ann(talk).post(f"/chat/{talk.key}/ties/", {"answer": "no"})

    talk.refresh_from_db()
    assert (talk.state, talk.ended_why) == ("ended", "declined")


@pytest.mark.parametrize("said", [{"detail": "x"}, {"kinds": ["cousin"]}, {"kinds": ["stranger", "friend"]}])
def test_a_tie_that_can_not_be_read_is_asked_again(said):
    talk = an_open_talk()

    page = bo(talk).post(f"/desk/chat/{talk.key}/ties/", said)

    assert 'role="alert"' in words(page)
    assert Disclosure.objects.count() == 1


def test_ann_takes_her_yes_back_from_the_page():
    talk = an_open_talk()
    browser = ann(talk)

    shown = browser.post(f"/chat/{talk.key}/withdraw/", follow=True)

    assert shown.redirect_chain[-1][0] == "/close/"
    assert "You took your yes back. That is all right." in shown.content.decode()
    page = words(bo(talk).get(f"/desk/chat/{talk.key}/agreed/"))
    assert "Take my yes back" not in page
    assert browser.get(f"/chat/{talk.key}/agreed/").status_code == 200


def test_bo_takes_the_yes_back_from_the_page_and_ann_waits_first_in_line(django_capture_on_commit_callbacks):
    talk = an_open_talk()
    visit = line.visit_of_conversation(talk)

    with django_capture_on_commit_callbacks(execute=True):
        bo(talk).post(f"/desk/chat/{talk.key}/withdraw/")

    visit.refresh_from_db()
    assert line.place_in_line(visit) == 1
    assert ann(talk).get("/wait/").status_code == 200


# -- the journal -------------------------------------------------------------------------------------


@pytest.fixture
def talk():
    talk = an_open_talk()
    a_moment(talk, outcome="changed")
    return talk


def test_bo_writes_shares_and_takes_back_and_kim_sees_nothing_of_it(talk):
    kim = signed_in(Client(), a_supporter(name="Kim"))
    said = {"noticed": a_moment(talk).key, "planned": "To listen.", "human": "I was tired."}
    assert bo(talk).post("/desk/journal/write/", said).status_code == 302
    piece = Reflection.objects.get()

    assert "I was tired." in words(bo(talk).get("/desk/journal/month/2026-03/"))
    assert "I was tired." not in words(kim.get("/desk/journal/month/2026-03/"))
    assert kim.post("/desk/journal/write/", said).status_code == 404
    for deed in ("share", "private", "forget"):
        assert kim.post(f"/desk/journal/{piece.key}/{deed}/").status_code == 404
    bo(talk).post(f"/desk/journal/{piece.key}/share/")
    bo(talk).post(f"/desk/journal/{piece.key}/private/")
    piece.refresh_from_db()
    assert piece.shared_with_supervision_at is None
    bo(talk).post(f"/desk/journal/{piece.key}/forget/")
    assert not Reflection.objects.exists()


def test_the_journal_lists_evenings_with_talks_moments_and_their_pieces():
    # The page reads the clock, so the evening is today's.
    today = views_seeker.clock()
    talk = an_open_talk(now=today)
    moment = a_moment(talk, at=today, answer="later")
    bo(talk).post("/desk/journal/write/", {"noticed": moment.key, "organic": "It came <by> itself."})

    shown = words(bo(talk).get("/desk/journal/"))

    assert "Naming what somebody has" in shown
    assert "You put it off." in shown
    assert "It came &lt;by&gt; itself." in shown
    assert "Only you can read this." in shown
    assert f'value="{talk.key}"' in shown
    kim = signed_in(Client(), a_supporter(name="Kim"))
    assert "Nothing in the last 30 days." in words(kim.get("/desk/journal/"))


def test_a_month_shows_counts_with_what_they_are_counted_from(talk):
    shown = words(bo(talk).get("/desk/journal/month/2026-03/"))

    assert "1 talk." in shown
    assert "Something was noticed in 1 of 1." in shown
    assert "Naming what somebody has" in shown
    assert bo(talk).get("/desk/journal/month/2026-13/").status_code == 404


@pytest.mark.parametrize("said", [{}, {"talk": "x"}, {"noticed": "x"}, {"talk": ""}])
def test_a_piece_about_nothing_is_not_here(said, talk):
    assert bo(talk).post("/desk/journal/write/", {**said, "planned": "x"}).status_code == 404


def test_a_talk_of_another_is_not_here(talk):
    kim = signed_in(Client(), a_supporter(name="Kim"))

    assert kim.post("/desk/journal/write/", {"talk": talk.key, "planned": "x"}).status_code == 404


def test_dee_finds_only_what_was_shared_and_opens_it_once(talk):
    dee = a_coordinator()
    board = signed_in(Client(), dee)
    said = {"noticed": a_moment(talk).key, "human": "I was tired.", "share": "1"}
    bo(talk).post("/desk/journal/write/", {"talk": talk.key, "planned": "A secret."})
    bo(talk).post("/desk/journal/write/", said)
    private, shared = Reflection.objects.order_by("noticed_id")[:2]
    if private.noticed_id:
        private, shared = shared, private

    assert "I was tired." not in words(board.get("/board/journal/"))
    assert board.get(f"/board/journal/{private.key}/").status_code == 404
    assert board.post(f"/board/journal/{private.key}/").status_code == 404
    assert "I was tired." not in words(board.get(f"/board/journal/{shared.key}/"))
    shown = words(board.post(f"/board/journal/{shared.key}/", follow=True))

    assert "I was tired." in shown
    assert "A secret." not in shown
    assert AuditEntry.objects.filter(actor=dee.key, about=shared.key).exists()
    assert bo(talk).post(f"/desk/journal/{shared.key}/private/").status_code == 409
    for other in (bo(talk), signed_in(Client(), a_supporter(name="Kim")), ann(talk)):
        assert other.get(f"/board/journal/{shared.key}/").status_code in {302, 404}


def test_a_moment_is_shared_without_words_only_when_that_was_pressed(talk):
    moment = a_moment(talk)

    assert bo(talk).post("/desk/journal/write/", {"noticed": moment.key}).status_code == 400
    assert bo(talk).post("/desk/journal/write/", {"noticed": moment.key, "share": "1"}).status_code == 302

    assert Reflection.objects.get().shared_with_supervision_at is not None
