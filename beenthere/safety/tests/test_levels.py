"""Action levels: what answers call for, who may change them, when a talk may close, who rests, and the log."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beenthere.boundaries.tests.builders import an_open_talk
from beenthere.conversations import actions as conversations
from beenthere.matching.tests.builders import minutes as matching_minutes
from beenthere.people import actions as people
from beenthere.people import queries as people_queries
from beenthere.people.tests.builders import a_coordinator, a_member
from beenthere.safety import actions as paging
from beenthere.safety.levels import actions, catalog, queries, registers, rules, whole
from beenthere.safety.levels.rules import Closing
from beenthere.safety.models import LevelChange, Page, SafetyCheck, SafetyLog
from tests.builders import EVENING, later

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def said(thoughts="not_asked", plan="not_asked", means="not_asked", timing="not_asked", now="not_asked"):
    return {"thoughts": thoughts, "plan": plan, "means": means, "timing": timing, "now": now}


# -- rules -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "level", "following"),
    [
        ({}, 0, "thoughts"),
        (said("no"), 0, "reasons"),
        (said("not_sure"), 1, "plan"),
        (said("yes"), 2, "plan"),
        (said("yes", "no"), 2, "means"),
        (said("yes", "no", "no", "no", "no"), 2, "reasons"),
        (said("yes", "yes"), 3, "means"),
        (said("yes", "not_sure"), 3, "means"),
        (said("yes", "no", "yes"), 3, "timing"),
        (said("yes", "no", "no", "yes"), 3, "now"),
        (said("yes", now="yes"), 4, "reasons"),
        (said("yes", now="not_sure"), 4, "reasons"),
        (said("no", "yes"), 3, "means"),
        (said("no", now="yes"), 4, "reasons"),
        (said("no idea"), 1, "plan"),
    ],
)
def test_answers_call_for_a_level_and_for_the_next_question(answers, level, following):
    assert rules.level_of(answers) == level
    assert rules.next_question(answers) == following


@pytest.mark.parametrize(
    ("answers", "contradicts"),
    [
        (said("no", "yes"), True),
        (said("no", now="yes"), True),
        (said("no"), False),
        (said("yes", "yes"), False),
    ],
)
def test_answers_that_contradict_each_other_are_said(answers, contradicts):
    assert rules.contradicts(answers) is contradicts


@given(st.dictionaries(st.sampled_from(rules.QUESTIONS), st.sampled_from([*rules.ANSWERS, "?", ""])))
def test_a_yes_more_never_calls_for_less(answers):
    for question in rules.QUESTIONS:
        assert rules.level_of({**answers, question: "yes"}) >= rules.level_of({**answers, question: "no"})


@pytest.mark.parametrize(
    ("before", "after", "role", "reason", "why"),
    [
        (0, 3, "supporter", "", ""),
        (0, 3, "seeker", "", ""),
        (3, 2, "supporter", "calmer", "not_you"),
        (3, 2, "seeker", "calmer", "not_you"),
        (3, 2, "on_call", "", "no_reason"),
        (3, 2, "on_call", " ", "no_reason"),
        (3, 2, "on_call", "she gave them to her brother", ""),
        (3, 0, "coordinator", "false alarm", ""),
        (0, 5, "on_call", "", "unknown"),
        (0, -1, "on_call", "", "unknown"),
        (0, 2, "reader", "", "unknown"),
    ],
)
def test_anybody_raises_and_only_an_approved_person_lowers_with_a_reason(before, after, role, reason, why):
    assert rules.why_not_change(before=before, after=after, role=role, reason=reason) == why


NOW = EVENING


@pytest.mark.parametrize(
    ("closing", "why"),
    [
        (Closing(0), ""),
        (Closing(1), ""),
        (Closing(2), "recheck"),
        (Closing(2, NOW - timedelta(minutes=11), 0), "recheck"),
        (Closing(2, NOW - timedelta(minutes=9), 2), ""),
        (Closing(3, NOW - timedelta(minutes=1), 3), "stay"),
        (Closing(3, NOW - timedelta(minutes=1), 1), "stay"),
        (Closing(2, on_call_leads=True), ""),
        (Closing(3, on_call_leads=True), "stay"),
        (Closing(4, on_call_leads=True), "stay"),
        (Closing(4), "recheck"),
    ],
)
def test_a_talk_at_a2_is_not_closed_by_mistake(closing, why):
    assert rules.why_not_close(closing, NOW) == why


@pytest.mark.parametrize(("level", "is_heavy"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_one_talk_is_enough_beside_a2(level, is_heavy):
    assert rules.is_heavy(level) is is_heavy


@pytest.mark.parametrize(
    ("step", "by", "contact_by", "why"),
    [
        ("asked_consent", 1, None, ""),
        ("contact_made", 1, None, ""),
        ("confirmed", 1, None, "too_early"),
        ("confirmed", 1, 1, "same_person"),
        ("confirmed", 2, 1, ""),
        ("anything", 1, None, "unknown"),
    ],
)
def test_a_second_person_confirms_that_contact_was_made(step, by, contact_by, why):
    assert rules.why_not_step(step, by=by, contact_by=contact_by) == why


def test_the_words_are_whole():
    assert catalog.problems() == []


def test_broken_words_are_named(tmp_path):
    path = tmp_path / "questions.yml"
    path.write_text("questions: []\nlevels: []\nreasons: {ask: a, why: ''}\n")

    assert len(catalog.problems(path)) == 3
    path.write_text("{")
    assert "can not be read" in catalog.problems(path)[0].what


# -- actions ----------------------------------------------------------------------


@pytest.fixture
def talk():
    return an_open_talk()


def raise_to(talk, level, role="supporter", **more):
    return actions.set_level(
        conversation=talk, level=level, role=role, by=talk.supporter, now=EVENING, **more
    )


def test_raising_calls_a_human_in_the_same_commit_and_the_same_level_changes_nothing(talk):
    assert raise_to(talk, 2).level == 2
    assert raise_to(talk, 2) is None

    assert [page.why for page in Page.objects.all()] == ["level_2"]
    assert queries.level_of(talk) == 2


def test_a_call_that_fails_takes_the_level_back_and_is_not_silent(talk, monkeypatch):
    monkeypatch.setattr(actions.paging, "page_on_call", lambda **named: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        raise_to(talk, 3)

    assert queries.level_of(talk) == 0
    assert not SafetyLog.objects.exists()


def test_the_supporter_can_not_lower_and_on_call_can_with_a_reason_that_is_sealed(talk):
    dee = a_coordinator()
    raise_to(talk, 3)

    with pytest.raises(actions.LevelIsNotYours):
        raise_to(talk, 1, reason="calmer")
    actions.set_level(
        conversation=talk, level=1, role="on_call", by=dee, reason="gave them away", now=later(minutes=9)
    )

    assert queries.level_of(talk) == 1
    assert b"gave them away" not in bytes(LevelChange.objects.last().reason)


def test_two_who_lower_at_once_the_second_is_told_to_look_again(talk):
    dee = a_coordinator()
    raise_to(talk, 3)
    lower = {"conversation": talk, "role": "on_call", "by": dee, "reason": "calmer", "expected": 3}

    actions.set_level(level=2, now=later(minutes=5), **lower)
    with pytest.raises(actions.SomebodyElseDid):
        actions.set_level(level=0, now=later(minutes=5), **lower)

    assert queries.level_of(talk) == 2


def test_answers_raise_at_once_and_never_lower(talk):
    keep = {"conversation": talk, "by": talk.supporter, "now": EVENING}
    actions.keep_answers(answers=said("yes", "yes"), **keep)
    assert queries.level_of(talk) == 3

    actions.keep_answers(answers=said("no"), is_recheck=True, **keep)
    assert queries.level_of(talk) == 3
    assert SafetyCheck.objects.count() == 2


@pytest.mark.parametrize(
    ("answers", "opened"),
    [
        (said("yes", "yes"), ["level_3"]),
        (said(now="yes"), ["level_4"]),
        (said("yes", "no", "no", "no", "no"), []),
    ],
)
def test_grave_answers_given_again_call_again_once_the_first_call_was_taken(talk, answers, opened):
    raise_to(talk, 3)
    paging.acknowledge(page=Page.objects.get(), person=a_coordinator(), now=later(minutes=1))

    actions.keep_answers(conversation=talk, answers=answers, by=talk.supporter, now=later(minutes=5))

    assert [page.why for page in Page.objects.open()] == opened


def test_answers_nobody_understands_count_as_not_sure(talk):
    row = actions.keep_answers(
        conversation=talk, answers={"now": "perhaps", "shoe size": "9"}, by=None, now=EVENING
    )

    assert row.answers == {"now": "not_sure"}
    assert queries.level_of(talk) == 4


def test_closing_waits_for_a_recheck_and_on_call_may_let_it_go(talk):
    dee = a_coordinator()
    raise_to(talk, 3)
    assert queries.why_not_close(talk, now=EVENING) == "recheck"

    check = {"conversation": talk, "by": talk.supporter, "is_recheck": True}
    actions.keep_answers(answers=said("yes", "yes", now="no"), now=EVENING, **check)
    assert queries.why_not_close(talk, now=later(minutes=1)) == "stay"

    actions.join(conversation=talk, person=dee, mode="background", now=EVENING)
    assert queries.why_not_close(talk, now=later(minutes=1)) == "stay"
    actions.join(conversation=talk, person=dee, mode="lead", now=EVENING)
    assert queries.why_not_close(talk, now=later(minutes=1)) == "stay"
    lower = {"role": "on_call", "by": dee, "reason": "her brother is with her"}
    actions.set_level(conversation=talk, level=2, now=later(minutes=2), **lower)
    assert queries.why_not_close(talk, now=later(minutes=2)) == "stay"
    actions.hear({(talk.pk, dee.pk)}, now=later(minutes=2))
    assert queries.why_not_close(talk, now=later(minutes=2)) == ""
    assert actions.hand_back(conversation=talk, person=dee, now=later(minutes=2))
    assert queries.why_not_close(talk, now=later(minutes=3)) == "stay"


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ({}, False),
        (said(), False),
        (said("no"), False),
        (said(now="no"), False),
        (said("no", now="no"), True),
        (said("not_sure", now="no"), True),
    ],
)
def test_a_blank_recheck_is_none(talk, answers, counts):
    assert rules.counts_as_recheck(answers) is counts

    raise_to(talk, 2)
    recheck = {"conversation": talk, "by": talk.supporter, "is_recheck": True, "now": EVENING}
    actions.keep_answers(answers=answers, **recheck)

    assert (queries.why_not_close(talk, now=later(minutes=1)) == "") is counts


def test_a_heavy_talk_is_the_only_one_and_after_a3_there_is_a_rest(talk):
    bo = talk.supporter
    people.set_availability(supporter=bo, is_available=True, now=EVENING)
    raise_to(talk, 3)
    assert not people_queries.the_profile_of(person=bo).is_available

    conversations.end(conversation=talk, side="supporter", why="closed", now=later(minutes=20))
    actions.talk_is_over(conversation=talk, now=later(minutes=20))

    with pytest.raises(people.StillResting):
        people.set_availability(supporter=bo, is_available=True, now=later(minutes=49))
    people.set_availability(supporter=bo, is_available=True, now=later(minutes=51))


def test_who_is_in_a_heavy_talk_can_not_say_that_they_are_free(talk):
    bo = talk.supporter
    people.set_availability(supporter=bo, is_available=True, now=EVENING)
    raise_to(talk, 2)

    with pytest.raises(people.StillResting):
        people.set_availability(supporter=bo, is_available=True, now=later(minutes=5))


def test_the_timer_lets_a_supporter_back_whose_event_was_lost(talk):
    bo = talk.supporter
    people.set_availability(supporter=bo, is_available=True, now=EVENING)
    raise_to(talk, 2)
    assert actions.let_supporters_back(now=later(minutes=1)) == 0
    type(talk).objects.filter(pk=talk.pk).update(state="ended", ended_at=later(minutes=20))

    actions.let_supporters_back(now=later(minutes=21))

    assert people_queries.the_profile_of(person=bo).is_available


def test_after_a_talk_at_a2_nobody_rests_but_is_offered_talks_again(talk):
    bo = talk.supporter
    people.set_availability(supporter=bo, is_available=True, now=EVENING)
    raise_to(talk, 2)

    conversations.end(conversation=talk, side="supporter", why="closed", now=later(minutes=20))
    actions.talk_is_over(conversation=talk, now=later(minutes=20))

    assert people_queries.the_profile_of(person=bo).is_available


def test_a_supporter_who_went_away_by_themselves_stays_away(talk):
    people.set_availability(supporter=talk.supporter, is_available=False, now=EVENING)
    raise_to(talk, 2)

    conversations.end(conversation=talk, side="supporter", why="closed", now=later(minutes=20))
    actions.talk_is_over(conversation=talk, now=later(minutes=20))

    assert not people_queries.the_profile_of(person=talk.supporter).is_available


@pytest.mark.parametrize(("level", "called"), [(0, False), (2, False), (3, True), (4, True)])
def test_a_seeker_who_drops_at_a3_calls_a_human_once(talk, level, called):
    if level:
        raise_to(talk, level)
    dropped_at = matching_minutes(1)

    assert actions.seeker_dropped(conversation=talk, now=dropped_at) is called
    assert not actions.seeker_dropped(conversation=talk, now=dropped_at)
    assert Page.objects.filter(why="dropped").exists() is called


def test_the_timer_sees_a_drop_whose_event_was_lost(talk):
    raise_to(talk, 4)
    conversations.see(conversation_id=talk.pk, side="seeker", now=EVENING)
    conversations.notice_missing(now=later(minutes=1))

    assert actions.look_for_dropped(now=later(minutes=1)) == 1
    assert actions.look_for_dropped(now=later(minutes=2)) == 0


def test_ticking_needs_a_second_person_for_the_last_step(talk):
    dee, eli = a_coordinator(), a_member()
    for step in ("asked_consent", "called_emergency", "contact_made", "contact_made"):
        actions.tick(conversation=talk, step=step, person=dee, now=EVENING)

    with pytest.raises(actions.CanNotTick):
        actions.tick(conversation=talk, step="confirmed", person=dee, now=EVENING)
    actions.tick(conversation=talk, step="confirmed", person=eli, now=EVENING)

    assert set(queries.ticked(talk)) == {"asked_consent", "called_emergency", "contact_made", "confirmed"}


def test_erasing_ann_takes_her_levels_and_answers_and_leaves_the_chain_whole(talk):
    actions.keep_answers(conversation=talk, answers=said("yes", "yes"), by=talk.supporter, now=EVENING)
    shown = registers.export_levels(talk.seeker)
    assert shown["action_levels"][0]["level"] == "A3"
    assert shown["safety_questions"][0]["answers"]["plan"] == "yes"

    registers.erase_levels(talk.seeker, EVENING)

    assert not LevelChange.objects.exists()
    assert not SafetyCheck.objects.exists()
    assert queries.log_is_whole()


# -- the log -----------------------------------------------------------------------


def test_a_row_that_is_changed_or_taken_out_breaks_the_chain(talk):
    for level in (1, 2, 3):
        raise_to(talk, level)
    assert whole.first_broken() is None

    middle = SafetyLog.objects.all()[1]
    SafetyLog.objects.filter(pk=middle.pk).update(facts={"level": 0})
    assert whole.first_broken() == middle

    SafetyLog.objects.filter(pk=middle.pk).update(facts=middle.facts)
    assert whole.first_broken() is None
    middle.delete()
    assert not queries.log_is_whole()


def test_erasing_a_talk_does_not_break_the_chain_and_a_link_says_what_was_let_go(talk):
    raise_to(talk, 2)
    rows = list(SafetyLog.objects.filter(conversation=talk).values_list("pk", flat=True))

    registers.erase_levels(talk.seeker, EVENING)

    assert queries.log_is_whole()
    assert SafetyLog.objects.get(what="let_go").facts == {"rows": rows}
    assert not SafetyLog.objects.exclude(conversation=None, salt="").exists()
