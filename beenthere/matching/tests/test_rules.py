from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beenthere.matching import rules
from beenthere.matching.rules import Reason, SeekerFacts, SupporterFacts

EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
ANN = SeekerFacts(visit_id=1, person_id=100, entered_at=EVENING, topics=frozenset({"grief"}))
BO = SupporterFacts(person_id=1, topics=frozenset({"grief", "sleep"}))


@pytest.mark.parametrize(
    ("seeker", "supporter", "reason"),
    [
        (ANN, BO, None),
        (replace(ANN, person_id=1), BO, "same_person"),
        (replace(ANN, dual_with=frozenset({1})), BO, "dual_role"),
        (replace(ANN, apart_from=frozenset({1})), BO, "apart"),
        (replace(ANN, declined_by=frozenset({1})), BO, "declined"),
        (replace(ANN, missed_by=frozenset({1})), BO, None),  # away for a moment is not a no
        (ANN, replace(BO, is_approved=False), "not_approved"),
        (replace(ANN, language="es"), BO, "language"),
        (replace(ANN, language="es"), replace(BO, languages=frozenset({"en", "es"})), None),
        (ANN, replace(BO, refused_topics=frozenset({"grief"})), "refused_topic"),
        (replace(ANN, avoided_topics=frozenset({"sleep"})), BO, "refused_topic"),
        (ANN, replace(BO, is_available=False), "away"),
        (ANN, replace(BO, has_open_offer=True), "busy"),
        (ANN, replace(BO, running_chats=1), "full"),
        (ANN, replace(BO, running_chats=1, chat_limit=2), None),
        (ANN, replace(BO, is_demo=True), "demo"),
        (replace(ANN, wants_demo=True), replace(BO, is_demo=True), None),
        (replace(ANN, wants_demo=True, is_demo=True), replace(BO, is_demo=True), "demo"),  # two scripts
        (replace(ANN, is_demo=True), BO, None),
    ],
)
def test_why_not_match(seeker, supporter, reason):
    assert rules.why_not_match(seeker, supporter) == reason


def test_points_add_up_and_give_their_reasons():
    ann = replace(ANN, topics=frozenset({"grief", "sleep"}), need="solve", language="es")
    bo = replace(
        BO,
        languages=frozenset({"en", "es"}),
        preferred_needs=frozenset({"solve"}),
        rested_hours=2.5,
        running_chats=1,
    )

    found = rules.score(ann, bo)

    assert found.points == 2 * 3 + 2 + 2 - 3
    assert found.because == (
        Reason("topic", "grief"), Reason("topic", "sleep"), Reason("need", "solve"), Reason("language", "es")
    )  # fmt: skip
    assert rules.score(replace(ANN, topics=frozenset()), BO).because == (Reason("free"),)


def test_the_line_is_own_words_first_then_the_dropped_then_the_longest_waiting():
    long = ANN
    new = replace(ANN, visit_id=2, entered_at=EVENING + timedelta(minutes=1))
    dropped = replace(ANN, visit_id=3, entered_at=EVENING + timedelta(minutes=2), is_first=True)
    unsafe = replace(ANN, visit_id=4, entered_at=EVENING + timedelta(minutes=3), is_unsafe=True)
    script = replace(ANN, visit_id=5, is_demo=True, is_unsafe=True)

    order = rules.in_order([script, new, dropped, long, unsafe])
    assert [seeker.visit_id for seeker in order] == [4, 3, 1, 2, 5]


def test_the_rested_goes_before_the_one_who_has_just_talked_and_a_person_before_a_script():
    tired = replace(BO, person_id=2, rested_hours=0.1)
    script = replace(BO, person_id=3, is_demo=True, topics=frozenset({"grief"}))
    ann = replace(ANN, wants_demo=True)

    assert rules.choose([ann], [tired, script, BO])[0].supporter_id == 1
    assert rules.choose([ann], [tired, script])[0].supporter_id == 2
    assert rules.choose([ann], [script])[0].supporter_id == 3


def test_who_missed_it_a_moment_ago_is_asked_again_only_when_nobody_else_is_there():
    other = SupporterFacts(person_id=2)
    ann = replace(ANN, missed_by=frozenset({1}))

    assert rules.choose([ann], [BO, other])[0].supporter_id == 2
    assert rules.choose([ann], [BO])[0].supporter_id == 1


@pytest.mark.parametrize(
    ("waits", "minutes"),
    [([], None), ([3, 5], None), ([1, 9, 4], 4), ([1, 2, 4, 9], 3), ([0.1, 0.1, 0.1], 1)],
)
def test_the_middle_wait_needs_at_least_three(waits, minutes):
    assert rules.median_minutes(waits, least=3) == minutes


