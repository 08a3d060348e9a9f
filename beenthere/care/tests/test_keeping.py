"""Whom Ann names, what she writes for herself, and whom a supporter names to her."""

from datetime import timedelta

import pytest
from django.db import connection

from beenthere.boundaries import queries as ties
from beenthere.care import access, actions, queries
from beenthere.care.models import (
    CareContact,
    DirectoryEntry,
    Sentences,
    Suggestion,
)
from beenthere.care.tests.builders import (
    DAY,
    ELI,
    ENTRY,
    EVENING,
    SENTENCES,
    a_contact,
    a_talk_with_words,
    an_entry,
)
from beenthere.conversations import actions as talks
from beenthere.kernel.refusals import NotHere, TooMuch
from beenthere.kernel.wording import WordsAreUnsafe
from beenthere.people.tests.builders import a_coordinator, a_seeker, a_supporter

pytestmark = pytest.mark.django_db


# ---- whom Ann names -----------------------------------------------------------------------------


def test_ann_names_eli_and_only_ciphertext_lies_on_the_disk():
    ann = a_seeker()

    row = a_contact(ann, may_know="not about my sister")

    (found,) = queries.contacts_of(ann)
    assert (found.name, found.email, found.may_know) == ("Eli", "eli@practice.example", "not about my sister")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM care_carecontact")
        assert b"Eli" not in bytes(cursor.fetchone()[0])
    assert row.owner_id == ann.pk
    assert queries.contacts_of(a_seeker()) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [({"role": ""}, "role"), ({"name": " "}, "name"), ({"email": ""}, "reach"), ({"email": "eli"}, "email")],
)
def test_who_is_not_clear_is_not_kept(said, field):
    with pytest.raises(actions.ContactIsUnclear) as refused:
        a_contact(**said)

    assert refused.value.field == field
    assert not CareContact.objects.exists()


def test_cy_neither_sees_changes_nor_forgets_anns_contact():
    row, cy = a_contact(), a_seeker()

    for deed in (
        lambda: access.own_contact(owner=cy, key=row.key),
        lambda: actions.change_contact(owner=cy, key=row.key, said=ELI, until=None, now=EVENING),
        lambda: actions.forget_contact(owner=cy, key=row.key, now=EVENING),
        lambda: actions.begin(owner=cy, contact_key=row.key, now=EVENING),
    ):
        with pytest.raises(NotHere):
            deed()


def test_ten_people_are_enough():
    ann = a_seeker()
    for _one in range(10):
        a_contact(ann)

    with pytest.raises(TooMuch):
        a_contact(ann)


# ---- three sentences ----------------------------------------------------------------------------


def test_three_sentences_are_kept_changed_and_forgotten():
    ann = a_seeker()

    row = actions.write_sentences(owner=ann, said=SENTENCES, now=EVENING)
    actions.write_sentences(owner=ann, said=SENTENCES | {"was": "Lighter now."}, key=row.key, now=EVENING)

    (one,) = queries.sentences_of(ann)
    assert [asked.text for asked in one.answers] == [SENTENCES["happened"], "Lighter now.", SENTENCES["want"]]
    with pytest.raises(NotHere):
        actions.write_sentences(owner=a_seeker(), said=SENTENCES, key=row.key, now=EVENING)
    actions.forget_sentences(owner=ann, key=row.key)
    assert not Sentences.objects.exists()


def test_one_of_three_is_enough_and_none_is_not():
    ann = a_seeker()

    assert actions.write_sentences(owner=ann, said={"want": "rest"}, now=EVENING)
    with pytest.raises(actions.NothingSaid):
        actions.write_sentences(owner=ann, said={"want": "  "}, now=EVENING)
    with pytest.raises(TooMuch):
        actions.write_sentences(owner=ann, said={"want": "x" * 501}, now=EVENING)


# ---- people to turn to --------------------------------------------------------------------------


def test_an_entry_says_its_source_and_when_it_was_checked():
    entry = an_entry()

    assert (entry.source, entry.checked_on) == ("Called by the team", EVENING.date())
    actions.check_entry(by=a_coordinator(), entry=entry, now=EVENING + 30 * DAY)
    assert DirectoryEntry.objects.get().checked_on == (EVENING + 30 * DAY).date()


@pytest.mark.parametrize("name", [name for name in ENTRY if name != "first_sentence"])
def test_an_entry_with_a_gap_is_not_kept(name):
    with pytest.raises(actions.EntryIsUnclear):
        an_entry(**{name: " "})
    assert not DirectoryEntry.objects.exists()


def test_an_operators_words_are_held_against_safe_messaging():
    with pytest.raises(WordsAreUnsafe):
        an_entry(about="For people after a failed suicide attempt.")
    assert not DirectoryEntry.objects.exists()


def test_ann_keeps_a_first_sentence_and_the_entry_may_go_without_taking_it_along():
    ann, entry = a_seeker(), an_entry()

    row = actions.keep_entry(owner=ann, entry=entry, said={"sentence": "Hello, I am Ann."}, now=EVENING)
    again = actions.keep_entry(owner=ann, entry=entry, said={"sentence": "Hello."}, now=EVENING)
    actions.remove_entry(by=a_coordinator(), entry=entry, now=EVENING)

    assert again.pk == row.pk
    (own,) = queries.own_entries_of(ann)
    assert (own.name, own.cost, own.sentence, own.entry_key) == (ENTRY["name"], "Nothing", "Hello.", "")
    with pytest.raises(NotHere):
        actions.keep_entry(owner=a_seeker(), key=row.key, said={"name": "x"}, now=EVENING)


def test_a_supporters_suggestion_makes_the_tie_that_both_read():
    ann, bo, entry = a_seeker(), a_supporter(), an_entry()
    talk = a_talk_with_words(ann, bo)

    for _press in range(2):
        actions.suggest(supporter=bo, talk_key=talk.key, entry=entry, now=EVENING)

    (suggested,) = queries.suggestions_for(ann)
    assert (suggested.entry, suggested.by) == (entry, "Bo")
    (said,) = ties.disclosures(talk)
    assert said.kinds == ("referred",)
    assert entry.name in said.detail
    assert "once named your therapist or doctor" in ties.standing_lines(talk)[0]
    assert Suggestion.objects.count() == 1


def test_other_ties_stand_beside_it_and_a_clinicians_job_is_not_asked_again():
    from beenthere.boundaries import actions as boundaries

    ann, bo = a_seeker(), a_supporter()
    talk = a_talk_with_words(ann, bo)
    job = {"profession": "nurse", "licence_place": "Vienna"}
    boundaries.disclose(
        supporter=bo,
        conversation=talk,
        kinds=["stranger", "off_duty_clinician"],
        particulars=job,
        now=EVENING - timedelta(minutes=1),
    )

    actions.suggest(supporter=bo, talk_key=talk.key, entry=an_entry(), now=EVENING)

    row = ties.latest_row(talk)
    assert row.kinds == ["off_duty_clinician", "referred"]
    assert ties.particulars(row) == job


def test_nobody_suggests_in_a_talk_that_is_not_theirs_or_over():
    ann, bo, entry = a_seeker(), a_supporter(), an_entry()
    talk = a_talk_with_words(ann, bo)

    for other in (a_supporter(name="Kim"), ann):
        with pytest.raises(NotHere):
            actions.suggest(supporter=other, talk_key=talk.key, entry=entry, now=EVENING)
    talks.end(conversation=talk, side="seeker", why="closed", now=EVENING)
    with pytest.raises(NotHere):
        actions.suggest(supporter=bo, talk_key=talk.key, entry=entry, now=EVENING)
    assert not Suggestion.objects.exists()
