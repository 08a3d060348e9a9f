"""What a phone may send, as tables; what is new of it; and the moment of three taps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from beenthere.friends.pocket import rules
from beenthere.friends.pocket.rules import BatchIsUnclear
from beenthere.friends.pocket.tests.builders import EVENING, PAYLOADS, a_batch, an_event

WRONG = [
    ([], "batch"),
    ({"device": "phone-one"}, "batch"),
    ({"device": "phone-one", "events": [], "person": 7}, "batch"),
    ({"device": "no", "events": []}, "device"),
    ({"device": 7, "events": []}, "device"),
    ({"device": "phone-one", "events": {}}, "events"),
    ({"device": "phone-one", "events": [an_event(n) for n in range(1, 102)]}, "events"),
    ({"device": "phone-one", "events": [an_event(1), an_event(1, key="another-key")]}, "events"),
    ({"device": "phone-one", "events": [an_event(1, key="same-key"), an_event(2, key="same-key")]}, "events"),
    ({"device": "phone-one", "events": [7]}, "events[0]"),
    ({"device": "phone-one", "events": [an_event() | {"more": 1}]}, "events[0]"),
]
WRONG_EVENTS = [
    ({"n": 0}, "n"), ({"n": True}, "n"), ({"n": 5001}, "n"), ({"n": "1"}, "n"), ({"n": 1.0}, "n"),
    ({"key": ""}, "key"), ({"key": "../../etc"}, "key"),
    ({"at": 0}, "at"), ({"at": 1e18}, "at"), ({"at": None}, "at"),
    ({"kind": "shouted"}, "kind"), ({"kind": ["note"]}, "kind"),
    ({"payload": {}}, "payload"), ({"payload": {"text": "a", "more": 1}}, "payload"),
    ({"payload": {"text": ""}}, "payload.text"), ({"payload": {"text": "   "}}, "payload.text"),
    ({"payload": {"text": "two\nlines"}}, "payload.text"), ({"payload": {"text": "\ud800"}}, "payload.text"),
    ({"payload": {"text": "x" * 281}}, "payload.text"), ({"payload": {"text": 7}}, "payload.text"),
    ({"kind": "opened", "payload": {"card": ""}}, "payload.card"),
    ({"kind": "opened", "payload": {"card": "Not A Slug"}}, "payload.card"),
    ({"kind": "fitted", "payload": {"card": "drop-anchor", "did": 1}}, "payload.did"),
    ({"kind": "breathed", "payload": {"breaths": 1000}}, "payload.breaths"),
    ({"kind": "moment", "payload": PAYLOADS["moment"] | {"intensity": 11}}, "payload.intensity"),
    ({"kind": "moment", "payload": PAYLOADS["moment"] | {"intensity": True}}, "payload.intensity"),
    ({"kind": "moment", "payload": PAYLOADS["moment"] | {"emotion": None}}, "payload.emotion"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "where"), WRONG)
def test_an_unclear_batch_is_named(data, where):
    with pytest.raises(BatchIsUnclear) as unclear:
        rules.read_batch(data)

    assert unclear.value.where == where


@pytest.mark.parametrize(("wrong", "where"), WRONG_EVENTS)
def test_an_unclear_event_is_named_by_its_place_and_field(wrong, where):
    with pytest.raises(BatchIsUnclear) as unclear:
        a_batch(an_event(1, key="a-good-one"), an_event(2) | wrong)

    assert unclear.value.where == f"events[1].{where}"


@pytest.mark.parametrize("kind", rules.KINDS)
def test_each_kind_is_read(kind):
    (read,) = a_batch(an_event(1, kind)).events

    assert (read.kind, read.payload) == (kind, PAYLOADS[kind])


def test_a_batch_is_read_in_the_order_of_its_numbers():
    assert [one.n for one in a_batch(an_event(3), an_event(1), an_event(2)).events] == [1, 2, 3]


@pytest.mark.parametrize(
    ("last", "sent", "taken"),
    [
        (0, [1, 2, 3], [1, 2, 3]),
        (2, [1, 2, 3], [3]),  # sent again after a lost answer
        (3, [1, 2, 3], []),
        (0, [2, 3], []),  # the first one is still on the phone
        (0, [1, 3, 4], [1]),
        (5, [6], [6]),
        (5, [], []),
    ],
)
def test_what_follows_without_a_gap_is_taken(last, sent, taken):
    events = a_batch(*(an_event(n) for n in sent)).events

    assert [one.n for one in rules.following(last, events)] == taken


@pytest.mark.parametrize(
    ("known", "is_another"),
    [({}, False), ({1: "event-0001"}, False), ({1: "of-another-life"}, True), ({9: "far-away"}, False)],
)
def test_a_number_that_belongs_to_another_event_is_noticed(known, is_another):
    assert rules.is_another(known, a_batch(an_event(1)).events) is is_another


def test_an_evening_takes_what_comes_late_for_two_weeks():
    hour = timedelta(hours=1)

    def until(over_at, keep_days=30):
        return rules.takes_until(ends_at=EVENING, over_at=over_at, keep_days=keep_days)

    assert until(None) == EVENING + rules.LATE
    assert until(EVENING + hour) == EVENING + hour + rules.LATE
    assert until(EVENING - hour) == EVENING + rules.LATE
    assert until(None, keep_days=3) == EVENING + timedelta(days=3)


@pytest.mark.parametrize(
    ("calls", "seconds", "may"), [(0, 0, True), (59, 9, True), (60, 9, False), (60, 60, True)]
)
def test_a_phone_may_call_so_often_a_minute(calls, seconds, may):
    assert rules.may_call(calls=calls, since=EVENING, now=EVENING + timedelta(seconds=seconds)) is may


def test_three_taps_make_a_moment_and_listening_is_the_hosts_word():
    taps = {"emotion": "fear", "intensity": 7, "need": "distract"}
    first = rules.moment_of(**taps, danger=False, heard=False)
    later = rules.moment_of(**taps, danger=True, heard=True)

    assert (first.phase, first.level, first.emotions) == ("arrive", 0, frozenset({"fear"}))
    assert (later.phase, later.level) == ("relieve", rules.DANGER_LEVEL)
    assert (
        rules.moment_of(emotion="", intensity=3, need="", danger=False, heard=False).emotions == frozenset()
    )


def test_a_moment_that_is_seen_more_clearly_is_one_moment():
    tap = rules.Tap(EVENING, "fear", 7, "distract", is_danger=False, is_heard=False)
    clearer = replace(tap, at=EVENING + timedelta(minutes=1), is_heard=True)
    later = replace(tap, at=EVENING + timedelta(minutes=9))
    calmer = replace(later, intensity=4)

    assert rules.settled([tap, clearer, later, calmer]) == (replace(tap, is_heard=True), later, calmer)
