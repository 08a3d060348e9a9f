"""The way in, as tables and as paths that a machine thought of: nobody is further than their gates."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beenthere.people.tests.builders import EVENING
from beenthere.people.vetting import rules
from beenthere.people.vetting.rules import Passed, Path, Policy

WORDS = "1.abc"
ASKS = Policy(days={"training": 730, "references": 1095}, words=WORDS)
SMALL = Policy(gates=("identity", "agreement"), words=WORDS)


def rows(*gates, at=EVENING, version=WORDS):
    """One record for each name; two for "references", one of them for "reference"."""
    found = []
    for gate in gates:
        places = (1, 2) if gate == "references" else (1,)
        name = "references" if gate == "reference" else gate
        found += [Passed(name, at, place, version if name == "agreement" else "") for place in places]
    return tuple(found)


@pytest.mark.parametrize(
    ("passed", "stage", "then"),
    [
        ((), "applied", "identity"),
        (("identity",), "identity_seen", "references"),
        (("identity", "reference"), "identity_seen", "references"),  # one is not two
        (("identity", "references"), "referred", "training"),
        (("identity", "references", "training"), "trained", "agreement"),
        (("identity", "references", "training", "agreement"), "signed", "supervised"),
        (rules.GATES, "supervised", "let_in"),
        (("references", "training", "agreement", "supervised"), "applied", "identity"),
    ],
)
def test_how_far_somebody_has_come_and_what_is_next(passed, stage, then):
    path = Path(rows(*passed))

    assert rules.stage(path, ASKS, now=EVENING) == stage
    assert rules.next_step(path, ASKS, now=EVENING) == then


def test_the_last_yes_makes_active_and_pausing_or_leaving_stands_above_it():
    let_in = Path(rows(*rules.GATES), let_in_at=EVENING)

    assert rules.stage(let_in, ASKS, now=EVENING) == "active"
    assert rules.stage(Path(let_in.passed, EVENING, paused_at=EVENING), ASKS, now=EVENING) == "paused"
    assert rules.stage(Path(let_in.passed, EVENING, EVENING, EVENING), ASKS, now=EVENING) == "left"


@pytest.mark.parametrize(
    ("days", "stage"),
    [(729, "active"), (730, "referred"), (1095, "identity_seen")],  # training lapses, then a reference
)
def test_a_gate_that_lapses_leads_back_to_just_before_it(days, stage):
    path = Path(rows(*rules.GATES), let_in_at=EVENING)

    assert rules.stage(path, ASKS, now=EVENING + timedelta(days=days)) == stage
    assert rules.counts_until(path, ASKS) == EVENING + timedelta(days=730)


def test_new_words_ask_for_a_new_yes_and_the_new_yes_is_enough():
    changed = Policy(words="2.def")
    path = Path(rows(*rules.GATES), let_in_at=EVENING)

    assert rules.stage(path, changed, now=EVENING) == "trained"
    later = EVENING + timedelta(minutes=1)
    signed = Path((*path.passed, Passed("agreement", later, version="2.def")), let_in_at=EVENING)
    assert rules.stage(signed, changed, now=later) == "active"


def test_who_was_here_before_the_gates_stays_until_the_words_have_a_number():
    before = tuple(Passed(one.gate, one.at, one.place, is_before=True) for one in rows(*rules.GATES))

    assert rules.stage(Path(before, let_in_at=EVENING), ASKS, now=EVENING) == "active"


def test_a_small_community_may_ask_for_less_but_never_for_nothing():
    path = Path(rows("identity", "agreement"))

    assert rules.next_step(path, SMALL, now=EVENING) == "let_in"
    assert rules.known_gates(["agreement", "training", "identity"]) == ("identity", "training", "agreement")
    for names in ([], ["identity"], ["agreement", "training"], ["identity", "agreement", "exam"]):
        with pytest.raises(ValueError, match="gate|leave out"):
            rules.known_gates(names)


@pytest.mark.parametrize(
    ("gate", "is_own", "is_coordinator", "why"),
    [
        ("identity", False, True, ""),
        ("identity", False, False, "somebody_else"),
        ("identity", True, True, "somebody_else"),  # a coordinator does not vouch for herself
        ("agreement", False, True, "only_own"),
        ("agreement", True, False, "not_yet"),
        ("training", False, True, "not_yet"),
        ("exam", False, True, "unknown"),
    ],
)
def test_who_may_confirm_what_of_a_newcomer(gate, is_own, is_coordinator, why):
    found = rules.why_not_confirm(
        gate, Path(), ASKS, is_own=is_own, is_coordinator=is_coordinator, now=EVENING
    )

    assert found == why


def test_two_references_fill_two_places_and_the_older_one_is_renewed_first():
    one = Path(rows("identity", "reference"))
    both = Path((*one.passed, Passed("references", EVENING + timedelta(days=1), 2)))

    assert rules.place_to_fill(Path(), ASKS, now=EVENING) == 1
    assert rules.place_to_fill(one, ASKS, now=EVENING) == 2
    assert rules.place_to_fill(both, ASKS, now=EVENING + timedelta(days=2)) == 1


# -- paths that nobody wrote down -----------------------------------------------------------------

DEEDS = st.sampled_from(
    [
        *((gate, who) for gate in rules.GATES for who in ("self", "dee", "stranger")),
        *(("let_in", who) for who in ("self", "dee", "stranger")),
        ("pause", "dee"), ("resume", "dee"), ("leave", "self"), ("new words", ""), ("a year", ""),
    ]
)  # fmt: skip
POLICIES = st.sampled_from([ASKS, SMALL, Policy(words=WORDS), Policy(rules.GATES, {"identity": 300}, WORDS)])


def walked(path, policy, deed, now):
    """Do one deed as the actions do: refused ones change nothing."""
    what, who = deed
    asks = {"is_own": who == "self", "is_coordinator": who == "dee", "now": now}
    if what in rules.GATES:
        if rules.why_not_confirm(what, path, policy, **asks):
            return path
        place = rules.place_to_fill(path, policy, now=now) if what == "references" else 1
        row = Passed(what, now, place, policy.words if what == "agreement" else "")
        return Path((*path.passed, row), path.let_in_at, path.paused_at, path.left_at)
    if what == "let_in":
        refused = rules.why_not_let_in(path, policy, **asks)
        return path if refused else Path(path.passed, now, None, path.left_at)
    if what == "leave":
        return Path(path.passed, path.let_in_at, path.paused_at, now)
    paused = {"pause": now, "resume": None}.get(what, path.paused_at)
    return Path(path.passed, path.let_in_at, paused, path.left_at)


@given(policy=POLICIES, deeds=st.lists(DEEDS, max_size=40))
def test_no_path_of_deeds_is_active_without_every_gate(policy, deeds):
    path, now = Path(), EVENING
    for deed in deeds:
        now += timedelta(days=365 if deed[0] == "a year" else 1)
        if deed[0] == "new words":
            policy = Policy(policy.gates, policy.days, policy.words + "+")
        path = walked(path, policy, deed, now)
        if rules.stage(path, policy, now=now) == "active":
            assert path.let_in_at is not None
            assert path.paused_at is None
            assert path.left_at is None
            for gate in policy.gates:
                for place in rules.places(gate):
                    row = rules.latest(path, gate, place)
                    assert rules.counts(row, policy, now=now)
                    assert gate != "agreement" or row.version == policy.words
            assert {row.gate for row in path.passed} >= rules.ALWAYS
