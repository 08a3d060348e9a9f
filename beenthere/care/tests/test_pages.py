"""The pages of care as Ann, Eli, Bo and Dee meet them; nothing here needs a script."""

import html
import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from fhir.resources.R4B.bundle import Bundle

from beenthere.care import actions, queries, queries_handing, rules
from beenthere.care.models import CareContact, DirectoryEntry, HandOver, Opening
from beenthere.care.tests.builders import (
    DAY,
    EVENING,
    SENTENCES,
    a_contact,
    a_draft,
    a_hand_over,
    a_talk_with_words,
    an_entry,
)
from beenthere.care.tests.test_doors import seeking, signed_in
from beenthere.notices import actions as notices
from beenthere.people.models import Person
from beenthere.people.tests.builders import a_coordinator, a_seeker, a_supporter
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys

pytestmark = pytest.mark.django_db
ARTICLE = re.compile(rb"<article.*?</article>", re.DOTALL)


@pytest.fixture(autouse=True)
def evening():
    """The pages read the clock, so it stands on the evening the builders speak of."""
    with time_machine.travel(EVENING, tick=False) as clock:
        yield clock


def text(response) -> str:
    return response.content.decode()


def article(response) -> bytes:
    (found,) = ARTICLE.findall(response.content)
    return found


def door(token) -> str:
    return f"/care/letter/{token}/"


# ---- what Ann keeps -----------------------------------------------------------------------------


def test_ann_names_eli_sees_him_and_takes_him_off():
    ann = a_seeker()
    page = seeking(ann)
    said = {"role": "therapist", "name": "Eli", "email": "eli@practice.example", "until": "2026-12-31"}

    shown = page.post("/care/contact/", said, follow=True)

    assert "Eli" in text(shown)
    assert "Dec. 31, 2026" in text(shown)
    key = CareContact.objects.get().key
    assert 'value="2026-12-31"' in text(page.get(f"/care/contact/{key}/"))
    gone = page.post(f"/care/contact/{key}/forget/", follow=True)
    assert "off your list" in text(gone)
    assert not CareContact.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "eli"}, "does not look like an e-mail"),
        ({"until": "tomorrow"}, "Please write the day"),
        ({"role": ""}, "who they are to you"),
        ({"email": ""}, "an e-mail address or a phone"),
    ],
)
def test_what_is_unclear_is_said_and_what_was_typed_stays(said, words):
    typed = {"role": "doctor", "name": "Eli <b>", "email": "e@example.org", "may_know": "all"} | said

    answer = seeking(a_seeker()).post("/care/contact/", typed)

    assert answer.status_code == 400
    assert words in text(answer)
    assert "Eli &lt;b&gt;" in text(answer)
    assert not CareContact.objects.exists()


def test_three_sentences_are_kept_printed_and_go_into_a_letter():
    ann = a_seeker()
    contact, page = a_contact(ann), seeking(ann)

    kept = page.post("/care/tell/", SENTENCES, follow=True)
    path = kept.redirect_chain[0][0]

    assert SENTENCES["want"] in text(page.get(f"{path}paper/"))
    key = path.split("/")[-2]
    begun = page.post("/care/hand-over/", {"contact": contact.key, "piece": f"sentences:{key}"}, follow=True)
    assert f'value="sentences:{key}" checked' in text(begun)


def test_an_empty_page_of_sentences_is_kind():
    answer = seeking(a_seeker()).post("/care/tell/", {})

    assert answer.status_code == 400
    assert "A few words are enough" in text(answer)


def test_ann_chooses_a_first_sentence_or_writes_her_own():
    ann, entry = a_seeker(), an_entry(first_sentence="Hello, is this the open door?")
    page = seeking(ann)

    shown = text(page.get(f"/care/people/{entry.key}/"))
    assert "Last checked on March 2, 2026" in shown
    assert "Called by the team" in shown
    assert "Hello, is this the open door?" in shown
    page.post(f"/care/people/{entry.key}/", {"chosen": "Hello, is this the open door?", "sentence": ""})
    assert "Hello, is this the open door?" in text(page.get("/care/people/"))
    page.post(f"/care/people/{entry.key}/", {"chosen": "Hello", "sentence": "It is me."})
    assert [one.sentence for one in queries.own_entries_of(ann)] == ["It is me."]


