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
