"""The words of a reported talk: sealed apart, opened by two people, seen by the seeker, destroyed by date."""

from datetime import timedelta

import pytest
from django.test import Client

from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations import actions as conversations
from beenthere.conversations import writer
from beenthere.conversations.registers import erase_words
from beenthere.conversations.writer import Saying
from beenthere.evening.actions import report_and_block
from beenthere.kernel.refusals import NotHere
from beenthere.matching.models import Separation
from beenthere.people.tests.builders import EVENING, a_coordinator, a_member, a_seeker, a_supporter
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys
from beenthere.privacy import queries as trail
from beenthere.privacy.models import AuditEntry, DataKey
from beenthere.safety.models import Page
from beenthere.supervision import access
from beenthere.supervision import actions as supervision
from beenthere.supervision.evidence import actions, queries, rules
from beenthere.supervision.evidence.rules import Asked
from beenthere.supervision.models import Evidence, Opening, Report
from beenthere.supervision.registers import erase_supervision, forget_old_words

pytestmark = pytest.mark.django_db
HERS, HIS = "please stop asking where I live", "come on, it stays our secret"
REASON = "The report says that he asked for her address."
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def minutes(count):
    return EVENING + timedelta(minutes=count)


def reported(*, side="seeker"):
    """A talk of a few words, reported."""
    talk = an_open_talk()
    for number, (who, words) in enumerate([("supporter", HIS), ("seeker", HERS)]):
        writer._write_or_split([Saying(talk.pk, talk.key, who, f"key-{number:06d}", words)])
    report_and_block(conversation=talk, side=side, reason="contact", now=EVENING)
    return talk, Evidence.objects.select_related("report").get()


def opened(evidence, dee, olu, now=EVENING):
    actions.ask(evidence=evidence, by=dee, reason=REASON, now=now)
    actions.answer(evidence=evidence, by=olu, says_yes=True, now=now)
    return [said.text for said in actions.read(evidence=evidence, by=dee, now=now)]


# -- rules ---------------------------------------------------------------------------------------------

DEE, OLU, BO = 1, 2, 3
WAITING = Asked(DEE, EVENING)
GRANTED = Asked(DEE, EVENING, approved_at=EVENING)


@pytest.mark.parametrize(
    ("asked", "after", "state"),
    [
        (None, 0, "none"),
        (WAITING, 0, "waiting"),
        (WAITING, 24 * 60, "over"),
        (GRANTED, 59, "open"),
        (GRANTED, 60, "over"),
        (Asked(DEE, EVENING, refused_at=EVENING), 0, "over"),
    ],
)
def test_where_a_request_stands(asked, after, state):
    assert rules.state(asked, now=minutes(after)) == state


@pytest.mark.parametrize(
    ("person", "asked", "why"),
    [(OLU, WAITING, ""), (DEE, WAITING, "same"), (BO, WAITING, "party"), (OLU, GRANTED, "over"), (OLU, None, "over")],
)  # fmt: skip
def test_who_may_be_the_second_person(person, asked, why):
    assert rules.why_not_answer(person=person, parties={BO}, asked=asked, now=EVENING) == why


@pytest.mark.parametrize(
    ("person", "asked", "after", "may"),
    [(DEE, GRANTED, 10, True), (OLU, GRANTED, 10, False), (DEE, WAITING, 10, False), (DEE, GRANTED, 61, False)],
)  # fmt: skip
def test_who_may_read(person, asked, after, may):
    assert rules.may_read(person=person, parties={BO}, asked=asked, now=minutes(after)) is may
    assert not rules.may_read(person=person, parties={person}, asked=asked, now=minutes(after))


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("settled", "erased", "until"),
    [
        (None, None, None),  # a report that nobody settled keeps its words
        (0, None, 365),
        (0, 10, 40),  # who was reported erased everything: soon
        (0, 350, 365),  # but never later than without erasing
        (None, 10, 375),  # not settled, erased: the full time at the latest
        (20, 10, 50),
    ],
)
def test_how_long_words_stay(settled, erased, until):
    found = rules.kept_until(
        settled_at=None if settled is None else EVENING + settled * DAY,
        erased_at=None if erased is None else EVENING + erased * DAY,
        stays=365 * DAY,
    )
    assert found == (None if until is None else EVENING + until * DAY)


