"""The writer on real tables: gapless order, one row a key, honest refusals."""

import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beenthere.conversations import actions, events, queries, writer
from beenthere.conversations.models import Conversation, Message
from beenthere.conversations.writer import Ack, Refusal, Saying
from beenthere.kernel.bus import listens_to
from beenthere.people import actions as people
from beenthere.privacy import keys

NOW = datetime(2030, 3, 1, 20, 0, tzinfo=UTC)
HARD_TEXTS = [
    "\U0001f469\u200d\U0001f467 \U0001f494",
    "\u05e9\u05dc\u05d5\u05dd \u202eabc\u202c",
    "a\u200bb\u200dc\ufeff",
    "<script>alert(1)</script> &amp; <b>",
    "x" * 4000,
    "nul \x00 inside",
    "two\r\nlines",
]


def an_open_talk():
    ann = people.welcome_seeker(now=NOW)
    bo = people.make_member(email=f"{uuid4()}@example.org", password=None, now=NOW)
    talk = actions.begin(seeker=ann, supporter=bo, language="en", minutes=50, now=NOW)
    actions.open_conversation(conversation=talk, now=NOW)
    return talk


def say(talk, text="hello", side="seeker", key=None):
    return Saying(talk.pk, talk.key, side, key or str(uuid4()), text)


def write(*sayings):
    return writer._write_or_split(list(sayings)).answers


@pytest.mark.django_db
def test_a_batch_is_numbered_without_gaps_and_read_back_in_order():
    talk = an_open_talk()

    answers = write(*(say(talk, text) for text in HARD_TEXTS))

    assert [answer.seq for answer in answers] == list(range(1, len(HARD_TEXTS) + 1))
    assert [line.text for line in queries.transcript(talk)] == HARD_TEXTS


@pytest.mark.django_db
def test_the_same_key_again_gets_the_first_ones_place_whatever_it_says():
    talk = an_open_talk()
    (first,) = write(say(talk, "first", key="key-00000001"))

    again, within = write(say(talk, "second", key="key-00000001"), say(talk, "third", key="key-00000001"))

    assert (again.seq, again.at) == (first.seq, first.at)
    assert within.seq == first.seq
    assert [line.text for line in queries.transcript(talk)] == ["first"]


@pytest.mark.django_db
def test_a_key_belongs_to_one_side():
    talk = an_open_talk()

    answers = write(say(talk, key="key-00000001"), say(talk, side="supporter", key="key-00000001"))

    assert [answer.seq for answer in answers] == [1, 2]


@pytest.mark.django_db
def test_an_unsent_message_of_days_ago_is_acknowledged_even_after_the_end():
    talk = an_open_talk()
    write(say(talk, "kept", key="key-00000001"))
    actions.end(conversation=talk, side="seeker", why="closed", now=NOW)

    again, late = write(say(talk, "kept", key="key-00000001"), say(talk, "new"))

    assert isinstance(again, Ack)
    assert late == Refusal("ended")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "key", "code"),
    [("x" * 4001, "key-00000001", "too_long"), (" \n", "key-00000001", "empty"), ("hi", "a b", "bad_key")],
)
def test_what_can_not_be_said_is_refused_and_takes_no_place(text, key, code):
    talk = an_open_talk()

    assert write(say(talk, text, key=key), say(talk))[0] == Refusal(code)
    assert Conversation.objects.get(pk=talk.pk).last_seq == 1


@pytest.mark.django_db
def test_words_on_disk_are_noise_and_bound_to_their_place():
    talk = an_open_talk()
    write(say(talk, "a secret"), say(talk, "another"))
    first, second = Message.objects.filter(conversation=talk)
    second.body = first.body

    assert b"a secret" not in bytes(first.body)
    with pytest.raises(keys.Tampered):
        queries.unsealed(key=talk.key, rows=[second])


@pytest.mark.django_db
def test_erased_during_the_talk_means_ended_and_nothing_else_breaks():
    talk, other = an_open_talk(), an_open_talk()
    keys.destroy_key(subject=queries.subject_of(talk.key))

    gone, fine = write(say(talk), say(other))

    assert gone == Refusal("ended")
    assert isinstance(fine, Ack)


@pytest.mark.django_db
def test_a_batch_costs_the_same_few_statements_however_many_it_carries():
    talk = an_open_talk()
    write(say(talk))
    counts = []
    # SQLite takes 999 values in one statement; a message has nine.
    for many in (1, 50):
        with CaptureQueriesContext(connection) as asked:
            write(*(say(talk, side=side) for side in ("seeker", "supporter") for _ in range(many)))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 6


@pytest.mark.django_db
def test_counters_follow_the_words():
    talk = an_open_talk()
    write(say(talk, "I can't sleep"), say(talk, "Since when? How long??", side="supporter"))

    balance = queries.balance(talk)

    assert (balance.seeker_messages, balance.seeker_words) == (1, 3)
    assert (balance.supporter_messages, balance.supporter_words, balance.supporter_questions) == (1, 4, 2)


def full(limit):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {limit}")


@pytest.mark.faults
@pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_full_disk_acknowledges_nothing_and_recovers_when_there_is_room(monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)
    talk = an_open_talk()
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    full(pages)
    sayings = [say(talk, "x" * 4000) for _ in range(40)]
    answers = write(*sayings)
    saved = [
        saying.client_key for saying, answer in zip(sayings, answers, strict=True) if isinstance(answer, Ack)
    ]
    full(2**31 - 2)

    assert Refusal("not_saved") in answers
    assert list(Message.objects.filter(conversation=talk).values_list("client_key", flat=True)) == saved
    again = write(*sayings)
    assert all(isinstance(answer, Ack) for answer in again)
    assert sorted(answer.seq for answer in again) == list(range(1, 41))


def test_rooms_above_that_hang_hold_up_no_message():
    hanging, told = threading.Event(), threading.Event()

    @listens_to(events.MessagePosted)
    def hang(event):
        if event.conversation_id == -1:
            told.set()
            hanging.wait(10)

    teller = writer.Teller()
    teller.start()
    teller.tell([events.MessagePosted(-1, 1, "seeker")])

    assert told.wait(5)
    teller.tell([events.MessagePosted(-2, 2, "seeker")])  # comes back at once, while the other hangs
    assert not hanging.is_set()
    hanging.set()
