"""Who may write and read a plan, for how long a link opens, and how long a plan stays."""

from datetime import date, timedelta

import pytest

from beenthere.plans import rules
from beenthere.plans.rules import Piece
from tests.builders import EVENING

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("is_owner", "is_supporter", "talk", "may"),
    [
        (True, False, "open", True),
        (True, False, "ended", True),
        (False, True, "open", True),
        (False, True, "agreeing", False),
        (False, True, "ended", False),
        (False, False, "open", False),
    ],
)
def test_the_supporter_writes_only_while_they_talk(is_owner, is_supporter, talk, may):
    assert rules.may_write(is_owner=is_owner, is_supporter=is_supporter, talk_state=talk) is may


@pytest.mark.parametrize(
    ("made_at", "is_shown", "sees"),
    [
        (None, False, True),  # nothing is written yet, so there is nothing to hide
        (EVENING + HOUR, False, True),  # begun together, in this talk
        (EVENING - DAY, False, False),
        (EVENING - DAY, True, True),
    ],
)
def test_an_older_plan_waits_for_its_owners_yes(made_at, is_shown, sees):
    assert rules.supporter_sees(made_at=made_at, talk_began_at=EVENING, is_shown=is_shown) is sees


@pytest.mark.parametrize("made_at", [None, EVENING + HOUR, EVENING - DAY])
@pytest.mark.parametrize("is_shown", [True, False])
def test_between_friends_every_plan_waits_for_its_owners_yes(made_at, is_shown):
    sees = rules.supporter_sees(made_at=made_at, talk_began_at=EVENING, is_shown=is_shown, is_of_friends=True)

    assert sees is is_shown


@pytest.mark.parametrize(
    ("slug", "text", "why"),
    [
        ("signs", "I stop eating", None),
        ("signs", "", None),
        ("safer", "я" * 4000, None),
        ("safer", "🕯" * 4000, None),
        ("safer", "a" * 4001, "long"),
        ("seventh", "x", "unknown"),
    ],
)
def test_what_can_not_be_written(slug, text, why):
    assert rules.why_not_write(slug=slug, text=text) == why


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"purpose": "boss"}, "purpose"),
        ({"whom": "   "}, "whom"),
        ({"whom": "x" * 81}, "whom"),
        ({"until": EVENING}, "past"),
        ({"until": EVENING + 91 * DAY}, "far"),
        ({"living": 10}, "many"),
    ],
)
def test_what_makes_a_wish_to_share_unclear(changed, why):
    wish = {"purpose": "friend", "whom": "Eli", "until": EVENING + DAY, "now": EVENING, "living": 0}

    assert rules.why_not_share(**(wish | changed)) == why


@pytest.mark.parametrize(
    ("until", "revoked_at", "has_consent", "opens"),
    [
        (EVENING + HOUR, None, True, True),
        (EVENING, None, True, False),  # the last moment is over
        (EVENING + HOUR, EVENING - HOUR, True, False),
        (EVENING + HOUR, None, False, False),
    ],
)
def test_when_a_link_opens(until, revoked_at, has_consent, opens):
    assert rules.is_open(until=until, revoked_at=revoked_at, has_consent=has_consent, now=EVENING) is opens


@pytest.mark.parametrize(
    ("has_code", "keep_days", "day"),
    [
        (False, 30, date(2026, 1, 31)),
        (True, 30, date(2027, 1, 1)),
        (True, 365, date(2027, 1, 1)),
        (False, 1, date(2026, 1, 2)),
    ],
)
def test_a_plan_with_a_way_back_waits_longer(has_code, keep_days, day):
    assert rules.kept_until(used_on=date(2026, 1, 1), has_code=has_code, keep_days=keep_days) == day


@pytest.mark.parametrize(
    ("text", "dials"),
    [
        ("Call Mum 0664 123 4567", ["06641234567"]),
        ("116 123, day and night", ["116123"]),
        ("+44 (0)20 7946 0958", ["+442079460958"]),
        ("12345", ["12345"]),
        ("Since 2026-01-09 or 09.01.2026", []),
        ("988 is too short to be sure", []),
        ("flat 12, 3rd floor", []),
        ("one 0664 123\n4567 two", ["0664123"]),  # two lines are two things
        ("٠١٢٣٤٥٦٧", []),  # digits of other alphabets stay words
        ("mum@example.org", []),
        ("", []),
    ],
)
def test_numbers_in_a_text_can_be_dialled(text, dials):
    pieces = rules.pieces(text)

    assert [piece.dial for piece in pieces if piece.dial] == dials
    assert "".join(piece.words for piece in pieces) == text


def test_a_text_is_kept_with_one_kind_of_line_end():
    assert rules.tidy("a\r\nb\rc\0 \n\n") == "a\nb\nc"
    assert rules.pieces("x") == [Piece("x")]