# -- sealing -------------------------------------------------------------------------------------------


def test_a_report_ends_the_talk_parts_the_two_calls_a_human_and_seals_the_words_at_once():
    talk, evidence = reported()

    assert (talk.state, talk.ended_why) == ("ended", "reported")
    assert [page.why for page in Page.objects.all()] == ["report"]
    assert HIS.encode() not in bytes(evidence.supporter_words)
    assert DataKey.objects.filter(subject__startswith=f"evidence:{evidence.key}:").count() == 2


def test_the_words_outlive_the_talk():
    talk, evidence = reported()
    erase_words(talk)

    assert opened(evidence, a_coordinator(), a_coordinator()) == [HIS, HERS]


def test_what_is_said_after_the_report_is_not_in_it_and_a_second_click_adds_its_reason_alone():
    talk, evidence = reported()
    report_and_block(conversation=talk, side="seeker", reason="other", now=minutes(1))

    assert Evidence.objects.count() == 1
    (told,) = supervision.queries.open_reports()
    assert told.reason == "Wanted to meet, or wanted contact details\n\nSomething else"


def test_a_report_of_a_talk_that_the_other_side_ended_first_parts_the_two_all_the_same():
    talk = an_open_talk()
    conversations.end(conversation=talk, side="supporter", why="closed", now=EVENING)
    report_and_block(conversation=talk, side="seeker", reason="", now=EVENING)

    assert talk.ended_why == "closed"
    assert Separation.objects.get().why == "reported"


def test_each_side_may_report_the_same_talk_for_itself():
    talk, _evidence = reported()
    report_and_block(conversation=talk, side="supporter", reason="", now=minutes(1))

    assert Report.objects.count() == Evidence.objects.count() == 2


def test_a_talk_whose_words_are_gone_can_be_reported_all_the_same():
    talk = an_open_talk()
    keys.destroy_key(subject=f"conversation:{talk.key}")
    writer_rows = supervision.report(conversation=talk, side="seeker", reason="x", now=EVENING)

    assert writer_rows.pk
    assert Page.objects.count() == 1


# -- opening -------------------------------------------------------------------------------------------


def test_two_people_open_it_for_an_hour_and_every_reading_is_a_line_of_the_trail():
    talk, evidence = reported()
    dee, olu = a_coordinator(), a_coordinator()

    assert opened(evidence, dee, olu) == [HIS, HERS]
    actions.read(evidence=evidence, by=dee, now=minutes(59))
    with pytest.raises(actions.CanNotOpen):
        actions.read(evidence=evidence, by=dee, now=minutes(60))
    with pytest.raises(actions.CanNotOpen):
        actions.read(evidence=evidence, by=olu, now=minutes(1))

    deeds = list(AuditEntry.objects.filter(about=evidence.key).values_list("deed", flat=True))
    assert deeds == [
        "asked to open evidence", "let evidence be opened", "evidence opened", "evidence opened",
    ]  # fmt: skip
    assert trail.broken_link() is None
    assert [at for at, _talk in queries.openings_for(talk.seeker)] == [minutes(59), EVENING]
    assert queries.openings_for(talk.supporter) == []  # the one who was reported is told nothing