def test_bo_suggests_and_ann_reads_by_whom():
    ann, bo, entry = a_seeker(), a_supporter(), an_entry()
    talk = a_talk_with_words(ann, bo)

    done = signed_in(bo).post(f"/desk/care/{talk.key}/", {"entry": entry.key}, follow=True)

    assert "You suggested this tonight" in text(done)
    for path in ("/care/people/", f"/care/people/{entry.key}/"):
        assert "suggested by Bo" in text(seeking(ann).get(path))
    assert "suggested by" not in text(seeking(a_seeker()).get("/care/people/"))


def test_dee_writes_the_directory_and_unsafe_words_are_named():
    page = signed_in(a_coordinator())
    said = {"name": "The open door", "about": "A place to talk", "reach": "01", "cost": "nothing",
            "waiting": "none", "source": "called"}  # fmt: skip

    refused = page.post("/board/directory/", said | {"about": "After a failed suicide attempt"})
    assert refused.status_code == 400
    assert "failed suicide attempt" in text(refused)
    assert "A death is no success" in text(refused)
    page.post("/board/directory/", said)
    entry = DirectoryEntry.objects.get()
    with time_machine.travel(EVENING + timedelta(hours=6), tick=False):
        page.post(f"/board/directory/{entry.key}/", {"do": "checked"})
    assert DirectoryEntry.objects.get().checked_on == (EVENING + DAY).date()
    page.post(f"/board/directory/{entry.key}/", said | {"cost": "5"})
    assert DirectoryEntry.objects.get().cost == "5"
    page.post(f"/board/directory/{entry.key}/", {"do": "remove"})
    assert not DirectoryEntry.objects.exists()


# ---- from choosing to opening -------------------------------------------------------------------


def put_together(page, ann, **more):
    """Choose through the form, look, say yes; return the preview and the page after the yes."""
    key = a_draft(ann).key
    said = {"piece": ["own"], "own": "I am so <tired>.", "purpose": "next-hour", "days": "7", "way": "link"}
    page.post(f"/care/hand-over/{key}/", said | more)
    shown = page.get(f"/care/hand-over/{key}/look/")
    (seen,) = re.findall(r'name="seen" value="(\w+)"', text(shown))
    return key, shown, page.post(f"/care/hand-over/{key}/yes/", {"yes": "on", "seen": seen})


def code_on(response) -> str:
    (code,) = re.findall(r'id="code">([^<]+)<', text(response))
    return code


def link_on(response) -> str:
    (link,) = re.findall(r'value="(http[^"]+/care/letter/[^"]+)"', text(response))
    return html.unescape(link).replace("http://127.0.0.1:8000", "").replace("http://testserver", "")


def test_what_ann_previews_is_what_eli_gets_byte_for_byte():
    ann = a_seeker()
    page = seeking(ann)
    talk = a_talk_with_words(ann)

    _key, shown, given = put_together(page, ann, piece=["own", f"line:{talk.key}:1", f"line:{talk.key}:2"])
    eli = Client()
    opened = eli.post(link_on(given), {"code": code_on(given)}, follow=True)

    assert article(shown) == article(opened) == article(given)
    assert b"I am so &lt;tired&gt;." in article(opened)
    assert b"Anns first line" in article(opened)
    assert b"Bos secret line" not in article(opened)
    assert article(page.get(f"/care/hand-over/{_key}/paper/")) == article(opened)


def test_looking_at_the_link_opens_nothing_and_is_not_noted():
    _row, token, _code = a_hand_over()

    for look in (Client().get, Client().head):
        shown = look(door(token))
        assert shown.status_code == 200
        assert b"tired" not in shown.content
    assert Client().get(f"{door(token)}read/")["Location"] == door(token)
    assert Client().get(f"{door(token)}record.json")["Location"] == door(token)
    assert not Opening.objects.exists()


