from datetime import timedelta

import pytest

from beenthere.boundaries import access, actions, queries
from beenthere.boundaries.tests.builders import of_talks
from beenthere.kernel.refusals import NotHere
from beenthere.matching import actions as matching
from beenthere.matching import queries as matching_queries
from beenthere.matching.tests.builders import EVENING, a_talk, a_visit, minutes, seconds
from beenthere.people.models import Gate, SupporterProfile
from beenthere.people.tests.builders import a_coordinator, a_member, a_seeker, a_supporter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
ALL = {"understood": True, "age": True, "steady": True}


def ann_agrees(conversation, **answers):
    visit = matching_queries.visit_of_conversation(conversation)
    return actions.agree(
        person=visit.person, side="seeker", visit=visit, version="1", answers=ALL | answers, now=EVENING
    )


def bo_agrees(conversation):
    return actions.agree(
        person=conversation.supporter,
        side="supporter",
        conversation=conversation,
        version="1",
        answers=ALL,
        now=EVENING,
    )


def bo_says(conversation, *kinds, detail="", now=EVENING, **particulars):
    return actions.disclose(
        conversation=conversation,
        supporter=conversation.supporter,
        kinds=kinds,
        detail=detail,
        particulars=particulars,
        now=now,
    )


def ann_answers(conversation, accepts):
    return actions.answer_disclosure(
        conversation=conversation, seeker=conversation.seeker, accepts=accepts, now=seconds(30)
    )


def test_the_first_word_waits_for_both_agreements_the_disclosure_and_the_seekers_choice():
    _visit, _bo, conversation = a_talk()
    steps = [
        ("seeker_agreement", lambda: ann_agrees(conversation)),
        ("supporter_agreement", lambda: bo_agrees(conversation)),
        ("disclosure", lambda: bo_says(conversation, "stranger")),
        ("seeker_answer", lambda: ann_answers(conversation, accepts=True)),
    ]
    for reason, step in steps:
        assert queries.why_not_open(conversation) == reason
        assert conversation.state == "agreeing"
        step()

    conversation.refresh_from_db()
    assert conversation.state == "open"


def test_the_yes_is_stored_once_with_version_time_and_answers():
    _visit, _bo, conversation = a_talk()

    first = ann_agrees(conversation, follow_up=True)
    second = ann_agrees(conversation, follow_up=False)

    assert first == second
    stored = of_talks().get()
    assert (stored.version, stored.at) == ("1", EVENING)
    assert stored.answers == {"understood": True, "age": True, "follow_up": True}


def test_a_box_that_is_needed_is_named_and_nothing_is_stored():
    _visit, _bo, conversation = a_talk()

    with pytest.raises(actions.NotAgreed) as refused:
        ann_agrees(conversation, age=False)

    assert refused.value.boxes == ["age"]
    assert not of_talks().exists()


def test_a_yes_to_words_that_have_changed_is_asked_again():
    visit = a_visit()

    with pytest.raises(actions.WordsHaveChanged):
        actions.agree(person=visit.person, side="seeker", visit=visit, version="0", answers=ALL, now=EVENING)


def test_an_off_duty_clinician_is_named_to_the_seeker_in_plain_words():
    _visit, _bo, conversation = a_talk()
    bo_says(
        conversation,
        "off_duty_clinician",
        "referred",
        detail="I work at the clinic on Hill Road",
        profession="nurse",
        licence_place="Oregon",
    )

    (said,) = queries.disclosures(conversation)

    assert "works as: nurse" in said.sentences[0]
    assert "licence is from: Oregon" in said.sentences[0]
    assert "ask about it" in said.sentences[1]
    assert said.detail == "I work at the clinic on Hill Road"
    assert said.accepts is None


def test_someone_else_please_is_as_easy_as_yes_and_goes_first_in_line():
    visit, bo, conversation = a_talk()
    bo_says(conversation, "know_each_other")

    ended = ann_answers(conversation, accepts=False)

    visit.refresh_from_db()
    assert (ended.state, ended.ended_why) == ("ended", "declined")
    assert matching_queries.place_in_line(visit) == 1
    assert matching.match(seconds(31)) == []


def test_someone_else_please_can_be_said_before_the_supporter_said_anything():
    _visit, _bo, conversation = a_talk()

    with pytest.raises(actions.NothingToAnswer):
        ann_answers(conversation, accepts=True)
    assert ann_answers(conversation, accepts=False).state == "ended"


def test_a_treating_clinician_is_taken_out_kindly_whatever_anybody_says():
    visit, bo, conversation = a_talk()
    ann_agrees(conversation)
    bo_agrees(conversation)

    bo_says(conversation, "off_duty_clinician", "treating_clinician")

    visit.refresh_from_db()
    conversation.refresh_from_db()
    assert conversation.state == "ended"
    assert matching_queries.place_in_line(visit) == 1
    assert matching.match(minutes(1)) == []


