"""Retry never says anything twice and never changes what was said, whoever sends again and when."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run

from beenthere.conversations import actions, queries, writer
from beenthere.conversations.writer import Ack, Refusal, Saying
from beenthere.people import actions as people

START = datetime(2030, 3, 1, 20, 0, tzinfo=UTC)


class Retrying(RuleBasedStateMachine):
    """Two people, several tabs, lost acknowledgements, a phone that was off for days."""

    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        ann = people.welcome_seeker(now=START)
        bo = people.make_member(email=f"{uuid4()}@example.org", password=None, now=START)
        self.talk = actions.begin(seeker=ann, supporter=bo, language="en", minutes=50, now=START)
        actions.open_conversation(conversation=self.talk, now=START)
        self.at = START
        self.said: dict[tuple[str, str], tuple[int, str]] = {}
        self.order: list[tuple[str, str]] = []
        self.has_ended = False

    def _send(self, side: str, key: str, text: str) -> None:
        saying = Saying(self.talk.pk, self.talk.key, side, key, text)
        with time_machine.travel(self.at, tick=False):
            (answer,) = writer._write_or_split([saying]).answers
        identity = (side, key)
        if identity in self.said:
            assert isinstance(answer, Ack)
            assert answer.seq == self.said[identity][0]
        elif self.has_ended:
            assert answer == Refusal("ended")
        else:
            self.order.append(identity)
            self.said[identity] = (len(self.order), text)
            assert isinstance(answer, Ack)
            assert answer.seq == len(self.order)

    @rule(target=keys, side=st.sampled_from(["seeker", "supporter"]), text=st.text(min_size=1, max_size=40))
    def send(self, side, text):
        if not text.strip() or not text.isprintable():
            return multiple()
        key = str(uuid4())
        self._send(side, key, text)
        return (side, key, text)

    @rule(sent=keys)
    def send_again_because_the_answer_was_lost(self, sent):
        self._send(*sent)

    @rule(sent=keys)
    def a_second_tab_sends_the_same_key_with_other_words(self, sent):
        side, key, _text = sent
        self._send(side, key, "other words")

    @rule(sent=keys)
    def the_other_side_may_use_the_same_key(self, sent):
        side, key, text = sent
        self._send("supporter" if side == "seeker" else "seeker", key, text)

    @rule(hours=st.sampled_from([1, 72]))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours)

    @rule(hours=st.sampled_from([-24, 1]))
    def the_clock_jumps(self, hours):
        self.at += timedelta(hours=hours)

    @rule()
    def the_talk_ends(self):
        if len(self.order) >= 4:
            actions.end(conversation=self.talk, side="seeker", why="closed", now=self.at)
            self.has_ended = True

    @invariant()
    def what_was_said_stands_once_and_in_order(self):
        lines = queries.transcript(self.talk)
        assert [line.seq for line in lines] == list(range(1, len(self.order) + 1))
        assert [(line.side, line.client_key) for line in lines] == self.order
        assert [line.text for line in lines] == [self.said[identity][1] for identity in self.order]


@pytest.mark.django_db
def test_retry():
    run(
        Retrying,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