def test_eli_reads_for_half_an_hour_and_ann_sees_when(evening):
    ann = a_seeker()
    row, token, code = a_hand_over(ann)
    eli = Client()

    opened = eli.post(door(token), {"code": code}, follow=True)
    assert b"I am so tired." in opened.content
    assert "no-store" in opened["Cache-Control"]
    evening.move_to(EVENING + timedelta(minutes=29))
    assert b"I am so tired." in eli.get(f"{door(token)}read/").content
    evening.move_to(EVENING + timedelta(minutes=31))
    assert eli.get(f"{door(token)}read/")["Location"] == door(token)
    assert "This code does not open it" in text(eli.post(door(token), {"code": code}))
    assert "Opened on March 2, 2026" in text(seeking(ann).get(f"/care/hand-over/{row.key}/"))


def test_a_forwarded_link_opens_nothing_even_beside_eli_who_has_opened_it():
    _row, token, code = a_hand_over()
    Client().post(door(token), {"code": code})
    cy = Client()

    assert cy.get(f"{door(token)}read/").status_code == 302
    assert cy.post(door(token), {"code": code}).status_code == 400
    assert b"tired" not in cy.get(f"{door(token)}read/", follow=True).content


def test_five_wrong_codes_shut_it_and_ann_is_told():
    ann = a_seeker()
    row, token, code = a_hand_over(ann)
    eli = Client()

    answers = [eli.post(door(token), {"code": "AAAAAAAA"}).status_code for _try in range(5)]
    shut = eli.post(door(token), {"code": code})

    assert answers == [400] * 5
    assert shut.status_code == 429
    assert "wait an hour" in text(shut)
    assert "Someone typed five wrong codes" in text(seeking(ann).get(f"/care/hand-over/{row.key}/"))


@pytest.mark.parametrize("how", ["over", "taken back", "erased", "unknown"])
def test_a_link_that_is_over_says_only_that_nothing_is_here(how, evening):
    row, token, code = a_hand_over()
    eli = Client()
    eli.post(door(token), {"code": code})
    if how == "over":
        evening.move_to(row.until)
    elif how == "taken back":
        seeking(row.owner).post(f"/care/hand-over/{row.key}/take-back/")
    elif how == "erased":
        privacy.erase_person(person=Person.objects.get(pk=row.owner_id), now=EVENING)
    else:
        token = "never-made-anywhere"

    never = Client().get(door("something-else"))
    for path in (door(token), f"{door(token)}read/", f"{door(token)}record.json"):
        answer = eli.get(path)
        assert answer.status_code == 404
        assert text(answer) == text(never)
    assert text(eli.post(door(token), {"code": code})) == text(never)


def test_the_file_for_record_systems_is_behind_the_same_code_and_says_the_same():
    _row, token, code = a_hand_over(signed="Ann")
    eli = Client()
    eli.post(door(token), {"code": code})

    first, again = (eli.get(f"{door(token)}record.json") for _time in range(2))

    assert first.content == again.content
    assert first["Content-Type"].startswith("application/fhir+json")
    found = json.loads(first.content)
    Bundle.model_validate(found)
    assert "I am so tired." in first.content.decode()
    for hidden in ("eli@practice.example", _row.key, _row.owner.key, token):
        assert hidden not in first.content.decode()


def test_the_code_is_shown_once_and_a_new_one_ends_it():
    ann = a_seeker()
    page = seeking(ann)
    key, _shown, given = put_together(page, ann)

    assert rules.shown_code("A" * 8) != code_on(given)
    assert 'id="code"' not in text(page.get(f"/care/hand-over/{key}/"))
    fresh = page.post(f"/care/hand-over/{key}/code/")
    assert code_on(fresh) != code_on(given)


def test_without_the_tick_nothing_is_sent_and_a_second_press_makes_nothing_new():
    ann = a_seeker()
    page = seeking(ann)
    key = a_draft(ann).key
    shown = text(page.get(f"/care/hand-over/{key}/look/"))
    (seen,) = re.findall(r'name="seen" value="(\w+)"', shown)

    refused = page.post(f"/care/hand-over/{key}/yes/", {"seen": seen})
    assert refused.status_code == 400
    assert "nothing has been sent" in text(refused)
    assert HandOver.objects.get().consented_at is None
    page.post(f"/care/hand-over/{key}/yes/", {"yes": "on", "seen": seen})
    again = page.post(f"/care/hand-over/{key}/yes/", {"yes": "on", "seen": seen})
    assert again["Location"] == f"/care/hand-over/{key}/"
    assert HandOver.objects.count() == 1