def test_nobody_opens_alone_without_a_reason_or_their_own_talk():
    talk, evidence = reported()
    dee = a_coordinator()
    with pytest.raises(actions.ReasonIsMissing):
        actions.ask(evidence=evidence, by=dee, reason="why not", now=EVENING)
    with pytest.raises(actions.CanNotOpen):
        actions.ask(evidence=evidence, by=talk.supporter, reason=REASON, now=EVENING)
    actions.ask(evidence=evidence, by=dee, reason=REASON, now=EVENING)
    for second in (dee, talk.supporter):
        with pytest.raises(actions.CanNotOpen):
            actions.answer(evidence=evidence, by=second, says_yes=True, now=EVENING)
    with pytest.raises(actions.CanNotOpen):
        actions.read(evidence=evidence, by=dee, now=EVENING)

    assert not Opening.objects.exists()


def test_two_who_answer_at_once_the_first_counts_and_a_no_is_a_no():
    _talk, evidence = reported()
    dee, olu, kai = a_coordinator(), a_coordinator(), a_coordinator()
    actions.ask(evidence=evidence, by=dee, reason=REASON, now=EVENING)
    actions.answer(evidence=evidence, by=olu, says_yes=False, now=EVENING)
    with pytest.raises(actions.IsAnswered):
        actions.answer(evidence=evidence, by=kai, says_yes=True, now=EVENING)
    with pytest.raises(actions.CanNotOpen):
        actions.read(evidence=evidence, by=dee, now=EVENING)


def signed_in(person):
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client


def test_every_door_of_evidence_for_the_whole_cast():
    talk, evidence = reported()
    dee, kim = a_coordinator(), a_supporter(name="Kim")
    for person in (None, a_seeker(), talk.seeker, talk.supporter, kim, a_member()):
        with pytest.raises(NotHere):
            access.access_evidence(key=evidence.key, member=person)
    assert access.access_evidence(key=evidence.key, member=dee) == evidence
    with pytest.raises(NotHere):
        access.access_evidence(key="nothing", member=dee)

    path = f"/board/evidence/{evidence.key}/"
    for door in ("", "ask/", "answer/", "read/"):
        for person in (talk.supporter, kim):
            answered = signed_in(person).post(path + door) if door else signed_in(person).get(path)
            assert answered.status_code == 404
        assert Client().post(path + door).status_code in (302, 405)
    assert signed_in(dee).get(path).status_code == 200


def test_the_pages_from_asking_to_reading_and_no_word_before():
    talk, evidence = reported()
    dee, olu = signed_in(a_coordinator()), signed_in(a_coordinator())
    path = f"/board/evidence/{evidence.key}/"

    for page in (dee.get(path), dee.post(f"{path}read/", follow=True), dee.get("/board/evidence/")):
        assert "our secret" not in page.content.decode()
    dee.post(f"{path}ask/", {"reason": REASON})
    olu.post(f"{path}answer/", {"answer": "yes"})
    assert "our secret" in dee.post(f"{path}read/").content.decode()
    assert "our secret" not in olu.post(f"{path}read/", follow=True).content.decode()
    assert "our secret" not in dee.get(path).content.decode()

    ann = Client()
    session = ann.session
    session["seeker"] = talk.seeker.key
    session.save()
    page = ann.get("/mine/").content.decode()
    assert "Our team read words of yours" in page
    assert "report" not in page


# -- erasing and forgetting ----------------------------------------------------------------------------


def erased(person):
    privacy.erase_person(person=person, now=EVENING)


def test_ann_who_reported_erases_everything_and_her_words_are_gone_at_once():
    talk, evidence = reported(side="seeker")
    erased(talk.seeker)
    evidence.refresh_from_db()

    assert evidence.seeker is None
    assert not DataKey.objects.filter(subject=f"evidence:{evidence.key}:seeker").exists()
    assert opened(evidence, a_coordinator(), a_coordinator()) == [
        HIS
    ]  # what was done stays, to protect others


def test_who_was_reported_can_not_erase_what_they_said_before_it_was_looked_at():
    talk, evidence = reported(side="supporter")
    erased(talk.seeker)
    dee = a_coordinator()
    evidence.refresh_from_db()

    assert evidence.seeker is None  # nothing leads back to her
    assert opened(evidence, dee, a_coordinator()) == [HIS, HERS]

    supervision.settle(report=evidence.report, by=dee, note="Talked.", now=EVENING)
    forget_old_words(EVENING + 29 * DAY)
    evidence.refresh_from_db()
    assert evidence.seeker_words is not None
    forget_old_words(EVENING + 31 * DAY)
    evidence.refresh_from_db()
    assert (evidence.seeker_words, evidence.supporter_words is None) == (None, False)


