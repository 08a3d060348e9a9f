"""From readings to a moment: what was asked, what was answered, how the listening goes. Readings are given by hand."""

import pytest

from beenthere.companion.hearing import Readings, hear, read_all
from beenthere.readers.shapes import SEEKER, SUPPORTER, UNAVAILABLE, Reading, Turn


def heard(*said):
    """Hear a talk of (side, text, reading); the reading is a level for a seeker and acts for a supporter."""
    turns = [Turn(SEEKER if side == "S" else SUPPORTER, text) for side, text, _ in said]
    feelings = [Reading(numbers={"intensity": 5.0}) if side == "S" else None for side, _, _ in said]
    cues = [Reading(level=given) if side == "S" else None for side, _, given in said]
    acts = [Reading(labels=tuple(given)) if side == "P" else None for side, _, given in said]
    return hear(turns, Readings(tuple(feelings), tuple(cues), tuple(acts)))


@pytest.mark.parametrize(
    ("asked", "answer", "level_of_answer", "expected"),
    [
        (None, None, None, (1, False, False)),
        ("Are you thinking of killing yourself?", None, None, (1, True, False)),
        ("Are you thinking of killing yourself?", "no, god no, just so tired", "A0", (0, True, True)),
        ("Are you thinking of killing yourself?", "sometimes", "A0", (2, True, False)),
        ("Are you having thoughts of suicide?", "no but i have the pills here", "A3", (3, True, False)),
        ("What happened?", "no idea", "A0", (1, False, False)),
        ("Are you thinking of killing yourself?", "idk", "A0", (1, False, False)),
        (
            "Are you thinking of killing yourself?",
            "can we talk about something else",
            "A0",
            (1, False, False),
        ),
        ("Are you thinking of killing yourself?", "idk. i have the pills here", "A3", (3, True, False)),
    ],
)
def test_a_direct_question_and_its_answer_weigh_more_than_a_guess(asked, answer, level_of_answer, expected):
    talk = [("S", "i don't see the point any more", "A1")]
    talk += [("P", asked, ["closed_question"])] if asked else []
    talk += [("S", answer, level_of_answer)] if answer else []

    found = heard(*talk)

    assert (found.cue_level, found.asked_directly, found.answered_no) == expected


@pytest.mark.parametrize(
    ("cues", "level", "expected"),
    [
        (("abuse",), "A2", 0),
        (("abuse", "minor"), "A2", 0),
        (("abuse",), "A4", 4),
        (("abuse", "active"), "A2", 2),
        ((), "A2", 2),
    ],
)
def test_violence_by_others_has_its_own_card_and_calls_only_where_a_life_is_in_danger(cues, level, expected):
    reading = Reading(level=level, labels=cues)

    found = hear([Turn(SEEKER, "he hit me again")], Readings((None,), (reading,), (None,)))

    assert (found.cue_level, found.has_any_cue) == (expected, True)


def unclear(level):
    return Reading(level=level, labels=("unclear", "means"), numbers={"clear": 0})


@pytest.mark.parametrize(
    ("words", "level", "expected"),
    [
        ("im only half joking tbh", "A1", 1),
        ("im kinda not joking", "A1", 1),
        ("i lied. its all in a bag under my bed", "A3", 3),
        ("you asked and i meant it", "A2", 2),
        ("it wasn’t a joke", "A1", 1),
        ("just joking", "A1", 0),
        ("he lied to me", "A3", 0),
        ("i lied down for a bit", "A3", 0),
        ("i mean it was only a joke", "A3", 0),
        ("no, i mean it, im fine", "A3", 0),
    ],
)
def test_a_joke_or_a_no_that_is_taken_back_makes_the_unclear_words_clear(words, level, expected):
    turns = [Turn(SEEKER, words)]

    found = hear(turns, Readings((Reading(numbers={"intensity": 5.0}),), (unclear(level),), (None,)))

    assert found.cue_level == expected


@pytest.mark.parametrize(
    ("answer", "read_as", "expected"),
    [
        ("idk", "A2", (1, False)),
        ("i don’t know", "A2", (1, False)),
        ("Not sure.", "A1", (1, False)),
        ("idk", "A4", (4, True)),
        ("dunno, took them all", "A4", (4, True)),
        ("not sure. probably tonight", "A3", (3, True)),
        ("idk maybe yes", "A2", (2, True)),
        ("pass me the rope", "A3", (3, True)),
    ],
)
def test_a_bare_idk_is_no_yes_and_words_beside_it_count(answer, read_as, expected):
    talk = [
        ("S", "of everything. of me", "A0"),
        ("P", "Are you thinking about suicide?", ["closed_question"]),
        ("S", answer, read_as),
    ]

    found = heard(*talk)

    assert (found.cue_level, found.asked_directly) == expected


def test_a_grave_cue_is_not_taken_back_by_a_later_no():
    found = heard(
        ("S", "i took them all", "A4"),
        ("P", "Are you safe right now?", ["closed_question"]),
        ("S", "no no it's fine", "A0"),
    )

    assert found.cue_level == 4


@pytest.mark.parametrize(("answer", "level"), [("yes. since january", 3), ("no, god no", 0)])
def test_a_yes_makes_the_unclear_words_before_it_clear(answer, level):
    talk = [
        Turn(SEEKER, "I asked my brother for the key to his cupboard"),
        Turn(SUPPORTER, "Are you thinking about suicide?"),
        Turn(SEEKER, answer),
    ]
    unclear, nothing = Reading(level="A3", labels=("unclear", "means")), Reading(level="A0")

    found = hear(talk, Readings((None, None, None), (unclear, None, nothing), (None, Reading(), None)))

    assert found.cue_level == level


