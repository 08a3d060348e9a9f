import pytest

from beenthere.kernel.refusals import NotHere
from beenthere.matching.tests.builders import a_talk
from beenthere.people.tests.builders import EVENING, a_coordinator, a_seeker
from beenthere.safety.models import Page
from beenthere.supervision import access, actions, queries
from beenthere.supervision.models import Debrief, Report
from beenthere.supervision.registers import erase_supervision

pytestmark = pytest.mark.django_db
WORDS = {"body": "Tight.", "stays": "Her brother.", "unknown": "x", "well": " "}


def debriefed(*, wants, flags=()):
    _visit, bo, conversation = a_talk()
    row = actions.debrief(
        conversation=conversation,
        supporter=bo,
        answers=WORDS,
        wants_supervision=wants,
        flags=flags,
        now=EVENING,
    )
    return bo, row


def test_bo_debriefs_and_only_the_steps_that_were_answered_stay_sealed():
    _bo, row = debriefed(wants=False)

    assert b"brother" not in bytes(row.answers)
    assert queries.answers_of(row) == {"body": "Tight.", "stays": "Her brother."}


def test_a_debrief_stays_private_unless_bo_asks_for_somebody():
    _bo, row = debriefed(wants=False)
    dee = a_coordinator()

    assert queries.requests() == []
    with pytest.raises(NotHere):
        access.access_debrief(key=row.key, member=dee)


def test_when_bo_asks_dee_sees_the_words_and_says_that_they_talked():
    _bo, row = debriefed(wants=True)
    dee = a_coordinator()
    (request,) = queries.requests()
    assert request.answers["stays"] == "Her brother."

    actions.talked(debrief=access.access_debrief(key=row.key, member=dee), by=dee, now=EVENING)
    assert queries.requests() == []


def test_a_mark_alone_asks_dee_to_look_but_keeps_the_words_with_bo():
    debriefed(wants=False, flags=["sleep", "made_up"])

    (request,) = queries.requests()
    assert (request.flags, request.answers, request.asked) == (("sleep",), {}, False)


def test_cy_bo_and_ann_can_not_open_a_request_but_dee_can():
    bo, row = debriefed(wants=True)

    assert access.access_debrief(key=row.key, member=a_coordinator()) == row
    for other in (None, bo, a_seeker()):
        with pytest.raises(NotHere):
            access.access_debrief(key=row.key, member=other)


@pytest.mark.parametrize("side", ["seeker", "supporter"])
def test_a_report_from_either_side_calls_a_human_and_is_sealed(side):
    _visit, _bo, conversation = a_talk()
    for _click in range(2):
        actions.report(conversation=conversation, side=side, reason="It was not right.", now=EVENING)

    assert b"right" not in bytes(Report.objects.get().reason)
    assert [page.why for page in Page.objects.all()] == ["report"]
    assert queries.open_reports()[0].reason == "It was not right."


def test_a_report_without_words_is_a_report():
    _visit, _bo, conversation = a_talk()
    actions.report(conversation=conversation, side="seeker", reason="", now=EVENING)

    assert queries.open_reports()[0].reason == ""


def test_erasing_bo_erases_the_debrief_and_keeps_that_there_was_a_report():
    bo, row = debriefed(wants=True)
    actions.report(conversation=row.conversation, side="supporter", reason="x", now=EVENING)
    erase_supervision(bo, EVENING)

    assert not Debrief.objects.exists()
    assert Report.objects.get().reason is None
