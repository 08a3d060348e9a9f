"""What Ann puts together, says yes to and sends, on a real database."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from beenthere.care import access, actions, queries, queries_handing, rules
from beenthere.care.models import (
    HandOver,
)
from beenthere.care.tests.builders import (
    DAY,
    ELI,
    EVENING,
    SENTENCES,
    a_contact,
    a_draft,
    a_hand_over,
    a_talk_with_words,
    seen,
)
from beenthere.conversations import writer
from beenthere.kernel.refusals import NotHere
from beenthere.matching.tests.builders import a_visit
from beenthere.notices import actions as notices
from beenthere.notices.models import Notice
from beenthere.people.models import Person
from beenthere.people.tests.builders import a_seeker
from beenthere.plans.tests.builders import a_plan
from beenthere.privacy import actions as privacy
from beenthere.privacy import queries as kept
from beenthere.privacy.models import AuditEntry, Consent, DataKey
from beenthere.relief import actions as relief

pytestmark = pytest.mark.django_db


def letter_of(row):
    return queries_handing.frozen(row).letter


def words_of(row) -> str:
    return queries_handing.frozen(row).article


def preview(row, now=EVENING) -> str:
    return actions.preview(owner=row.owner, key=row.key, now=now)[2].article


# ---- what goes out ------------------------------------------------------------------------------


def test_by_default_only_anns_own_words_go_out():
    ann = a_seeker()
    talk = a_talk_with_words(ann)
    every_line = tuple(f"line:{talk.key}:{seq}" for seq in (1, 2, 3))

    mine = preview(a_draft(ann, pieces=every_line))
    both = preview(a_draft(ann, pieces=every_line, theirs=True))

    assert "Anns first line" in mine
    assert "Anns second line" in mine
    assert "Bos secret line" not in mine
    assert "Bos secret line" in both
    assert "The person I talked with wrote" in both


def test_a_line_of_somebody_on_call_goes_only_with_the_same_tick_and_says_whose_it_is():
    ann = a_seeker()
    talk = a_talk_with_words(ann)
    writer._write_or_split([writer.Saying(talk.pk, talk.key, "on_call", "key-00000001", "Dees line")])
    pieces = (f"line:{talk.key}:1", f"line:{talk.key}:4")

    assert "Dees line" not in preview(a_draft(ann, pieces=pieces))
    with_hers = preview(a_draft(ann, pieces=pieces, theirs=True))

    assert "Somebody on call wrote" in with_hers
    assert "The person I talked with wrote" not in with_hers


def test_a_line_of_somebody_elses_talk_can_not_be_chosen():
    cy = a_seeker()
    theirs = a_talk_with_words(cy)

    row = a_draft(pieces=(f"line:{theirs.key}:1", "own"))

    assert "Anns first line" not in preview(row)


def test_every_kind_of_piece_goes_where_it_belongs():
    ann = a_plan(signs="I stop eating")
    visit = a_visit(person=ann)
    for moment, value in (("before", 8), ("after", 5)):
        relief.rate(visit=visit, moment=moment, value=value, now=EVENING)
    relief.close_notes(visit=visit, helped=[], words="being heard", next_step="tea", now=EVENING)
    three = actions.write_sentences(owner=ann, said=SENTENCES, now=EVENING)
    pieces = ("own", "plan", f"numbers:{visit.key}", f"answers:{visit.key}", f"sentences:{three.key}")

    row, _token, _code = a_hand_over(ann, pieces=pieces)

    letter = letter_of(row)
    assert [part.kind for part in letter.parts] == ["sentences", "own", "numbers", "answers", "plan"]
    assert [one.number for part in letter.parts if part.kind == "numbers" for one in part.rows] == [8, 5]
    article = words_of(row)
    for words in (
        *SENTENCES.values(),
        "I am so tired.",
        "being heard",
        "tea",
        "I stop eating",
        "To be heard",
    ):
        assert words.replace("'", "&#x27;") in article


def test_what_was_not_chosen_is_not_there():
    ann = a_plan(signs="I stop eating")
    a_talk_with_words(ann)

    row, _token, _code = a_hand_over(ann, pieces=("own",))

    assert [part.kind for part in letter_of(row).parts] == ["own"]
    assert "eating" not in words_of(row)
    assert "eli@" not in words_of(row)


def test_what_was_previewed_is_what_is_frozen_byte_for_byte():
    row = a_draft(own="Größe <b>x</b> & \u200e“…”\nsecond")
    shown = preview(row)

    given, _code = actions.agree(owner=row.owner, key=row.key, seen=seen(row), now=EVENING)

    assert queries_handing.frozen(given).article.encode() == shown.encode()
    assert "<b>x</b>" not in shown


def test_a_yes_to_something_else_than_was_seen_sends_nothing():
    ann = a_plan(signs="I stop eating")
    row = a_draft(ann, pieces=("plan",))
    shown = seen(row)
    from beenthere.plans.tests.builders import write

    write(ann, "signs", "I changed this", version=1)

    with pytest.raises(actions.ChangedSinceSeen):
        actions.agree(owner=ann, key=row.key, seen=shown, now=EVENING)
    assert not Consent.objects.exists()
    assert HandOver.objects.get().consented_at is None


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"pieces": ()}, "empty"),
        ({"own": ""}, "empty"),
        ({"purpose": "gossip"}, "purpose"),
        ({"days": 90}, "days"),
        ({"way": "fax"}, "way"),
        ({"way": "email"}, "mail"),
    ],
)
def test_what_is_missing_is_said_and_nothing_goes(wish, why, settings):
    settings.MAIL_IS_ON = False
    row = a_draft(**wish)

    with pytest.raises(actions.CanNotHandOver) as refused:
        actions.agree(owner=row.owner, key=row.key, seen=seen(row), now=EVENING)
    assert refused.value.why == why
    assert not Consent.objects.exists()
    assert not Notice.objects.exists()


def test_after_the_day_they_may_be_told_things_nothing_goes_and_before_it_nothing_outlasts_it():
    ann = a_seeker()
    a_contact(ann, until=(EVENING + 2 * DAY).date())
    row = a_draft(ann)

    later = EVENING + 3 * DAY
    with pytest.raises(actions.CanNotHandOver):
        actions.agree(owner=ann, key=row.key, seen=seen(row, later), now=later)
    given, _code = actions.agree(owner=ann, key=row.key, seen=seen(row), now=EVENING)

    assert given.until == (EVENING + 3 * DAY).replace(hour=0, minute=0)


def test_a_second_yes_is_none():
    row = a_draft()
    shown = seen(row)
    actions.agree(owner=row.owner, key=row.key, seen=shown, now=EVENING)

    with pytest.raises(NotHere):
        actions.agree(owner=row.owner, key=row.key, seen=shown, now=EVENING)
    assert Consent.objects.filter(withdrawn_at=None).count() == 1


def test_the_yes_is_dated_names_its_purpose_and_is_in_the_audit_trail_without_a_word():
    row, _token, _code = a_hand_over()

    (given,) = queries_handing.given_of(row.owner, now=EVENING)
    assert (given.to_name, given.purpose) == ("Eli", "So that we can start there in our next hour")
    assert (given.consented_at, given.until) == (EVENING, EVENING + 7 * DAY)
    assert kept.has_consented(person=row.owner, purpose=access.purpose_of(row))
    line = AuditEntry.objects.get(deed="hand-over agreed")
    assert (line.actor, line.about) == ("seeker", row.key)


def test_the_link_the_code_and_the_words_lie_nowhere_in_plain():
    _row, token, code = a_hand_over()

    for table in ("care_handover", "notices_notice", "care_opening", "privacy_auditentry"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            found = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor])
        for secret in (token, code, "I am so tired", "Eli"):
            assert secret not in found


# ---- the mail -----------------------------------------------------------------------------------


@pytest.fixture
def _mail_is_on(settings):
    settings.MAIL_IS_ON = True


@pytest.mark.usefixtures("_mail_is_on")
def test_eli_gets_a_link_and_neither_the_words_nor_the_code():
    row, token, code = a_hand_over(way="email")

    assert notices.send_due(now=EVENING) == 1

    (letter,) = mail.outbox
    assert letter.to == ["eli@practice.example"]
    assert letter.body.startswith("Hello Eli, it is Ann.\n")
    assert f"/care/letter/{token}/" in letter.body
    for secret in (code, rules.shown_code(code), "so tired"):
        assert secret not in letter.body + letter.subject
    assert queries_handing.given(row, now=EVENING).mail == "sent"
    assert queries_handing.given(row, now=EVENING).mail_at == EVENING


@pytest.mark.usefixtures("_mail_is_on")
def test_the_mail_is_the_one_that_was_previewed_but_for_the_link():
    row = a_draft(way="email")
    shown = actions.preview(owner=row.owner, key=row.key, now=EVENING, link="LINK")[2]
    actions.agree(owner=row.owner, key=row.key, seen=seen(row), now=EVENING)
    notices.send_due(now=EVENING)

    sent = re.sub(r"http\S+/care/letter/\S+", "LINK", mail.outbox[0].body)
    assert (mail.outbox[0].subject, sent) == (shown.mail_title, shown.mail_body)


@pytest.mark.usefixtures("_mail_is_on")
@pytest.mark.parametrize(
    "how", ["taken back", "consent withdrawn", "contact forgotten", "erased", "over", "key gone"]
)
def test_a_yes_that_is_gone_before_the_mail_is_sent_sends_nothing(how):
    row, _token, _code = a_hand_over(way="email", days=1)
    now = EVENING
    if how == "taken back":
        actions.revoke(owner=row.owner, key=row.key, now=EVENING)
    elif how == "consent withdrawn":
        privacy.withdraw_consent(person=row.owner, purpose=access.purpose_of(row), now=EVENING)
    elif how == "contact forgotten":
        actions.forget_contact(owner=row.owner, key=row.contact.key, now=EVENING)
    elif how == "erased":
        privacy.erase_person(person=Person.objects.get(pk=row.owner_id), now=EVENING)
    elif how == "over":
        now = EVENING + DAY
        actions.end_due(now=now)
    else:
        DataKey.objects.filter(subject=queries.subject_of(row)).delete()
        from beenthere.privacy import keys

        keys.forget_cached()

    notices.send_due(now=now)
    notices.send_due(now=now + timedelta(hours=2))

    assert mail.outbox == []


@pytest.mark.usefixtures("_mail_is_on")
def test_taking_back_while_a_sender_holds_the_mail_still_sends_nothing():
    """The sender has claimed the row already; it asks for the yes in the last moment."""
    row, _token, _code = a_hand_over(way="email")
    notice = Notice.objects.get()
    Notice.objects.filter(pk=notice.pk).update(state="claimed", claimed_at=EVENING)
    actions.revoke(owner=row.owner, key=row.key, now=EVENING)

    with pytest.raises(Exception, match="no_consent"):
        notices._send(Notice.objects.select_related("to").get())
    assert mail.outbox == []


@pytest.mark.usefixtures("_mail_is_on")
def test_an_address_changed_after_the_yes_changes_nothing_that_was_sent():
    ann = a_seeker()
    contact = a_contact(ann)
    row, _token, _code = a_hand_over(ann, way="email")
    shown = words_of(row)

    wrong = ELI | {"name": "Mallory", "email": "mallory@example.org"}
    actions.change_contact(owner=ann, key=contact.key, said=wrong, until=None, now=EVENING)
    notices.send_due(now=EVENING)

    assert mail.outbox[0].to == ["eli@practice.example"]
    row.refresh_from_db()
    assert words_of(row) == shown
    assert queries_handing.given(row, now=EVENING).to_name == "Eli"


@pytest.mark.usefixtures("_mail_is_on")
def test_a_first_line_can_not_write_a_head():
    a_hand_over(way="email", first_line="Hello\r\nBcc: all@example.org")
    notices.send_due(now=EVENING)

    assert mail.outbox[0].bcc == []
    assert mail.outbox[0].body.startswith("Hello Bcc: all@example.org\n")
