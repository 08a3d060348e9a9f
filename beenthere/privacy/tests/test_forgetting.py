"""T32, T33, T35, T36: erase, retention, download, and what is never kept."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings

from beenthere.conversations import actions as conversations
from beenthere.conversations import queries as said
from beenthere.conversations.models import Conversation, Message
from beenthere.conversations.rules import place
from beenthere.people.models import Person
from beenthere.people.tests.builders import EVENING, a_seeker, a_supporter
from beenthere.privacy import actions, keys, queries
from beenthere.privacy.models import AuditEntry, ChainHead, Consent, DataKey

pytestmark = pytest.mark.django_db


def a_talk(ann: Person, *, words: str = "I miss her", now=EVENING) -> Conversation:
    """A talk with one message of Ann's."""
    talk = conversations.begin(seeker=ann, supporter=a_supporter(), language="en", minutes=50, now=now)
    keys.make_key(subject=said.subject_of(talk.key))
    body = keys.cipher_for(subject=said.subject_of(talk.key)).encrypt(
        place(key=talk.key, seq=1, side="seeker"), words
    )
    Message.objects.create(conversation=talk, seq=1, side="seeker", client_key="1", body=body, at=now)
    Conversation.objects.filter(pk=talk.pk).update(last_seq=1)
    return talk


def test_erasing_ann_takes_her_words_her_code_and_her_row_and_leaves_cys():
    ann, cy = a_seeker(), a_seeker()
    talk, other = a_talk(ann), a_talk(cy, words="mine")
    code = actions.make_return_code(person=ann, now=EVENING)

    actions.erase_person(person=ann, now=EVENING)

    assert not Person.objects.filter(key=ann.key).exists()
    assert not DataKey.objects.filter(subject__in=[f"person:{ann.key}", f"conversation:{talk.key}"]).exists()
    assert not Message.objects.filter(conversation_id=talk.pk).exists()
    with pytest.raises(actions.CodeIsWrong):
        actions.come_back(code=code, now=EVENING)
    assert said.transcript(other)[0].text == "mine"


def test_erasing_during_a_talk_ends_it():
    ann = a_seeker()
    talk = a_talk(ann)

    actions.erase_person(person=ann, now=EVENING)

    facts = said.facts(talk)
    assert (facts.state, facts.ended_why) == ("ended", "erased")


def test_erasing_twice_is_one():
    ann = a_seeker()
    again = Person.objects.get(pk=ann.pk)

    actions.erase_person(person=ann, now=EVENING)
    actions.erase_person(person=again, now=EVENING)


def test_the_key_is_gone_even_when_a_room_fails(monkeypatch):
    from beenthere.privacy.actions import erasing

    ann = a_seeker()
    keys.make_key(subject=f"person:{ann.key}")
    monkeypatch.setattr(erasing, "erasers", lambda: [lambda person, now: 1 / 0])

    with pytest.raises(ZeroDivisionError):
        actions.erase_person(person=ann, now=EVENING)
    assert not DataKey.objects.filter(subject=f"person:{ann.key}").exists()


def test_in_400_days_no_words_outlive_the_setting():
    ann = a_seeker()
    for day in range(0, 400, 5):
        now = EVENING + timedelta(days=day)
        talk = a_talk(ann, now=now)
        Conversation.objects.filter(pk=talk.pk).update(state="ended", ended_at=now)
        actions.retain_if_due(now=now)
        too_old = now - timedelta(days=settings.TABLE.keep_days)
        assert not Message.objects.filter(conversation__ended_at__lte=too_old).exists()
    assert Message.objects.exists()
    assert queries.broken_link() is None
    assert not AuditEntry.objects.filter(at__lt=now - timedelta(days=366)).exists()


def test_retention_runs_once_a_day_and_again_after_a_failure(monkeypatch):
    from beenthere.privacy.actions import retaining

    assert actions.retain_if_due(now=EVENING)
    assert not actions.retain_if_due(now=EVENING + timedelta(hours=23))
    monkeypatch.setattr(retaining, "retainers", lambda: [lambda now: 1 / 0])
    later = EVENING + timedelta(hours=25)
    assert actions.retain_if_due(now=later)
    monkeypatch.undo()
    assert actions.retain_if_due(now=later + timedelta(minutes=10))


