"""Bands and hints: soft, few, and silent before there is enough to say."""

import pytest

from beenthere.companion.bands import bands, draft_hint, is_steady, next_hint
from beenthere.companion.hearing import Heard
from beenthere.companion.words import hint_words
from beenthere.readers.shapes import UNAVAILABLE, Reading


def acts(*labels):
    return Reading(labels=labels)


def hint(draft, labels=(), *, is_drift=False, heard=None, need="vent", steady=False):
    return draft_hint(
        draft=draft,
        acts=acts(*labels),
        is_drift=is_drift,
        heard=heard or Heard(),
        need=need,
        is_steady=steady,
    )


def test_no_band_before_six_messages():
    assert bands(Heard(supporter_messages=5, reflections=0)) == ()


@pytest.mark.parametrize(("reflections", "state"), [(0, "hint"), (1, "hint"), (2, "good"), (6, "good")])
def test_reflections_band(reflections, state):
    (band, *_) = bands(Heard(supporter_messages=6, reflections=reflections))

    assert band.state == state


@pytest.mark.parametrize(
    ("reflections", "questions", "state"), [(1, 4, "hint"), (2, 4, "soft"), (4, 4, "good")]
)
def test_reflection_to_question_band(reflections, questions, state):
    found = {
        band.name: band.state
        for band in bands(Heard(supporter_messages=8, reflections=reflections, questions=questions))
    }

    assert found["reflection-to-question"] == state


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        (Heard(), ""),
        (Heard(unasked_in_a_row=2), "advice_twice"),
        (Heard(questions_in_a_row=3), "reflect_first"),
        (Heard(talks_of_self=True), "give_floor"),
        (Heard(supporter_messages=8, supporter_words=90, seeker_words=10), "less_talk"),
        (Heard(supporter_messages=3, supporter_words=90, seeker_words=10), ""),
    ],
)
def test_at_most_one_thing_to_try(heard, expected):
    assert next_hint(heard) == expected


@pytest.mark.parametrize(
    ("draft", "labels", "told", "expected"),
    [
        ("Where was that? And when?", ["closed_question"], {}, "two_questions"),
        ("You should join a gym.", ["advice_without_permission"], {"need": ""}, "advice_before_need"),
        ("You should join a gym.", ["advice_without_permission"], {}, "advice_unasked"),
        ("You should join a gym.", ["advice_without_permission"], {"heard": Heard(advice_asked=True)}, ""),
        ("That hurt you.", ["simple_reflection", "emotional_reaction"], {}, "warm_reflection"),
        ("That hurt you.", ["simple_reflection"], {}, "reflection"),
        ("word " * 70, ["information"], {}, "long"),
        ("", ["simple_reflection"], {}, ""),
        (
            "And where was that?",
            ["closed_question"],
            {"heard": Heard(questions_in_a_row=2)},
            "third_question",
        ),
        ("This is bipolar.", ["information"], {"is_drift": True}, ""),
    ],
)
def test_a_draft_gets_one_quiet_line_or_none(draft, labels, told, expected):
    assert hint(draft, labels, **told) == expected


def test_praise_and_style_fade_for_the_steady_but_unasked_advice_does_not():
    assert hint("Where? And when?", ["closed_question"], steady=True) == ""
    assert hint("You should join a gym.", ["advice_without_permission"], steady=True) == "advice_unasked"


def test_no_hint_when_nothing_could_be_read():
    assert (
        draft_hint(draft="abc def", acts=UNAVAILABLE, is_drift=False, heard=Heard(), need="", is_steady=False)
        == ""
    )


def test_steady_means_five_good_evenings_in_a_row():
    good, poor, short = (20, 8, 1), (20, 1, 1), (2, 0, 0)

    assert is_steady([poor, *[good] * 5])
    assert not is_steady([*[good] * 4])
    assert not is_steady([*[good] * 5, poor])
    assert is_steady([*[good] * 5, short])


@pytest.mark.django_db
def test_every_hint_has_words_and_none_is_long():
    kinds = [
        "advice_twice",
        "reflect_first",
        "give_floor",
        "less_talk",
        "advice_before_need",
        "two_questions",
        "long",
    ]

    assert all(0 < len(hint_words(kind)) <= 90 for kind in kinds)
    assert hint_words("") == ""
