"""A review of a talk: figures with their denominators, evidence by message, nothing for too little."""

from beenthere.readers import Reading, Turn, cue, drift, review
from beenthere.readers.plots import bars, course
from beenthere.readers.reviewing import LEAST_FOR_COMPLEX
from beenthere.readers.shapes import Span

TALK = [
    Turn("seeker", "she left on sunday and i can't stop crying"),
    Turn("supporter", "What happened?"),
    Turn("seeker", "she just packed. i feel so ashamed"),
    Turn("supporter", "You should go out and meet new people."),
    Turn("seeker", "i don't want to wake up tomorrow"),
    Turn("supporter", "Don't worry, here's my number: 07700 900123"),
]


def test_an_empty_talk_gives_an_empty_review():
    found = review([])

    assert found.measures.turns == 0
    assert found.measures.reflections_per_turn is None
    assert found.next_skills == ()


def test_evidence_stands_at_its_message():
    found = review(TALK)

    assert 5 in [one.turn for one in found.cues]
    assert found.contacts[0].turn == 6
    assert "07700" in found.contacts[0].words
    assert any(one.label == "off_channel" and one.turn == 6 for one in found.drifts)


def test_between_friends_meeting_and_phoning_is_no_drift():
    assert not any(one.label == "off_channel" for one in review(TALK, mode="friend").drifts)


def test_every_message_is_counted_once():
    found = review(TALK)

    assert found.measures.turns == 3
    assert len(found.readings) == len(TALK)
    assert found.measures.words == 17


def test_a_share_of_complex_reflections_needs_enough_of_them():
    few = review(
        [Turn("supporter", "It sounds like part of you wants to go and part of you wants to stay.")] * 3
    )

    assert few.measures.complex_share is None or LEAST_FOR_COMPLEX <= 3


def test_what_could_not_be_read_is_named_and_in_no_figure():
    found = review(
        [Turn("seeker", "我很累"), Turn("supporter", "你怎么了"), Turn("supporter", "What happened?")]
    )

    assert found.unread == (1, 2)
    assert sum(found.measures.acts.values()) == len(
        [a for a in found.readings[2] if a in found.measures.acts]
    )


def test_pictures_say_in_words_what_they_show():
    found = review(TALK)

    line = course(found.course, title="Strength <0-10>", about="one, two")
    assert "<title>Strength &lt;0-10&gt;</title><desc>one, two</desc>" in line
    assert bars([("a & b", 3)], title="t", about="d").count("<rect") == 1
    assert course((), title="t", about="d") == ""


def test_a_label_is_never_shown_with_the_words_of_another(monkeypatch):
    read = Reading(
        labels=("plan", "passive"), level="A3", because=(Span(0, 7, "tonight", "plan"),), numbers={"clear": 3}
    )
    monkeypatch.setattr(cue, "read_many", lambda talks: [read for _ in talks])

    found = review([Turn("seeker", "tonight i am done")])

    assert [(one.label, one.words) for one in found.cues] == [("plan", "tonight"), ("passive", "")]


def test_an_unclear_cue_is_said_to_be_unclear_beside_its_name(monkeypatch):
    read = Reading(labels=(cue.UNCLEAR, "passive"), level="A1", because=(Span(0, 4, "done", "passive"),))
    monkeypatch.setattr(cue, "read_many", lambda talks: [read for _ in talks])

    (one,) = review([Turn("seeker", "done")]).cues

    assert (one.label, one.words) == ("unclear, passive", "done")


def test_each_speaker_has_their_own_count_and_each_who_supports_their_own_measures():
    talk = [
        Turn("seeker", "she left on sunday", name="Ann"),
        Turn("supporter", "What happened?", name="Bo"),
        Turn("supporter", "I'm here too.", name="Dee"),
        Turn("supporter", "And then?", name="bo"),
    ]

    ann, bo, dee = review(talk).speakers

    assert (ann.name, ann.turns, ann.words, ann.measures) == ("Ann", 1, 4, None)
    assert (bo.name, bo.turns, bo.measures.turns, bo.measures.words) == ("Bo", 2, 2, 4)
    assert (dee.measures.turns, dee.measures.words) == (1, 3)
    assert dee.measures.share_of_words == round(3 / 11, 3)


def test_without_names_each_side_is_one_speaker_with_the_figures_of_the_whole():
    found = review(TALK)

    assert [(one.name, one.turns) for one in found.speakers] == [("seeker", 3), ("supporter", 3)]
    assert found.speakers[1].measures == found.measures


def test_advice_is_early_by_the_messages_of_the_one_who_gives_it(monkeypatch):
    asked = []

    def read_many(talks, *, mode, turns):
        asked.extend(turns)
        return [Reading() for _ in talks]

    monkeypatch.setattr(drift, "read_many", read_many)
    review([Turn("supporter", "Hi.", name=name) for name in ("Bo", "Bo", "Bo", "Dee")])

    assert asked == [1, 2, 3, 1]