def test_settled_words_are_destroyed_after_the_time_the_operator_set(settings):
    settings.TABLE = settings.TABLE.model_copy(update={"evidence_days": 90})
    _talk, evidence = reported()
    forget_old_words(EVENING + 800 * DAY)
    evidence.refresh_from_db()
    assert evidence.supporter_words is not None  # nobody has settled it

    supervision.settle(report=evidence.report, by=a_coordinator(), note="", now=EVENING)
    forget_old_words(EVENING + 89 * DAY)
    assert DataKey.objects.filter(subject__startswith="evidence:").count() == 2
    forget_old_words(EVENING + 90 * DAY)
    assert not DataKey.objects.filter(subject__startswith="evidence:").exists()


def test_a_coordinator_who_leaves_for_good_is_no_name_in_old_openings():
    _talk, evidence = reported()
    dee, olu = a_coordinator(), a_coordinator()
    opened(evidence, dee, olu)
    erase_supervision(dee, EVENING)

    assert queries.openings_of(evidence) == [(EVENING, "")]


def test_what_somebody_on_call_wrote_is_sealed_too_and_who_wrote_it_opens_none():
    talk, dee, olu = an_open_talk(), a_coordinator(), a_coordinator()
    for number, (side, words) in enumerate([("supporter", HIS), ("on_call", "I am Dee"), ("seeker", HERS)]):
        author = dee.pk if side == "on_call" else None
        writer._write_or_split([Saying(talk.pk, talk.key, side, f"key-{number:06d}", words, author)])
    report_and_block(conversation=talk, side="seeker", reason="contact", now=EVENING)
    evidence = Evidence.objects.select_related("report").get()

    with pytest.raises(actions.CanNotOpen):
        actions.ask(evidence=evidence, by=dee, reason=REASON, now=EVENING)
    assert opened(evidence, olu, a_coordinator()) == [HIS, "I am Dee", HERS]
    assert not queries.leaves_out(queries.words(evidence))
    assert b"I am Dee" not in bytes(evidence.on_call_words)
    type(evidence).objects.filter(pk=evidence.pk).update(on_call_words=None)
    evidence.refresh_from_db()
    assert queries.leaves_out(queries.words(evidence))
    actions.let_go(person=dee, now=EVENING)
    evidence.refresh_from_db()
    assert evidence.on_call_ids == []


def test_a_report_without_anybody_on_call_leaves_nothing_out():
    _talk, evidence = reported()

    assert not queries.leaves_out(queries.words(evidence))


# -- after a report ------------------------------------------------------------------------------------


def test_dee_takes_settles_and_lets_a_seeker_rest_until_tomorrow():
    talk, evidence = reported(side="supporter")
    dee = a_coordinator()
    report = evidence.report
    supervision.seen(report=report, by=dee, now=EVENING)
    assert supervision.queries.open_reports()[0].may_bar

    supervision.bar_seeker(report=report, by=dee, now=EVENING)
    talk.seeker.refresh_from_db()
    assert talk.seeker.barred_until == EVENING + DAY

    assert supervision.settle(report=report, by=dee, note="Spoke with both.", now=EVENING)
    assert not supervision.settle(report=report, by=dee, note="again", now=EVENING)
    assert supervision.queries.open_reports() == []
    report.refresh_from_db()
    assert b"Spoke" not in bytes(report.note)


def test_a_seeker_who_reported_is_never_barred_for_it():
    _talk, evidence = reported(side="seeker")
    with pytest.raises(NotHere):
        supervision.bar_seeker(report=evidence.report, by=a_coordinator(), now=EVENING)