def test_a_treating_clinician_who_says_so_at_the_offer_is_not_offered_again():
    visit, bo = a_visit(), a_supporter()
    (offer,) = matching.match(EVENING)

    actions.disclose(offer=offer, supporter=bo, kinds=["treating_clinician"], now=seconds(5))

    assert matching.match(seconds(6)) == []
    assert matching_queries.place_in_line(visit) == 1


def test_a_name_recognised_later_is_said_and_can_be_answered_again():
    _visit, _bo, conversation = a_talk()
    for step in (ann_agrees, bo_agrees):
        step(conversation)
    bo_says(conversation, "stranger")
    ann_answers(conversation, accepts=True)

    actions.disclose(
        conversation=conversation, supporter=conversation.supporter, kinds=["know_each_other"], now=minutes(5)
    )

    assert [said.accepts for said in queries.disclosures(conversation)] == [True, None]
    assert ann_answers(conversation, accepts=True).state == "open"


@pytest.mark.parametrize("kinds", [[], ["cousin"], ["stranger", "referred"]])
def test_unclear_ties_are_asked_again(kinds):
    _visit, _bo, conversation = a_talk()

    with pytest.raises(actions.TiesAreUnclear):
        bo_says(conversation, *kinds)


def test_every_door_of_a_conversation():
    visit, bo, conversation = a_talk()
    ann = visit.person
    strangers = [a_seeker(), a_member(), a_supporter(), a_coordinator(), None]

    assert access.require_side(conversation=conversation, person=ann, side="seeker") == ann
    assert access.require_side(conversation=conversation, person=bo, side="supporter") == bo
    for person, side in [
        (ann, "supporter"),
        (bo, "seeker"),
        (ann, "both"),
        *((cy, "seeker") for cy in strangers),
    ]:
        with pytest.raises(NotHere):
            access.require_side(conversation=conversation, person=person, side=side)


def test_cy_agrees_discloses_and_answers_nothing():
    visit, _bo, conversation = a_talk()
    cy = a_supporter()

    with pytest.raises(NotHere):
        actions.agree(person=cy, side="seeker", visit=visit, version="1", answers=ALL, now=EVENING)
    with pytest.raises(NotHere):
        actions.disclose(conversation=conversation, supporter=cy, kinds=["stranger"], now=EVENING)
    with pytest.raises(NotHere):
        actions.answer_disclosure(conversation=conversation, seeker=cy, accepts=True, now=EVENING)
    with pytest.raises(NotHere):
        actions.disclose(supporter=cy, kinds=["stranger"], now=EVENING)


def test_a_supporter_who_never_comes_is_let_go_after_two_minutes_and_a_seeker_after_ten():
    visit, _bo, conversation = a_talk()
    ann_agrees(conversation)

    assert actions.let_go_of_the_silent(now=minutes(1)) == 0
    assert actions.let_go_of_the_silent(now=minutes(2)) == 1
    visit.refresh_from_db()
    assert matching_queries.place_in_line(visit) == 1


def all_but_the_last_yes():
    visit, bo, conversation = a_talk()
    ann_agrees(conversation)
    bo_agrees(conversation)
    bo_says(conversation, "stranger")
    return visit, bo, conversation


def paused(bo):
    # As it stands in the rows while nobody has heard of it: the event may be late, or lost with its process.
    SupporterProfile.objects.filter(person=bo).update(paused_at=seconds(20))


def without_identity(bo):
    Gate.objects.filter(profile__person=bo, gate="identity").delete()


@pytest.mark.parametrize("happens", [paused, without_identity])
def test_who_lost_a_gate_since_their_yes_opens_no_talk_and_the_seeker_goes_first(happens):
    visit, bo, conversation = all_but_the_last_yes()
    a_visit(now=EVENING)
    happens(bo)

    ended = ann_answers(conversation, accepts=True)

    visit.refresh_from_db()
    assert (ended.state, ended.ended_why, ended.opened_at) == ("ended", "handed_over", None)
    assert (visit.state, visit.is_first, matching_queries.place_in_line(visit)) == ("waiting", True, 1)


def test_a_gate_that_runs_out_between_the_yes_and_the_first_word_opens_no_talk(settings):
    _visit, _bo, conversation = all_but_the_last_yes()
    settings.TABLE = settings.TABLE.model_copy(update={"training_days": 1})
    late = EVENING + timedelta(days=1)

    talk = actions.answer_disclosure(
        conversation=conversation, seeker=conversation.seeker, accepts=True, now=late
    )

    assert talk.state == "ended"


def test_a_seeker_who_never_answers_has_left_unserved():
    visit, _bo, conversation = a_talk()
    ann_agrees(conversation)
    bo_agrees(conversation)
    bo_says(conversation, "stranger")

    assert actions.let_go_of_the_silent(now=minutes(9)) == 0
    assert actions.let_go_of_the_silent(now=minutes(10)) == 1
    visit.refresh_from_db()
    assert (visit.state, visit.ended_why) == ("unserved", "left")