def test_a_page_that_changed_since_it_was_seen_is_shown_again():
    ann = a_seeker()
    key = a_draft(ann).key

    answer = seeking(ann).post(f"/care/hand-over/{key}/yes/", {"yes": "on", "seen": "0" * 64})

    assert answer.status_code == 409
    assert "look at it once more" in text(answer)


def test_the_mail_that_was_taken_is_said_and_one_that_failed_too(settings):
    settings.MAIL_IS_ON = True
    ann = a_seeker()
    row, _token, _code = a_hand_over(ann, way="email")
    page, path = seeking(ann), f"/care/hand-over/{row.key}/"

    assert "goes out in a moment" in text(page.get(path))
    notices.send_due(now=EVENING)
    assert "took the e-mail (March 2, 2026" in text(page.get(path))
    assert len(mail.outbox) == 1


def test_a_mail_that_was_refused_is_said(settings):
    settings.MAIL_IS_ON = True
    settings.EMAIL_BACKEND = "beenthere.care.tests.broken_mail.Broken"
    ann = a_seeker()
    row, _token, _code = a_hand_over(ann, way="email")

    for hours in range(8):
        notices.send_due(now=EVENING + timedelta(hours=hours))

    assert "could not be sent" in text(seeking(ann).get(f"/care/hand-over/{row.key}/"))


def test_taking_it_back_is_said_on_every_page():
    ann = a_seeker()
    row, _token, _code = a_hand_over(ann)
    page = seeking(ann)

    back = page.post(f"/care/hand-over/{row.key}/take-back/", follow=True)

    assert "You took it back (March 2, 2026" in text(back)
    assert "You took it back." in text(page.get("/care/"))
    assert page.get(f"/care/hand-over/{row.key}/paper/").status_code == 404
    gone = page.post(f"/care/hand-over/{row.key}/forget/", follow=True)
    assert "It is gone." in text(gone)
    assert not HandOver.objects.exists()


def test_a_page_that_is_open_while_another_tab_takes_it_back_is_empty_and_no_error():
    ann = a_seeker()
    row, _token, _code = a_hand_over(ann)
    # The other tab has destroyed the key; this one still holds the row as it was.
    keys.destroy_key(subject=queries.subject_of(row))
    page = seeking(ann)

    assert page.get(f"/care/hand-over/{row.key}/").status_code == 200
    assert page.get(f"/care/hand-over/{row.key}/paper/").status_code == 404


def test_with_mail_off_the_page_offers_the_link_alone():
    ann = a_seeker()

    shown = text(seeking(ann).get(f"/care/hand-over/{a_draft(ann).key}/"))

    assert "I give them the link myself" in shown
    assert "by e-mail" not in shown


@pytest.mark.parametrize("path", ["/care/", "/care/people/", "/care/tell/", "/care/contact/"])
def test_no_page_of_care_stays_in_a_cache(path):
    assert "no-store" in seeking(a_seeker()).get(path)["Cache-Control"]


def test_what_stood_in_the_form_stands_there_after_a_refusal():
    ann = a_seeker()
    row = a_draft(ann)

    said = {"piece": ["own"], "own": "x" * 3001, "purpose": "question", "days": "30", "way": "link"}
    answer = seeking(ann).post(f"/care/hand-over/{row.key}/", said)

    assert answer.status_code == 429
    assert 'value="question" checked' in text(answer)
    assert 'value="30" checked' in text(answer)
    assert queries_handing.wish_of(HandOver.objects.get()).own == "I am so tired."


def test_the_draft_of_a_contact_that_was_taken_off_is_gone():
    ann = a_seeker()
    row = a_draft(ann)
    actions.forget_contact(owner=ann, key=row.contact.key, now=EVENING)

    assert seeking(ann).get(f"/care/hand-over/{row.key}/").status_code == 404
