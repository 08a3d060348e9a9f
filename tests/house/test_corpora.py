"""The corpora keep to their guide, tested voices stay apart, and the cards speak of the weights that ship."""

import json

import pytest

from beenthere.readers.model import WEIGHTS
from training import corpora, sentences
from training.heads import ACTS, CUES, DRIFTS, EMOTIONS, MECHANISMS, NEEDS

CARDS = corpora.FOLDER.parent.parent / "docs" / "readers"
READERS = ["feeling", "cue", "talk", "listening", "drift"]


@pytest.fixture(scope="module")
def messages():
    return corpora.messages()


def test_every_line_follows_the_guide(messages):
    known = {
        "emotion": EMOTIONS, "need": NEEDS, "cue": CUES, "act": ACTS, "mechanism": MECHANISMS, "drift": ("none", *DRIFTS),
    }  # fmt: skip
    for one in messages:
        for head, labels in known.items():
            assert one.example.known.get(head, frozenset()) <= set(labels), (
                one.voice,
                one.scenario,
                one.example.text,
            )


def test_every_sentence_about_the_body_is_nothing_or_an_emergency():
    lines = list(sentences.fields(sentences.BODIES, 3))

    assert {level for level, _, _ in lines} == {"A0", "A4"}
    for level, cues, text in lines:
        assert ("medical" in cues.split(",")) is (level == "A4"), text
        assert set(cues.split(",")) <= {*CUES, "-"}, text


def test_a_line_that_does_not_follow_it_is_named(tmp_path):
    path = tmp_path / "w99" / "talk.txt"
    path.parent.mkdir()
    path.write_text("# kind: loose\nP|sr|i|-|You were alone.\nP|sr|You were alone.\n")

    with pytest.raises(corpora.BadLine, match="talk.txt:3"):
        corpora.messages(tmp_path)


def test_voices_are_never_split_and_twins_do_not_cross(messages):
    kept, gone = corpora.without_twins(messages)
    parts = {one.voice: corpora.part_of(one.voice) for one in kept}

    assert set(parts.values()) == {"train", "tune", "test"}
    assert len(kept) + gone == len(messages)
    tested = {
        one.example.text for one in kept if parts[one.voice] == "test" and len(one.example.text.split()) > 3
    }
    learned = {one.example.text for one in kept if parts[one.voice] == "train"}
    assert not tested & learned


def test_a_near_duplicate_is_taken_out_of_training(messages):
    tested = next(
        one for one in messages if corpora.part_of(one.voice) == "test" and len(one.example.text.split()) > 12
    )
    twin = corpora.Message("w04", "x", tested.side, tested.example)

    kept, gone = corpora.without_twins([twin, tested])

    assert (kept, gone) == ([tested], 1)


@pytest.mark.parametrize("name", READERS)
def test_weights_and_cards_belong_to_these_corpora(name, messages):
    kept, _ = corpora.without_twins(messages)
    about = json.loads((WEIGHTS / f"{name}.json").read_text())

    assert about["corpora"] == corpora.fingerprint(kept)
    assert about["corpora"] in (CARDS / f"{name}.md").read_text()


def test_the_encoder_stays_small():
    assert (WEIGHTS / "encoder.onnx").stat().st_size <= 25_000_000
