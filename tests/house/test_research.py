"""The research sets are read so that nothing of what is measured was learned, and nothing needed is cut off."""

import json

import pytest

from training import research
from training.shapes import Example


@pytest.fixture
def written(tmp_path):
    def write(*rows):
        path = tmp_path / "train.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return path

    return write


def _said(text, *before, **more):
    context = [{"speaker": "client", "text": one} for one in before]
    return {"text": text, "context": context, "behaviour": "question", "transcript_id": 1, **more}


def test_a_session_is_learned_or_kept_back_but_never_both():
    examples = [Example(f"message {n}") for n in range(40)]
    groups = [str(n // 4) for n in range(40)]
    group_of = dict(zip([one.text for one in examples], groups, strict=True))
    for learned, back in research.folds(examples, groups, 0.2, 3):
        assert len(back) == 8
        assert len(learned) == 32
        assert not {group_of[one.text] for one in learned} & {group_of[one.text] for one in back}


def test_each_member_keeps_back_other_sessions_so_that_together_they_learn_all():
    examples = [Example(f"message {n}") for n in range(40)]
    parts = list(research.folds(examples, [str(n // 4) for n in range(40)], 0.2, 3))
    back = [one.text for _, kept in parts for one in kept]
    assert len(back) == len(set(back)) == 24
    assert {one.text for learned, _ in parts for one in learned} == {one.text for one in examples}


def test_a_nod_before_a_question_lets_the_turn_before_it_be_heard(written):
    path = written(_said("And then?", "My sister moved out last spring.", "Mm."))
    assert research.annomi(path)[0].context == "My sister moved out last spring. / Mm."


def test_a_full_turn_before_a_question_is_heard_alone(written):
    path = written(_said("And then?", "Long ago.", "My sister moved out last spring."))
    assert research.annomi(path)[0].context == "My sister moved out last spring."


def test_all_that_an_utterance_does_is_learned_beside_the_main_thing(written):
    path = written(
        _said("So it hurt. Why?", question_subtype="open", reflection_subtype="simple", input_subtype="n/a")
    )
    known = research.annomi(path)[0].known
    assert known["behaviour"] == {"question"}
    assert known["does"] == {"open", "simple"}


def test_the_turns_of_clients_are_left_out_together_with_their_sessions(written):
    path = written(_said("Hello?"), _said("Hi.", behaviour=None), _said("Well?", transcript_id=2))
    assert len(research.annomi(path)) == 2
    assert research.sessions(path) == ["1", "2"]


def test_a_long_reply_keeps_its_beginning_and_the_question_at_its_end(written):
    reply = " ".join(["First", *["and"] * 300, "why?"])
    row = {"sp_id": "p", "seeker": "Help.", "response": reply, "er": 0, "ip": 1, "ex": 2}
    read = research.epitome(written(row))[0]
    assert read.text.startswith("First and")
    assert read.text.endswith("and why?")
    assert len(read.text.split()) <= research.MOST_WORDS + 1