def test_the_latest_words_name_the_hard_moments_those_of_others_only_when_clear():
    talk = [Turn(SEEKER, "i could kill him"), Turn(SEEKER, "he hits me. my friend is not well either")]
    clear = Reading(level="A4", labels=("threat",))
    unclear = Reading(level="A1", labels=("unclear", "abuse", "third_party"))

    assert hear(talk, Readings((None, None), (clear, unclear), (None, None))).situations == (
        "abuse",
        "threat",
    )


def test_reflections_advice_and_questions_are_counted_over_the_last_twelve():
    talk = [("P", "You should go out.", ["advice_without_permission"])] + [
        ("P", f"You were alone all day, {n}.", ["simple_reflection"]) for n in range(12)
    ]

    found = heard(*talk)

    assert (found.reflections, found.unasked_advice, found.supporter_messages) == (12, 0, 13)


def test_questions_in_a_row_end_with_a_reflection():
    question, reflection = (
        ("P", "When was that?", ["closed_question"]),
        ("P", "It hurt.", ["simple_reflection"]),
    )

    assert heard(question, question, question).questions_in_a_row == 3
    assert heard(question, reflection, question).questions_in_a_row == 1


@pytest.mark.parametrize("words", ["whatever", "you don't get it", "forget it", "did you even read that?"])
def test_strain_is_noticed(words):
    assert heard(("S", "it was a bad day", "A0"), ("P", "Oh?", ["minimal"]), ("S", words, "A0")).is_strained


def test_wishing_for_advice_is_noticed():
    assert heard(("S", "she left. what should i do?", "A0")).advice_asked
    assert not heard(("S", "she left.", "A0")).advice_asked


@pytest.mark.parametrize(
    ("words", "is_unwanted"),
    [
        ("i dont want advice i want to yell", True),
        ("please don't tell me it gets better", True),
        ("no tips please", True),
        ("I just need to vent", True),
        ("do you have any advice", False),
        ("he gave me no choice", False),
    ],
)
def test_who_wants_no_ideas_says_so(words, is_unwanted):
    assert heard(("S", words, "A0")).ideas_unwanted is is_unwanted


@pytest.mark.parametrize(
    ("words", "contra"),
    [
        ("no breathing stuff please", {"breathing"}),
        ("dont tell me to breathe", {"breathing"}),
        ("breathing exercises only make it worse", {"breathing"}),
        ("I hate breathing exercises.", {"breathing"}),
        ("i don’t want any breathing techniques", {"breathing"}),
        ("my baby is not breathing", set()),
        ("my therapist told me to breathe and it helped", set()),
        ("No let's do the breathing again", set()),
        ("I can't breathe", set()),
        ("it feels like no air, can we breathe together?", set()),
        ("I have a pacemaker", {"medical"}),
    ],
)
def test_a_body_and_a_no_to_breathing_are_cautions(words, contra):
    assert heard(("S", words, "A0")).contra == contra


def test_a_long_own_story_is_noticed():
    story = "When my wife left me I could not eat for weeks and my brother came and he cooked and " * 3

    assert heard(("S", "she left", "A0"), ("P", story, ["self_disclosure"])).talks_of_self


def test_what_could_not_be_read_is_said():
    turns = (Turn(SEEKER, "我很累"),)

    assert not hear(turns, Readings((UNAVAILABLE,), (UNAVAILABLE,), (None,))).is_complete


def test_a_talk_without_words_is_empty():
    found = hear([])

    assert (found.cue_level, found.seeker_messages, found.supporter_share) == (0, 0, None)


def test_words_of_somebody_on_call_are_nobodys_listening_but_their_question_was_asked():
    turns = [
        Turn(SEEKER, "i don't see the point any more"),
        Turn("on_call", "I am Dee. Are you thinking of killing yourself?"),
        Turn(SEEKER, "yes"),
    ]
    readings = read_all(turns)

    found = hear(turns, readings)

    assert readings.acts == (None, None, None)
    assert (readings.feelings[1], readings.cues[1]) == (None, None)
    assert (found.supporter_messages, found.questions, found.seeker_messages) == (0, 0, 2)
    assert (found.asked_directly, found.cue_level >= 2) == (True, True)


def felt(*labels):
    """Hear a seeker's messages, each with one feeling in front."""
    turns = [Turn(SEEKER, "words") for _ in labels]
    readings = tuple(Reading(labels=(label,)) for label in labels)
    return hear(turns, Readings(readings, (Reading(level="A0"),) * len(labels), (None,) * len(labels)))


def test_hopelessness_is_counted_in_the_latest_messages_only():
    assert felt("hopeless", "joy", "hopeless").hopeless_times == 2
    assert felt("hopeless", "joy", "joy", "hopeless").hopeless_times == 1


def test_words_that_may_mean_danger_are_a_sign_though_one_of_them_is_no_level():
    turns = [Turn(SEEKER, "i am done with all of it")]

    found = hear(turns, Readings((None,), (Reading(level="A1", labels=("unclear",)),), (None,)))

    assert (found.cue_level, found.has_any_cue) == (0, True)
    assert not heard(("S", "hello", "A0")).has_any_cue
