"""Rules of care as tables; no database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from beenthere.care import letters, rules
from beenthere.care.letters import Frozen, Letter, Part, Row
from beenthere.care.rules import Spoken, Wish

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, None),
        ({"role": "boss"}, "role"),
        ({"name": ""}, "name"),
        ({"email": ""}, "reach"),
        ({"email": "", "phone": "01"}, None),
    ],
)
def test_who_may_be_named(said, why):
    eli = {"role": "therapist", "name": "Eli", "email": "e@example.org", "phone": ""}

    assert rules.why_not_contact(**(eli | said)) == why


@pytest.mark.parametrize(
    ("until", "may"),
    [(None, True), (date(2026, 3, 3), True), (date(2026, 3, 2), True), (date(2026, 3, 1), False)],
)
def test_until_when_somebody_may_be_told(until, may):
    assert rules.may_be_told(until=until, today=date(2026, 3, 2)) is may


@pytest.mark.parametrize(
    ("wish", "more", "why"),
    [
        (Wish(), {}, None),
        (Wish(), {"parts": 0}, "empty"),
        (Wish(purpose="gossip"), {}, "purpose"),
        (Wish(days=365), {}, "days"),
        (Wish(days=0), {}, "days"),
        (Wish(way="pigeon"), {}, "way"),
        (Wish(way="email"), {}, None),
        (Wish(way="email"), {"has_address": False}, "address"),
        (Wish(), {"has_address": False}, None),
        (Wish(), {"may_tell": False}, "over"),
        (Wish(), {"living": 10}, "many"),
    ],
)
def test_what_may_go_out(wish, more, why):
    given = {"parts": 1, "has_address": True, "may_tell": True, "living": 0} | more

    assert rules.why_not_hand_over(wish=wish, **given) == why


@pytest.mark.parametrize(
    ("consented", "until", "revoked", "state"),
    [
        (None, None, None, "draft"),
        (NOW, NOW + DAY, None, "open"),
        (NOW, NOW + timedelta(seconds=1), None, "open"),
        (NOW, NOW, None, "over"),
        (NOW, NOW + DAY, NOW, "taken-back"),
        (NOW, NOW, NOW, "taken-back"),
    ],
)
def test_where_a_hand_over_stands(consented, until, revoked, state):
    found = rules.state_of(consented_at=consented, until=until, revoked_at=revoked, now=NOW)

    assert found == state
    assert rules.is_open(state=found, has_consent=True) is (state == "open")
    assert rules.is_open(state=found, has_consent=False) is False


LINES = [Spoken("t:1", True), Spoken("t:2", False), Spoken("t:3", True)]


@pytest.mark.parametrize(
    ("pieces", "theirs", "go"),
    [
        ((), False, []),
        (("line:t:1",), False, ["t:1"]),
        (("line:t:1", "line:t:2"), False, ["t:1"]),  # their words were ticked, but not that theirs may go
        (("line:t:1", "line:t:2"), True, ["t:1", "t:2"]),
        ((), True, []),
        (("line:t:9",), True, []),
    ],
)
def test_the_other_persons_words_go_only_with_a_tick_of_their_own(pieces, theirs, go):
    assert rules.lines_that_go(LINES, wish=Wish(pieces=pieces, theirs=theirs)) == go


def test_only_pieces_that_can_be_meant_are_kept_each_once():
    chosen = [
        "own",
        "own",
        "plan",
        "line:abc:1",
        "line:abc:x",
        "numbers:k-_9",
        "contacts",
        "line:a:1; drop",
        "",
    ]

    assert rules.known_pieces(chosen) == ("own", "plan", "line:abc:1", "numbers:k-_9")


@pytest.mark.parametrize("typed", ["K7QM4XTD", "k7qm 4xtd", " k7qm-4xtd ", "Ｋ7QM4XTD", "K 7 Q M 4 X T D"])
def test_a_code_may_be_typed_any_way(typed):
    assert rules.typed_code(typed) == "K7QM4XTD"


@pytest.mark.parametrize(
    ("tries", "ago", "shut"),
    [(0, None, False), (4, timedelta(0), False), (5, timedelta(0), True), (5, timedelta(hours=1), False)],
)
def test_five_tries_shut_a_link_for_an_hour(tries, ago, shut):
    last = None if ago is None else NOW - ago

    assert rules.is_shut(tries=tries, last_try_at=last, now=NOW) is shut


@pytest.mark.parametrize(
    ("kinds", "after"),
    [
        ([], ["referred"]),
        (["stranger"], ["referred"]),
        (["stranger", "off_duty_clinician"], ["off_duty_clinician", "referred"]),
        (["friend"], ["friend", "referred"]),
        (["friend", "referred"], ["friend", "referred"]),
    ],
)
def test_who_suggests_somebody_is_no_longer_only_a_stranger(kinds, after):
    assert rules.kinds_after_suggesting(kinds) == after


@pytest.mark.parametrize(
    ("typed", "line"),
    [("a\r\nBcc: x@y.z", "a Bcc: x@y.z"), ("  a \u2028 b\0 ", "a b"), ("", ""), ("é  ü", "é ü")],
)
def test_a_line_of_a_mail_stays_one_line(typed, line):
    assert rules.one_line(typed) == line


def test_a_frozen_letter_comes_back_as_it_was():
    letter = Letter(
        "k", "en", "S", "Eli", "T", "why", "d", "u", "", (Part("own", "h", "", (Row("", "w", None, ""),)),)
    )
    frozen = Frozen(letter, "<p>ä</p>", "t", "b")

    assert letters.from_json(letters.as_json(frozen)) == frozen