def test_anns_download_is_whole_and_holds_nothing_of_cys():
    ann, cy = a_seeker(), a_seeker()
    a_talk(ann, words="anns words")
    a_talk(cy, words="cys words")
    actions.give_consent(person=ann, purpose="tomorrow", version="1", now=EVENING)

    found = str(queries.everything_about(person=ann, now=EVENING))

    assert "anns words" in found
    assert "tomorrow" in found
    assert "cys words" not in found
    assert cy.key not in found


def test_a_consent_is_one_dated_yes_and_can_be_taken_back():
    ann = a_seeker()
    for _time in range(2):
        actions.give_consent(person=ann, purpose="tomorrow", version="1", now=EVENING)

    assert Consent.objects.count() == 1
    assert queries.has_consented(person=ann, purpose="tomorrow")
    assert actions.withdraw_consent(person=ann, purpose="tomorrow", now=EVENING)
    assert not queries.has_consented(person=ann, purpose="tomorrow")


def test_a_changed_or_missing_audit_line_is_found():
    for number in range(5):
        actions.record(actor="dee", deed="approved", about=str(number), now=EVENING)
    assert queries.broken_link() is None

    second, third = AuditEntry.objects.order_by("id")[1:3]
    AuditEntry.objects.filter(pk=second.pk).delete()
    assert queries.broken_link() == third.pk
    AuditEntry.objects.filter(pk__lte=third.pk).delete()
    AuditEntry.objects.filter(about="4").update(actor="cy")
    assert queries.broken_link() is not None


def cut_the_last(rows):
    rows.order_by("-id").first().delete()


def cut_and_move_the_head(rows):
    last = rows.order_by("-id").first()
    ChainHead.objects.filter(chain="audit").update(last=last.previous)
    last.delete()


def cut_and_begin_anew(rows):
    cut_the_last(rows)
    ChainHead.objects.filter(chain="audit").delete()
    actions.record(actor="dee", deed="approved", about="9", now=EVENING)


@pytest.mark.parametrize("cut", [cut_the_last, cut_and_move_the_head, cut_and_begin_anew])
def test_an_audit_trail_whose_end_was_cut_off_is_seen(cut):
    assert not queries.is_audit_cut()
    for number in range(3):
        actions.record(actor="dee", deed="approved", about=str(number), now=EVENING)
    AuditEntry.objects.order_by("id").first().delete()  # retention takes the oldest
    assert not queries.is_audit_cut()

    cut(AuditEntry.objects)

    assert queries.broken_link() is None
    assert queries.is_audit_cut()


def test_no_table_has_a_place_for_an_address_or_a_device():
    forbidden = {
        "ip",
        "addr",
        "agent",
        "geo",
        "latitude",
        "longitude",
        "country",
        "city",
        "referer",
        "referrer",
    }
    ours = [model for model in apps.get_models() if model.__module__.startswith("beenthere.")]
    # ``notices.Address`` is where somebody asked to be written to, sealed; not a network address.
    found = {
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if forbidden & set(field.name.lower().split("_")) or "ipaddress" in type(field).__name__.lower()
    }
    assert found == set()


def test_the_pages_bring_ann_back_show_her_talk_and_erase(client):
    ann, cy = a_seeker(), a_seeker()
    talk, foreign = a_talk(ann), a_talk(cy)
    code = actions.make_return_code(person=ann, now=EVENING)

    assert client.get("/mine/").status_code == 404
    assert client.post("/back/", {"code": "no"}).status_code == 400
    assert client.post("/back/", {"code": code}).status_code == 302
    assert talk.key in client.get("/mine/").content.decode()
    assert "I miss her" in client.get(f"/mine/talk/{talk.key}/").content.decode()
    assert client.get(f"/mine/talk/{foreign.key}/").status_code == 404
    assert client.get("/mine/download.json").json()["conversations"][0]["messages"][0]["text"] == "I miss her"
    assert "I miss her" in client.get("/mine/download.html").content.decode()
    assert len(client.post("/mine/code/").context["words"]) == 8
    assert client.get("/mine/erase/").status_code == 200
    assert client.post("/mine/erase/").status_code == 200
    assert client.get("/mine/").status_code == 404
    assert not Person.objects.filter(key=ann.key).exists()
