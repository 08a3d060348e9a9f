"""What fits now: tables of moments, and promises that hold for every moment."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beenthere.companion.rules import (
    FIXING_FAMILIES,
    LISTENING,
    NEEDS,
    PHASES,
    STORIES,
    Moment,
    band_of,
    has_listened,
    phase_of,
    suggest,
    why_not,
)
from beenthere.skills.queries import cards

HEARD = {"seeker_messages": 5, "seeker_words": 150, "supporter_messages": 5, "reflections": 3}
TRAINED = frozenset({"practice"})


def a_moment(**told):
    return Moment(**({"intensity": 5, "need": "be-understood", "phase": "explore"} | told))


def slugs(moment):
    return [shown.slug for shown in suggest(moment, cards()).cards]


moments = st.builds(
    Moment,
    intensity=st.none() | st.integers(0, 10),
    need=st.sampled_from(["", *NEEDS]),
    phase=st.sampled_from(PHASES),
    emotions=st.frozensets(st.sampled_from(["grief", "fear", "shame", "anger", "hopeless"]), max_size=2),
    level=st.integers(0, 4),
    minutes_left=st.none() | st.integers(0, 60),
    seeker_messages=st.integers(0, 20),
    seeker_words=st.integers(0, 400),
    supporter_messages=st.integers(0, 20),
    reflections=st.integers(0, 20),
    advice_asked=st.booleans(),
    modules=st.sampled_from([frozenset(), TRAINED]),
    is_on_call_reachable=st.booleans(),
    stories=st.integers(0, 3),
    contra=st.sampled_from([frozenset(), frozenset({"medical"})]),
    pinned=st.sampled_from([(), ("tipp",), ("problem-steps", "safety-plan")]),
)


@pytest.mark.parametrize(
    ("number", "band"),
    [
        (0, "low"),
        (3, "low"),
        (4, "middle"),
        (6, "middle"),
        (7, "high"),
        (8, "high"),
        (9, "very high"),
        (None, "unknown"),
    ],
)
def test_the_band_of_a_number(number, band):
    assert band_of(number) == band


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"intensity": 10, "need": "vent", "phase": "arrive"}, "attend-silence"),
        ({"intensity": 8, "need": "distract", "phase": "relieve", **HEARD}, "distract-wisely"),
        ({"intensity": 5, "need": "solve", "phase": "plan", "modules": TRAINED, **HEARD}, "problem-steps"),
        ({"intensity": 5, "need": "decide", "phase": "plan", **HEARD}, "wise-mind"),
        ({"intensity": 2, "need": "solve", "phase": "plan", **HEARD}, "sf-scaling"),
        ({"emotions": frozenset({"grief"}), "intensity": 8}, "grief-presence"),
        ({"intensity": 4, "need": "vent", "phase": "close", "minutes_left": 8, **HEARD}, "one-takeaway"),
    ],
)
def test_a_fitting_card_is_among_the_shown(told, expected):
    assert expected in slugs(a_moment(**told))


@pytest.mark.parametrize(
    ("slug", "told", "why"),
    [
        ("problem-steps", {"phase": "plan", "modules": TRAINED}, "listen first"),
        ("lived-exp-share", {}, "listen first"),
        ("lived-exp-share", {**HEARD, "ideas_unwanted": True}, "no ideas were wished for"),
        (
            "problem-steps",
            {**HEARD, "phase": "plan", "modules": TRAINED, "ideas_unwanted": True},
            "no ideas were wished for",
        ),
        ("lived-exp-share", {**HEARD, "stories": 1}, "one story is enough for now"),
        ("tfb-map", {"intensity": 9, "modules": TRAINED, **HEARD}, "too many words for 9 or 10"),
        ("tfb-map", {**HEARD}, "needs a practice module"),
        ("tipp", {"intensity": 7, "modules": TRAINED, **HEARD}, "stronger than this moment needs"),
        ("tipp", {"intensity": 9, "modules": TRAINED, "contra": frozenset({"medical"})}, "a caution applies"),
        ("safety-plan", {"level": 2}, "only with someone on call"),
        ("self-soothe", {"level": 2}, "safety first"),
        ("urge-surf", {"level": 2, "modules": TRAINED}, "safety first"),
        ("urge-surf", {"level": 2, "modules": TRAINED, "asked_directly": True}, None),
        ("validate-normal", {"level": 3}, "safety first"),
        ("validate-normal", {"level": 2}, None),
        ("attend-silence", {"level": 4}, "safety first"),
        ("attend-silence", {"level": 3}, None),
        ("self-soothe", {"declined_families": frozenset({"DBT"})}, "this kind was declined tonight"),
        (
            "evidence-check",
            {"emotions": frozenset({"grief"}), "modules": TRAINED, **HEARD},
            "grief needs company, not a method",
        ),
        ("sf-miracle", {"intensity": None, "modules": TRAINED, **HEARD}, "we do not know how bad it is"),
        ("self-soothe", {"dismissed": frozenset({"self-soothe"})}, "you put it away"),
    ],
)
def test_why_a_card_is_not_shown(slug, told, why):
    assert why_not(cards()[slug], a_moment(**told)) == why


@pytest.mark.parametrize(
    ("told", "phase"),
    [
        ({}, "arrive"),
        ({"seeker_messages": 3, "supporter_messages": 3}, "explore"),
        ({**HEARD}, "relieve"),
        ({"need": "solve", **HEARD}, "plan"),
        ({"need": "solve", "intensity": 8, **HEARD}, "relieve"),
        ({"minutes_left": 9, **HEARD}, "close"),
    ],
)
def test_where_the_talk_is(told, phase):
    assert phase_of(a_moment(**told)) == phase


@pytest.mark.parametrize(
    ("told", "listened"),
    [
        ({}, False),
        ({**HEARD}, True),
        ({**HEARD, "need": ""}, False),
        ({**HEARD, "reflections": 1}, False),
        ({"advice_asked": True, "need": "", "reflections": 2}, True),
        ({"advice_asked": True, "reflections": 0}, False),
    ],
)
def test_listening_comes_before_fixing(told, listened):
    assert has_listened(a_moment(**told)) is listened


def test_somebody_who_is_not_safe_is_asked_first_in_plain_words():
    assert suggest(a_moment(level=2), cards()).first == "ask-directly"


@settings(max_examples=300, deadline=None)
@given(moments)
def test_what_holds_for_every_moment(moment):
    suggestion = suggest(moment, cards())
    shown = [cards()[one.slug] for one in suggestion.cards]

    assert suggestion == suggest(moment, cards())
    assert len(shown) <= 3
    assert len({card.slug for card in shown}) == len(shown)
    for card in shown:
        assert moment.intensity is None or card.band[0] <= moment.intensity <= card.band[1]
        assert card.role != "SUP" or moment.is_on_call_reachable
        if not has_listened(moment) and (moment.minutes_left is None or moment.minutes_left > 10):
            assert card.family not in FIXING_FAMILIES
            assert card.slug not in STORIES
    assert all(one.because for one in suggestion.cards)


@settings(max_examples=200, deadline=None)
@given(moments)
def test_there_is_always_room_to_just_listen(moment):
    suggestion = suggest(moment, cards())

    if any(
        why_not(cards()[slug], moment) is None and moment.phase in cards()[slug].phases for slug in LISTENING
    ):
        assert any(one.is_listening for one in suggestion.cards)


HOPELESS = {"intensity": 8, "emotions": frozenset({"hopeless"}), "hopeless_times": 1}


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({}, ""),
        ({"emotions": frozenset({"hopeless", "sadness"})}, ""),
        ({"hopeless_times": 2}, "ask-directly"),
        ({"intensity": 9}, "ask-directly"),
        ({"has_any_cue": True}, "ask-directly"),
        ({"emotions": frozenset({"hopeless", "numb"})}, "ask-directly"),
        ({"emotions": frozenset({"hopeless", "loneliness"})}, "ask-directly"),
        ({"hopeless_times": 2, "intensity": 7}, ""),
        ({"hopeless_times": 2, "asked_directly": True}, ""),
        ({"cue_level": 1}, "ask-directly"),
    ],
)
def test_hopeless_words_alone_are_no_reason_to_ask_and_with_a_second_sign_they_are(told, first):
    assert suggest(a_moment(**HOPELESS | told), cards()).first == first


@settings(max_examples=200, deadline=None)
@given(moments)
def test_where_nobody_read_the_words_listening_stands_before_any_method(moment):
    unread = replace(moment, reflections=0, is_read=False)
    shown = [one for one in suggest(unread, cards()).cards if one.slug not in moment.pinned]

    if moment.level < 2:
        assert [one.is_listening for one in shown] == sorted(
            (one.is_listening for one in shown), reverse=True
        )
    assert {one.slug for one in shown} == {
        one.slug
        for one in suggest(replace(unread, is_read=True), cards()).cards
        if one.slug not in moment.pinned
    }


@pytest.mark.parametrize(
    ("told", "is_offered"),
    [
        ({"reflections": 1}, True),
        ({"reflections": 0}, False),
        ({"reflections": 1, "emotions": frozenset({"grief"})}, False),
        ({"reflections": 1, "has_any_cue": True}, False),
    ],
)
def test_hopes_for_a_talk_are_asked_after_listening_and_never_beside_grief_or_danger(told, is_offered):
    moment = a_moment(phase="arrive", need="", seeker_messages=2, supporter_messages=1, **told)

    assert ("best-hopes" in slugs(moment)) is is_offered