TOPICS = st.frozensets(st.sampled_from(["grief", "sleep", "shame", "money"]), max_size=3)
IDS = st.frozensets(st.integers(1, 8), max_size=2)
LANGUAGES = st.frozensets(st.sampled_from(["en", "es"]), min_size=1)


@st.composite
def lines(draw):
    return [
        SeekerFacts(
            visit_id=number,
            person_id=100 + number,
            entered_at=EVENING + timedelta(minutes=draw(st.integers(0, 60))),
            topics=draw(TOPICS),
            avoided_topics=draw(TOPICS),
            need=draw(st.sampled_from(["", "vent", "solve"])),
            language=draw(st.sampled_from(["en", "es"])),
            is_unsafe=draw(st.booleans()),
            is_first=draw(st.booleans()),
            apart_from=draw(IDS),
            declined_by=draw(IDS),
            missed_by=draw(IDS),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


@st.composite
def teams(draw):
    return [
        SupporterFacts(
            person_id=number,
            topics=draw(TOPICS),
            refused_topics=draw(TOPICS),
            languages=draw(LANGUAGES),
            is_available=draw(st.booleans()),
            chat_limit=draw(st.integers(1, 3)),
            running_chats=draw(st.integers(0, 2)),
            has_open_offer=draw(st.booleans()),
            rested_hours=draw(st.none() | st.floats(0, 24)),
        )
        for number in range(1, 1 + draw(st.integers(0, 8)))
    ]


@given(lines(), teams())
def test_a_round_makes_only_right_offers_and_nobody_stands_in_two(line, team):
    pairings = rules.choose(line, team)

    seekers = {seeker.visit_id: seeker for seeker in line}
    supporters = {supporter.person_id: supporter for supporter in team}
    assert len({pairing.visit_id for pairing in pairings}) == len(pairings)
    assert len({pairing.supporter_id for pairing in pairings}) == len(pairings)
    for pairing in pairings:
        assert rules.why_not_match(seekers[pairing.visit_id], supporters[pairing.supporter_id]) is None
        assert pairing.because


@given(lines(), teams())
def test_nobody_is_left_waiting_beside_a_free_supporter_they_could_meet(line, team):
    pairings = rules.choose(line, team)

    matched = {pairing.visit_id for pairing in pairings}
    taken = {pairing.supporter_id for pairing in pairings}
    for seeker in line:
        for supporter in team:
            if seeker.visit_id not in matched and supporter.person_id not in taken:
                assert rules.why_not_match(seeker, supporter) is not None


@given(lines(), teams(), st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_round_in_whatever_order_they_come(line, team, random):
    shuffled_line, shuffled_team = line[:], team[:]
    random.shuffle(shuffled_line)
    random.shuffle(shuffled_team)

    assert rules.choose(line, team) == rules.choose(shuffled_line, shuffled_team)


@given(lines(), st.data())
def test_the_order_knows_only_own_words_the_drop_and_the_time(line, data):
    """Whatever a program might infer lives in the other fields; changing them all moves nobody."""
    others = [
        replace(seeker, topics=data.draw(TOPICS), need=data.draw(st.sampled_from(["", "distract", "decide"])))
        for seeker in line
    ]

    order = [seeker.visit_id for seeker in rules.in_order(line)]
    assert order == [seeker.visit_id for seeker in rules.in_order(others)]
    assert set(SeekerFacts.__dataclass_fields__) == {
        "visit_id", "person_id", "entered_at", "topics", "avoided_topics", "need", "language", "is_unsafe",
        "is_first", "is_demo", "wants_demo", "apart_from", "dual_with", "declined_by", "missed_by",
    }  # fmt: skip


@given(st.integers(1, 10), st.integers(1, 4), st.data())
def test_nobody_waits_forever_while_newcomers_keep_coming(waiting, supporters, data):
    """Each round some newcomers join behind; everybody of the first hour is met in turn."""
    line = [
        SeekerFacts(visit_id=number, person_id=100 + number, entered_at=EVENING + timedelta(seconds=number))
        for number in range(waiting)
    ]
    team = [SupporterFacts(person_id=number) for number in range(1, supporters + 1)]
    first = {seeker.visit_id for seeker in line}
    rounds = 0
    while first:
        rounds += 1
        met = {pairing.visit_id for pairing in rules.choose(line, team)}
        first -= met
        newcomers = [
            SeekerFacts(
                visit_id=1000 * rounds + number,
                person_id=5000 + 100 * rounds + number,
                entered_at=EVENING + timedelta(minutes=rounds),
                topics=data.draw(TOPICS),
            )
            for number in range(data.draw(st.integers(0, 5)))
        ]
        line = [seeker for seeker in line if seeker.visit_id not in met] + newcomers
    assert rounds <= -(-waiting // supporters)
