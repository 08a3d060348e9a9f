"""A call for a human goes first, and waits for no mail."""

import threading
from datetime import timedelta

import pytest

from beenthere.notices import actions, rules, senders, timers
from beenthere.notices.models import Notice
from beenthere.people.tests.builders import EVENING, a_coordinator, a_seeker


@pytest.mark.parametrize(
    ("kind", "channel", "lane"),
    [
        ("page", "push", "calls"),
        ("page_again", "apprise", "calls"),
        ("page", "in_app", "calls"),
        ("page", "email", "calls_by_mail"),
        ("look_now", "push", "calls"),
        ("look_now_again", "email", "calls_by_mail"),
        ("page_again", "email", "calls_by_mail"),
        ("follow_up", "push", "others"),
        ("follow_up", "email", "others"),
    ],
)
def test_the_lane_of_a_notice(kind, channel, lane):
    assert rules.lane_of(kind=kind, channel=channel) == lane


def queue(to, kind, channel, *, minutes_ago=0):
    return actions.queue_notice(
        to=to,
        channel=channel,
        kind=kind,
        link="/on-call/",
        due_at=EVENING - timedelta(minutes=minutes_ago),
        dedup_key=f"{kind}:{channel}",
        now=EVENING,
    )


def reachable(person, monkeypatch):
    """Every channel leads somewhere, and what is sent is remembered."""
    monkeypatch.setattr(actions.queries, "address_of", lambda *, person, channel: channel)
    return person


@pytest.mark.django_db
def test_the_rows_of_a_lane_are_those_the_rule_says():
    dee = a_coordinator()
    every = [
        queue(dee, kind, channel)
        for kind in ("page", "page_again", "follow_up")
        for channel in ("push", "email")
    ]

    for lane in rules.LANES:
        found = set(actions._in_lane(Notice.objects.all(), lane))
        assert found == {one for one in every if rules.lane_of(kind=one.kind, channel=one.channel) == lane}


@pytest.mark.django_db
def test_a_call_goes_before_fifty_older_mails_and_a_push_before_the_mail_of_the_same_call(monkeypatch):
    dee, sent = reachable(a_coordinator(), monkeypatch), []
    monkeypatch.setattr(senders, "send", lambda **what: sent.append((what["title"], what["channel"])))
    queue(dee, "follow_up", "email", minutes_ago=50)
    queue(dee, "page", "email", minutes_ago=2)
    queue(dee, "page", "push")

    assert actions.send_due(now=EVENING) == 3
    page, other = actions.queries.words("page").title, actions.queries.words("follow_up").title
    assert sent == [(page, "push"), (page, "email"), (other, "email")]


def _ticks_until(happened):
    """Let the clock tick until it happened: a tick that met a locked table is made good by the next, as in the service."""
    for _ in range(60):
        timers.send_due(EVENING)
        if happened.wait(1):
            return True
    return False


@pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
def test_a_mail_host_that_hangs_delays_no_push(monkeypatch):
    dee, cy = a_coordinator(), a_seeker()
    reachable(dee, monkeypatch)
    hangs, pushed, answered = threading.Event(), threading.Event(), threading.Event()

    def send(*, channel, **_what):
        if channel == "email":
            hangs.set()
            answered.wait(60)
        else:
            pushed.set()

    monkeypatch.setattr(senders, "send", send)
    queue(cy, "follow_up", "email", minutes_ago=9)
    queue(dee, "page", "email", minutes_ago=1)
    assert _ticks_until(hangs)
    queue(dee, "page", "push")

    try:
        assert _ticks_until(pushed)
    finally:
        answered.set()
        for lock in timers._sending.values():
            with lock:
                pass
