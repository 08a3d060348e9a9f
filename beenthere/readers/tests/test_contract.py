"""One contract for all readers: whatever comes in, a reading comes out, the same one each time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from beenthere.readers import contact, cue, drift, feeling, listening, model, talk
from beenthere.readers.shapes import SEEKER, SUPPORTER, UNAVAILABLE, Reading, Turn

READERS = {
    "feeling": feeling,
    "cue": cue,
    "talk": talk,
    "listening": listening,
    "drift": drift,
    "contact": contact,
}
SIDE = {"listening": SUPPORTER, "drift": SUPPORTER}
ODD = {
    "nothing": "",
    "blanks": "  \n\t ",
    "one word": "ok",
    "very long": "I keep going round in circles about the same evening. " * 75,
    "one long word": "a" * 4000,
    "signs only": "😭😭💔",
    "arabic": "لا أعرف ماذا أفعل",
    "chinese": "我不知道该怎么办",
    "nulls": "i am\x00 fine",
    "mixed": "i feel так плохо tonight",
}
EVERYBODY = pytest.mark.parametrize("name", READERS)


def read(name, text, before=""):
    side = SIDE.get(name, SEEKER)
    other = SUPPORTER if side == SEEKER else SEEKER
    return READERS[name].read([*([Turn(other, before)] if before else []), Turn(side, text)])


@EVERYBODY
@pytest.mark.parametrize("kind", ODD)
def test_whatever_comes_in_a_reading_comes_out(name, kind):
    found = read(name, ODD[kind])

    assert isinstance(found, Reading)
    assert all(0 <= span.start <= span.end <= len(ODD[kind].strip()) + 2 for span in found.because)


@EVERYBODY
def test_no_turns_at_all_say_nothing(name):
    found = READERS[name].read([])

    assert found.labels == ()


@EVERYBODY
def test_the_same_words_are_read_the_same_way_twice(name):
    model.forget()
    first = read(name, "I'm so tired of all this, maybe I could call her tomorrow?", before="What now?")
    model.forget()

    assert (
        read(name, "I'm so tired of all this, maybe I could call her tomorrow?", before="What now?") == first
    )


@pytest.mark.parametrize("name", ["feeling", "cue", "talk", "listening", "drift"])
def test_a_batch_reads_as_one_by_one(name):
    side = SIDE.get(name, SEEKER)
    talks = [
        [Turn(side, text)]
        for text in ("It was a long day.", "", "Take the pills he gave you.", "I hear you. " * 40)
    ]

    together = READERS[name].read_many(talks)

    for alone, one in zip([READERS[name].read(one) for one in talks], together, strict=True):
        assert (alone.labels, alone.level, alone.available) == (one.labels, one.level, one.available)


@EVERYBODY
def test_readers_answer_many_threads_at_once(name):
    texts = [f"Nothing has changed since Monday, day {n}, and I can't sleep." for n in range(24)]
    alone = [read(name, text).labels for text in texts]
    model.forget()

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: read(name, text).labels, texts))

    assert together == alone


@pytest.mark.parametrize("name", ["feeling", "cue", "talk", "listening", "drift"])
@pytest.mark.parametrize("kind", ["signs only", "arabic", "chinese"])
def test_what_can_not_be_read_is_unavailable_and_never_quiet(name, kind):
    assert read(name, ODD[kind]) == UNAVAILABLE


@pytest.mark.parametrize("name", ["feeling", "talk", "listening", "drift"])
def test_a_language_nobody_trained_on_is_unavailable(name):
    assert not read(name, "Ich weiß nicht, was ich noch machen soll, und es ist mir alles zu viel.").available


@pytest.mark.parametrize("name", ["feeling", "talk", "listening"])
@pytest.mark.parametrize(
    ("text", "language", "is_read"),
    [
        ("Ja, genau.", "en", True),
        ("Ja, genau.", "de", False),
        ("Evet, tamam.", "tr", False),
        ("I feel so low and nothing helps me.", "de", True),
    ],
)
def test_in_a_talk_in_another_language_english_has_to_show(name, text, language, is_read):
    turn = Turn(SIDE.get(name, SEEKER), text, language)

    assert READERS[name].read([turn]).available is is_read


@pytest.mark.parametrize("name", ["feeling", "talk", "listening", "drift"])
def test_without_weights_a_reader_says_that_it_can_not_read(name, monkeypatch, tmp_path):
    monkeypatch.setattr(model, "_half", lambda name: model.Half(name, tmp_path))
    monkeypatch.setattr(model, "_encoder", lambda: model.Encoder(tmp_path))

    assert read(name, "I feel low tonight.") == UNAVAILABLE


def test_without_weights_explicit_danger_is_still_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr(model, "_half", lambda name: model.Half(name, tmp_path))

    assert read("cue", "I'm going to kill myself tonight").level == "A3"
    assert not read("cue", "I feel low tonight.").available


def test_danger_at_the_end_of_a_long_message_is_seen():
    long_way = "Today I went to work and then I came home and cooked and watched the rain for a while. " * 40

    assert read("cue", f"{long_way}I want to kill myself.").level in ("A2", "A3")


def test_a_cue_has_no_score():
    assert not read("cue", "I want to die").scores


EVIDENCE = {
    "drift": "You clearly have depression, stop your pills. I promise I will never tell anyone. You only need me, I love you.",
    "feeling": "I'm ashamed, so angry at him and scared, and lonely, and I miss my mum, everything is hopeless.",
    "listening": "That sounds so hard. Have you tried a walk? I went through the same, and you should call her. You are strong.",
    "cue": "My friend wants to kill herself tonight with pills. I used to cut, my dad hits me, I'm 14, I'd rather be dead.",
    "talk": "Maybe I could call her tomorrow. Thank you, that helps, I feel lighter, I never saw it like that.",
}


@pytest.mark.parametrize("name", EVIDENCE)
def test_the_words_shown_are_those_of_labels_that_are_shown_and_of_all_of_them(name):
    found = read(name, EVIDENCE[name])

    with_words = {span.label for span in found.because}
    assert with_words <= set(found.labels)
    speaking = {one for one in found.labels if one in may_speak(name, EVIDENCE[name])}
    assert with_words >= speaking
    assert all(EVIDENCE[name][span.start : span.end] == span.words for span in found.because)


def may_speak(name, text):
    half = model.half(name)
    labels = [label for _, labels, _ in half.heads for label in labels]
    return {label for label in labels if label != "neutral" and half.because(text, label)}


def test_a_fourth_label_has_its_words_too(monkeypatch):
    codes = ["diagnose", "medication", "promise_secrecy", "dependency", "romantic_sexual"]
    monkeypatch.setattr(drift, "passed", lambda name, chances, known: codes)
    monkeypatch.setattr(drift, "LIKELY", 0.0)

    found = read("drift", EVIDENCE["drift"])

    assert [span.label for span in found.because] == codes


def test_words_of_a_drift_that_was_dropped_are_dropped_with_it(monkeypatch):
    monkeypatch.setattr(drift, "passed", lambda name, chances, known: ["over_disclose", "diagnose"])
    monkeypatch.setattr(drift, "LIKELY", 0.0)
    turns = [Turn(SUPPORTER, "I was depressed myself for years, and you clearly have depression.")]

    on_the_line, between_friends = drift.read(turns), drift.read(turns, mode="friend")

    assert {span.label for span in on_the_line.because} == {"over_disclose", "diagnose"}
    assert between_friends.labels == ("diagnose",)
    assert {span.label for span in between_friends.because} == {"diagnose"}


def test_a_way_out_stands_under_the_drift_it_speaks_for():
    found = drift.read([Turn(SUPPORTER, "See https://x-talks.example/room or call me on 07700 900123")])

    (span,) = [one for one in found.because if one.label == "off_channel"]
    assert "07700" in span.words or "call me" in span.words or "x-talks" in span.words
    assert {one.label for one in found.because} <= set(found.labels)


def test_somebody_else_is_named_by_the_words_that_name_them():
    found = read("cue", "My friend keeps texting me i am going to kill myself")

    assert "third_party" in found.labels
    assert "My friend" in [span.words for span in found.because if span.label == "third_party"]
