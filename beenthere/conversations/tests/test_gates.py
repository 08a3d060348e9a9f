"""A gate may make a message wait. One that fails or hangs stops nobody."""

import asyncio
import threading
import time

import pytest

from beenthere.conversations import gates
from beenthere.conversations.gates import Asking, Held
from beenthere.conversations.tests.test_writer import an_open_talk
from beenthere.conversations.writer import Saying, _write_or_split

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def only(monkeypatch):
    """Let one gate stand alone; return what was told of failures."""
    told = []

    def put(*look):
        monkeypatch.setattr(gates, "gate", list(look))
        monkeypatch.setattr(gates, "when_failed", [lambda: told.append("failed")])
        return told

    gates.wake_up()
    yield put
    gates.wake_up()


def ask(text="hello", **named):
    return asyncio.run(gates.look(Asking(1, "talk", "supporter", "key-00001", text, **named)))


def test_a_gate_that_has_nothing_to_say_lets_it_pass(only):
    only(lambda asking: None)

    assert ask() is None


def test_the_first_gate_that_holds_is_heard(only):
    only(lambda asking: None, lambda asking: lambda: Held("second"), lambda asking: 1 / 0)

    assert ask() == Held("second")


def test_a_gate_that_fails_lets_it_pass_and_says_so(only):
    told = only(lambda asking: 1 / 0)

    assert ask() is None
    assert told == ["failed"]


def test_a_gate_that_hangs_costs_one_short_wait_and_then_rests(only, monkeypatch):
    monkeypatch.setattr(gates, "PATIENCE_SECONDS", 0.05)
    free, asked = threading.Event(), []

    def hangs(asking):
        asked.append(asking.text)
        free.wait(10)

    told = only(hangs)
    assert ask("first") is None
    assert ask("second") is None
    free.set()

    assert asked == ["first"]
    assert told == ["failed"]


def test_a_slow_record_is_no_reason_to_let_a_message_go(only, monkeypatch):
    monkeypatch.setattr(gates, "PATIENCE_SECONDS", 0.05)

    def slow():
        time.sleep(0.2)
        return Held("slow")

    only(lambda asking: slow)

    assert ask() == Held("slow")


def test_what_is_written_already_never_waits(only):
    only(lambda asking: lambda: Held("anything"))
    talk = an_open_talk()
    _write_or_split([Saying(talk.pk, talk.key, "supporter", "key-00001", "hello")])

    again = Asking(talk.pk, talk.key, "supporter", "key-00001", "hello")
    new = Asking(talk.pk, talk.key, "supporter", "key-00002", "hello")

    assert gates._decide(again) is None
    assert gates._decide(new)() == Held("anything")
