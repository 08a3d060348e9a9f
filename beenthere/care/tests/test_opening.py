"""Eli opens it, it ends, and what is left of it; on a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from beenthere.care import access, actions, assembly, events, queries, queries_handing, registers, rules
from beenthere.care.models import (
    CareContact,
    HandOver,
    Opening,
    OwnEntry,
    Sentences,
)
from beenthere.care.tests.builders import (
    DAY,
    EVENING,
    SENTENCES,
    a_contact,
    a_draft,
    a_hand_over,
    a_talk_with_words,
    an_entry,
    seen,
)
from beenthere.kernel.refusals import NotHere, TooMuch
from beenthere.people.models import Person
from beenthere.people.tests.builders import a_seeker, a_supporter
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as kept
from beenthere.privacy.models import AuditEntry, DataKey

pytestmark = pytest.mark.django_db


# ---- opening ------------------------------------------------------------------------------------


def test_eli_opens_with_link_and_code_once_for_half_an_hour():
    row, token, code = a_hand_over()

    grant = actions.open_with_code(token=token, code=rules.shown_code(code).lower(), now=EVENING)

    for after, is_in in [
        (timedelta(0), True),
        (timedelta(minutes=29, seconds=59), True),
        (timedelta(minutes=30), False),
    ]:
        assert bool(access.opened(token=token, grant=grant, now=EVENING + after)) is is_in
    with pytest.raises(actions.CodeDoesNotOpen):
        actions.open_with_code(token=token, code=code, now=EVENING)
    assert queries_handing.given(row, now=EVENING).openings == (EVENING,)
    assert AuditEntry.objects.filter(deed="hand-over opened", about=row.key).count() == 1


def test_a_new_code_opens_again_and_the_one_before_no_longer():
    row, token, code = a_hand_over()

    fresh = actions.new_code(owner=row.owner, key=row.key, now=EVENING)

    with pytest.raises(actions.CodeDoesNotOpen):
        actions.open_with_code(token=token, code=code, now=EVENING)
    assert actions.open_with_code(token=token, code=fresh, now=EVENING)
    with pytest.raises(NotHere):
        actions.new_code(owner=a_seeker(), key=row.key, now=EVENING)


def test_five_wrong_codes_shut_the_link_for_an_hour_also_for_the_right_one():
    row, token, code = a_hand_over()
    for _try in range(5):
        with pytest.raises(actions.CodeDoesNotOpen):
            actions.open_with_code(token=token, code="AAAA AAAA", now=EVENING)

    for later in (timedelta(0), timedelta(minutes=59)):
        with pytest.raises(actions.TooManyCodes):
            actions.open_with_code(token=token, code=code, now=EVENING + later)
    given = queries_handing.given(row, now=EVENING)
    row.refresh_from_db()
    assert queries_handing.given(row, now=EVENING).shut_at == EVENING
    assert queries_handing.given(row, now=EVENING).is_shut
    assert given.openings == ()
    assert actions.open_with_code(token=token, code=code, now=EVENING + timedelta(hours=1))


def test_the_grant_of_one_browser_opens_nothing_for_another_link():
    ann = a_seeker()
    _one, token, code = a_hand_over(ann)
    _other, other_token, _other_code = a_hand_over(ann)
    grant = actions.open_with_code(token=token, code=code, now=EVENING)

    assert access.opened(token=other_token, grant=grant, now=EVENING) is None
    assert access.opened(token=token, grant="", now=EVENING) is None
    assert access.opened(token=token, grant="x", now=EVENING) is None


@pytest.mark.parametrize(
    "how", ["over", "taken back", "consent withdrawn", "contact forgotten", "erased", "unknown"]
)
def test_a_link_that_is_over_looks_like_one_that_never_was(how):
    row, token, code = a_hand_over()
    grant = actions.open_with_code(token=token, code=code, now=EVENING)
    now = EVENING + timedelta(minutes=1)
    if how == "over":
        now = row.until
    elif how == "taken back":
        actions.revoke(owner=row.owner, key=row.key, now=now)
    elif how == "consent withdrawn":
        privacy.withdraw_consent(person=row.owner, purpose=access.purpose_of(row), now=now)
    elif how == "contact forgotten":
        actions.forget_contact(owner=row.owner, key=row.contact.key, now=now)
    elif how == "erased":
        privacy.erase_person(person=Person.objects.get(pk=row.owner_id), now=now)
    else:
        token = "never-made"

    with pytest.raises(NotHere) as refused:
        actions.open_with_code(token=token, code=code, now=now)
    assert str(refused.value) == ""
    with pytest.raises(NotHere):
        access.opened(token=token, grant=grant, now=now)


def test_taking_it_back_destroys_the_key_and_leaves_only_anns_log():
    row, token, code = a_hand_over()
    actions.open_with_code(token=token, code=code, now=EVENING)

    for _time in range(2):
        actions.revoke(owner=row.owner, key=row.key, now=EVENING + DAY)

    assert not DataKey.objects.filter(subject=queries.subject_of(row)).exists()
    row.refresh_from_db()
    assert (row.body, row.token, row.digest, row.code_hash) == (None, None, None, "")
    (given,) = queries_handing.given_of(row.owner, now=EVENING + DAY)
    assert (given.state, given.to_name, given.openings, given.link) == ("taken-back", "Eli", (EVENING,), "")
    assert AuditEntry.objects.filter(deed="hand-over taken back").count() == 1
    with pytest.raises(NotHere):
        actions.new_code(owner=row.owner, key=row.key, now=EVENING + DAY)


def test_cy_and_bo_take_nothing_back_and_change_nothing():
    row, _token, _code = a_hand_over()
    draft = a_draft(row.owner)

    for other in (a_seeker(), a_supporter()):
        for deed in (
            lambda other: actions.revoke(owner=other, key=row.key, now=EVENING),
            lambda other: actions.new_code(owner=other, key=row.key, now=EVENING),
            lambda other: actions.choose(owner=other, key=draft.key, wish=rules.Wish()),
            lambda other: actions.preview(owner=other, key=draft.key, now=EVENING),
            lambda other: actions.agree(owner=other, key=draft.key, seen=seen(draft), now=EVENING),
            lambda other: actions.forget_hand_over(owner=other, key=row.key, now=EVENING),
        ):
            with pytest.raises(NotHere):
                deed(other)
    assert queries_handing.given(row, now=EVENING).state == "open"


def test_its_day_destroys_it_once():
    row, _token, _code = a_hand_over(days=1)

    assert actions.end_due(now=EVENING + DAY - timedelta(seconds=1)) == 0
    assert actions.end_due(now=EVENING + DAY) == 1
    assert actions.end_due(now=EVENING + DAY) == 0

    assert not DataKey.objects.filter(subject=queries.subject_of(row)).exists()
    assert not kept.has_consented(person=row.owner, purpose=access.purpose_of(row))


def test_what_was_sent_can_not_be_chosen_anew():
    row, _token, _code = a_hand_over()

    with pytest.raises(NotHere):
        actions.choose(owner=row.owner, key=row.key, wish=rules.Wish(pieces=("own",), own="other"))


# ---- erasing, taking along, forgetting ---------------------------------------------------------


def test_erasing_ann_kills_her_links_and_leaves_cys():
    ann, cy = a_seeker(), a_seeker()
    row, _token, _code = a_hand_over(ann)
    _cys, cys_token, cys_code = a_hand_over(cy)
    actions.write_sentences(owner=ann, said=SENTENCES, now=EVENING)
    actions.keep_entry(owner=ann, said={"name": "Kai"}, now=EVENING)
    subjects = [queries.subject_of(row), queries.own_subject(ann)]

    privacy.erase_person(person=ann, now=EVENING)

    assert not DataKey.objects.filter(subject__in=subjects).exists()
    for table in (HandOver, CareContact):
        assert [one.owner_id for one in table.objects.all()] == [cy.pk]
    assert not Sentences.objects.exists()
    assert not OwnEntry.objects.exists()
    assert actions.open_with_code(token=cys_token, code=cys_code, now=EVENING)


def test_erasing_bo_takes_his_name_from_what_he_suggested():
    ann, bo = a_seeker(), a_supporter()
    talk = a_talk_with_words(ann, bo)
    actions.suggest(supporter=bo, talk_key=talk.key, entry=an_entry(), now=EVENING)

    privacy.erase_person(person=bo, now=EVENING)

    assert [one.by for one in queries.suggestions_for(ann)] == ["your supporter"]


def test_anns_download_holds_all_of_it_and_nothing_of_cys():
    ann, cy = a_seeker(), a_seeker()
    a_contact(cy, name="Cys doctor")
    a_hand_over(ann)
    actions.write_sentences(owner=ann, said=SENTENCES, now=EVENING)
    actions.keep_entry(owner=ann, said={"name": "Kai"}, now=EVENING)

    found = str(kept.everything_about(person=ann, now=EVENING)["care"])

    for words in ("Eli", "I am so tired.", SENTENCES["want"], "Kai"):
        assert words in found
    assert "Cys doctor" not in found
    assert "care" not in kept.everything_about(person=a_seeker(), now=EVENING)


@pytest.mark.parametrize(
    ("has_code", "days", "stays"),
    [(False, 30, True), (False, 31, False), (True, 365, True), (True, 366, False)],
)
def test_what_nobody_comes_back_to_is_forgotten(has_code, days, stays, settings):
    settings.TABLE = settings.TABLE.model_copy(update={"keep_days": 30})
    ann = a_seeker()
    a_contact(ann)
    if has_code:
        privacy.make_return_code(person=ann, now=EVENING)

    registers.forget_when_nobody_comes_back(EVENING + days * DAY)

    assert CareContact.objects.exists() is stays


def test_the_log_of_what_is_over_goes_after_the_days_words_are_kept(settings):
    settings.TABLE = settings.TABLE.model_copy(update={"keep_days": 30})
    row, token, code = a_hand_over(days=1)
    actions.open_with_code(token=token, code=code, now=EVENING)
    actions.end_due(now=EVENING + DAY)

    registers.forget_old_hand_overs(EVENING + 30 * DAY)
    assert HandOver.objects.filter(pk=row.pk).exists()
    registers.forget_old_hand_overs(EVENING + 31 * DAY)
    assert not HandOver.objects.filter(pk=row.pk).exists()
    assert not Opening.objects.exists()


def test_events_carry_ids_only(django_capture_on_commit_callbacks):
    heard = []
    from beenthere.kernel import bus

    for kind in (events.HandOverAgreed, events.HandOverOpened, events.HandOverTakenBack):
        bus.listens_to(kind)(heard.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            row, token, code = a_hand_over()
            actions.open_with_code(token=token, code=code, now=EVENING)
            actions.revoke(owner=row.owner, key=row.key, now=EVENING)
    finally:
        for kind in (events.HandOverAgreed, events.HandOverOpened, events.HandOverTakenBack):
            bus._listeners[kind].remove(heard.append) if heard.append in bus._listeners[kind] else None
    assert [type(one).__name__ for one in heard] == ["HandOverAgreed", "HandOverOpened", "HandOverTakenBack"]
    assert {one.hand_over_id for one in heard} == {row.pk}


def test_sixty_lines_are_enough_and_own_words_have_an_end():
    row = a_draft()
    wish = queries_handing.wish_of(row)

    with pytest.raises(TooMuch):
        actions.choose(owner=row.owner, key=row.key, wish=replace(wish, own="x" * 3001))
    lines = tuple(f"line:talk:{number}" for number in range(61))
    with pytest.raises(TooMuch):
        actions.choose(owner=row.owner, key=row.key, wish=replace(wish, pieces=lines))


def test_what_may_be_chosen_names_own_lines_before_the_others():
    ann = a_seeker()
    a_talk_with_words(ann)

    (talk,) = assembly.choices(ann).talks

    assert [line.text for line in talk.own] == ["Anns first line", "Anns second line"]
    assert [line.text for line in talk.theirs] == ["Bos secret line"]
    assert assembly.choices(a_seeker()).talks == ()
