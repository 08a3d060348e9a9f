"""`beenthere read`, `suggest` and `review` from outside: good lines answered, bad ones named, nothing of the service touched."""

import io
import json
import os
import subprocess
import sys

import pytest

from beenthere.config.commands import review
from beenthere.config.commands.lines import answer_lines

TALK = "Sam: i feel awful since the breakup\nBo: What happened?\nno name here\nSam: i don't want to wake up tomorrow\n"


def beenthere(*words, said=""):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BEENTHERE")}
    return subprocess.run(
        [sys.executable, "-c", "from beenthere.config.cli import main; main()", *words],
        input=said, capture_output=True, text=True, env=clean, check=False,
    )  # fmt: skip


def test_read_answers_the_good_lines_names_the_bad_and_says_so_by_its_exit():
    done = beenthere(
        "read",
        "cue",
        said='{"id": 1, "text": "i took them all"}\n{oops\n\n{"id": 3}\n{"id": 4, "text": "hi"}\n',
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], one["level"]) for one in answers] == [(1, "A4"), (4, "A0")]
    assert "line 2" in done.stderr
    assert "line 4" in done.stderr
    assert done.returncode == 1


def test_suggest_answers_a_moment():
    row = {"id": "m", "turns": [{"who": "seeker", "text": "i don't want to wake up tomorrow"}], "distress": 8}
    done = beenthere("suggest", said=json.dumps(row) + "\n")

    (answer,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert answer["first"] == "ask-directly"
    assert 1 <= len(answer["suggestions"]) <= 3
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({}, "turns"), ({"turns": "x"}, "turns"), ({"turns": [{"who": "boss", "text": "x"}]}, "who"),
        ({"turns": [], "distress": 11}, "distress"), ({"turns": [], "need": "money"}, "need"), ({"turns": [], "phase": "page 58"}, "phase"),
    ],
)  # fmt: skip
def test_a_moment_that_can_not_be_read_says_why(row, why):
    from beenthere.companion.lines import BadRow, suggest_row

    with pytest.raises(BadRow, match=why):
        suggest_row(row)


def test_an_empty_moment_still_gets_an_answer():
    from beenthere.companion.lines import suggest_row

    assert suggest_row({"id": 1, "turns": []})["first"] is None


def test_a_batch_with_one_bad_row_loses_only_that_row(capsys):
    def answer(rows):
        if any("bad" in row for row in rows):
            raise ValueError("this one is bad")
        return rows

    out = io.StringIO()
    code = answer_lines(answer, io.StringIO('{"id": 1}\n{"bad": 2}\n{"id": 3}\n'), out)

    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == [1, 3]
    assert "line 2: this one is bad" in capsys.readouterr().err
    assert code == 1


def reviewed(path, **told):
    return review.run(
        **{"path": path, "html": None, "as_json": False, "supporter": "", "mode": "line"} | told
    )


def test_review_prints_what_a_trainer_needs_and_names_the_left_out_line(tmp_path, capsys):
    path = tmp_path / "talk.txt"
    path.write_text(TALK)

    code = reviewed(path)

    told = capsys.readouterr()
    assert "line 3 was left out" in told.err
    assert "reflections per message" in told.out
    assert "don't want to wake up" in told.out
    assert "Who supports is a guess" in told.out
    assert code == 1


def test_review_as_json_holds_every_measure(tmp_path, capsys):
    path = tmp_path / "talk.txt"
    path.write_text(TALK.replace("no name here\n", ""))

    assert reviewed(path, as_json=True, supporter="Bo") == 0

    found = json.loads(capsys.readouterr().out)
    assert found["measures"]["turns"] == 1
    assert found["cues"][0]["turn"] == 3


def test_review_of_a_folder_writes_a_page_for_each_talk(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(TALK)

    reviewed(tmp_path, html=tmp_path / "out")

    page = (tmp_path / "out" / "one.html").read_text()
    assert page.count('<svg role="img"') >= 1
    assert "no grade" in page
    assert "<script" not in page
    assert (tmp_path / "out" / "two.html").exists()


def test_words_of_a_transcript_can_not_become_markup(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("Sam: <img src=x onerror=alert(1)> hello\nBo: What & why?\n")

    reviewed(path, html=tmp_path / "talk.html")

    assert "<img" not in (tmp_path / "talk.html").read_text()


def test_review_of_nothing_says_what_it_looked_for(tmp_path, capsys):
    assert reviewed(tmp_path) == 1
    assert ".csv" in capsys.readouterr().err
    assert reviewed(tmp_path / "missing.txt") == 1
