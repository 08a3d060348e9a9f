"""What sounds like an emergency of the body and is none, and what is one."""

import pytest

from beenthere.readers import cue
from beenthere.readers.shapes import SEEKER, Turn


def level(text):
    return cue.read([Turn(SEEKER, text)]).level


@pytest.mark.parametrize(
    "text",
    [
        "Pls no breathing stuff, that makes it worse",
        "Pls no breathing stuff",
        "no breathing exercises please",
        "NO BREATHING EXERCISES",
        "dont do the breathing thing with me",
        "no breathing techniques again pls",
        "tried the breathing app, it did nothing",
    ],
)
def test_a_breathing_exercise_is_no_emergency(text):
    assert level(text) == "A0"


@pytest.mark.parametrize(
    "text",
    [
        "he is not breathing",
        "shes not breathing help",
        "no breathing. no pulse. what do i do",
        "tried the breathing exercise and now he is not breathing, help",
        "my chest is tight and i cant breathe properly",
    ],
)
def test_somebody_who_does_not_breathe_is_one(text):
    assert level(text) == "A4"


@pytest.mark.parametrize(
    "text",
    [
        "no breathing exercises. i took all my pills an hour ago",
        "my wife hit her head, shes out cold, no breathing tips help me",
    ],
)
def test_the_words_shown_are_those_that_were_written(text):
    reading = cue.read([Turn(SEEKER, text)])

    assert reading.level == "A4"
    assert all(text[span.start : span.end] == span.words for span in reading.because)
