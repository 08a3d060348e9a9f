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


def beenthere(*words, said="", **told):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BEENTHERE")}
    done = subprocess.run(
        [sys.executable, "-c", "from beenthere.config.cli import main; main()", *words],
        input=said if isinstance(said, bytes) else said.encode(), capture_output=True, env=clean | told, check=False,
    )  # fmt: skip
    return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())


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


BAD = {
    "a half of a character": (b'{"id": 2, "text": "oh \\ud83d"}', "half of a character"),
    "a half in the id": (b'{"id": "\\udc00", "text": "hi"}', "half of a character"),
    "a number of 5,000 digits": (b'{"id": ' + b"9" * 5000 + b', "text": "hi"}', "too many digits"),
    "a number beyond all size": (b'{"id": 1e999, "text": "hi"}', "too large"),
    "no number": (b'{"id": NaN, "text": "hi"}', "NaN is not a number"),
    "deep nesting": (b'{"id": 2, "text": ' + b"[" * 100_000, "nested too deeply"),
    "another encoding": ('{"id": 2, "text": "j\'ai été"}'.encode("latin-1"), "not UTF-8"),
    "a list": (b'["text"]', "not a JSON object"),
    "a mode nobody knows": (b'{"id": 2, "text": "hi", "mode": "Friendz"}', '"mode" must be'),
    "a turn that is true": (b'{"id": 2, "text": "hi", "turn": true}', '"turn" must be'),
    "a context by a client": (b'{"id": 2, "text": "hi", "context": [{"who": "client", "text": "x"}]}', '"who" must be'),
}  # fmt: skip


def test_every_bad_line_is_named_in_plain_words_and_the_good_ones_are_answered_in_order():
    good = [
        json.dumps({"id": f"g{n}", "text": "i feel low, été 😔"}, ensure_ascii=False) for n in range(len(BAD))
    ]
    said = b"".join(g.encode() + b"\n" + bad + b"\n" for g, (bad, _) in zip(good, BAD.values(), strict=True))

    done = beenthere("read", "contact", said=said, PYTHONIOENCODING="latin-1")

    answers = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert answers == [f"g{n}" for n in range(len(BAD))]
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for (number, told), (name, (_, why)) in zip(
        enumerate(done.stderr.splitlines(), 1), BAD.items(), strict=True
    ):
        assert told.startswith(f"line {2 * number}: "), name
        assert why in told, name


def test_a_mark_of_the_encoding_before_the_first_line_is_no_part_of_it():
    done = beenthere("read", "contact", said=b'\xef\xbb\xbf{"id": 1, "text": "hi"}\n')

    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_stumbles_over_one_line_loses_only_that_line(capsys):
    def answer(rows):
        if any("bad" in row for row in rows):
            raise RuntimeError
        return rows

    out = io.StringIO()
    code = answer_lines(answer, ['{"id": 1}', '{"bad": 2}', '{"id": 3}'], out)

    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == [1, 3]
    assert "line 2: this could not be answered (RuntimeError)" in capsys.readouterr().err
    assert code == 1


def moment(*said):
    from beenthere.companion.lines import suggest_row

    return suggest_row({"id": "m", "turns": [{"who": who, "text": text} for who, text in said]})


def test_a_moment_in_words_nobody_could_read_says_so_and_never_that_all_is_well():
    found = moment(("seeker", "hello"), ("supporter", "What is it?"), ("seeker", "我想自杀"))

    assert found["available"] is False
    (told,) = [one for one in found["because"] if "unread" in one]
    assert told["unread"] == [3]
    assert "could not be read" in told["words"]
    assert "ask a human" in told["words"]


def test_unread_words_stay_the_latest_until_somebody_answers_them():
    assert not moment(("seeker", "我想自杀"), ("seeker", "please"))["available"]
    assert not moment(("seeker", "我想自杀"), ("supporter", "I am here."))["available"]

    later = moment(("seeker", "我想自杀"), ("supporter", "In English?"), ("seeker", "i feel low tonight"))
    assert later["available"]
    assert [one["unread"] for one in later["because"] if "unread" in one] == [[1]]


def test_a_moment_that_could_be_read_is_available():
    found = moment(("seeker", "i feel so low tonight"), ("supporter", "Was ist passiert?"))

    assert found["available"] is True
    assert not any("unread" in one for one in found["because"])


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
        ({"turns": [], "need": False}, "need"), ({"turns": [], "phase": 0}, "phase"),
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

    page = (tmp_path / "out" / "one.txt.html").read_text()
    assert page.count('<svg role="img"') >= 1
    assert "no grade" in page
    assert "<script" not in page
    assert (tmp_path / "out" / "two.txt.html").exists()


def test_talks_of_one_name_in_a_folder_keep_a_page_each(tmp_path, capsys):
    rows = "who,text\nseeker,i feel awful\nsupporter,What happened?\n"
    lines = '{"who": "seeker", "text": "she left"}\n{"who": "supporter", "text": "Tell me."}\n'
    for name, words in (("a.csv", rows), ("a.jsonl", lines), ("sub/a.csv", rows), ("other/a.csv", lines)):
        (tmp_path / "talks" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "talks" / name).write_text(words)

    code = reviewed(tmp_path / "talks", html=tmp_path / "out", as_json=True)

    told = capsys.readouterr()
    pages = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.html")}
    assert pages == {"a.csv.html", "a.jsonl.html", "sub/a.csv.html"}
    assert {json.loads(line)["file"] for line in told.out.splitlines()} == {"a.csv", "a.jsonl", "sub/a.csv"}
    assert "she left" in (tmp_path / "out" / "a.jsonl.html").read_text()
    assert "other/a.csv: " in told.err
    assert code == 1


def test_a_folder_with_one_talk_is_still_a_folder(tmp_path):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "one.txt").write_text("Sam: i feel awful\nBo: What happened?\n")
    (tmp_path / "out").mkdir()

    assert reviewed(tmp_path / "talks", html=tmp_path / "out") == 0
    assert (tmp_path / "out" / "one.txt.html").exists()


def test_a_single_talk_finds_its_place_in_a_folder_of_pages(tmp_path, capsys):
    path = tmp_path / "one.txt"
    path.write_text("Sam: i feel awful\nBo: What happened?\n")

    assert reviewed(path, html=tmp_path) == 0
    assert (tmp_path / "one.txt.html").exists()
    assert reviewed(path, html=path / "page.html") == 1
    assert "can not be written" in capsys.readouterr().err


TWO_SUPPORT = "Ann: i feel awful\nBo: What happened? And when?\nCy: You should go out more.\nAnn: she left\nBo: She left.\n"


def test_each_who_supports_has_figures_of_their_own(tmp_path, capsys):
    path = tmp_path / "talk.txt"
    path.write_text(TWO_SUPPORT)

    assert reviewed(path, as_json=True, supporter="bo, cy") == 0

    found = json.loads(capsys.readouterr().out)
    told = {one["name"]: one for one in found["speakers"]}
    assert [(name, one["side"], one["turns"], one["words"]) for name, one in told.items()] == [
        ("Ann", "seeker", 2, 5), ("Bo", "supporter", 2, 6), ("Cy", "supporter", 1, 5),
    ]  # fmt: skip
    assert told["Ann"]["measures"] is None
    assert told["Bo"]["measures"]["share_of_words"] == 0.375
    assert told["Cy"]["measures"]["turns"] == 1
    assert found["measures"]["turns"] == 3
    assert found["measures"]["words"] == 11


def test_a_page_puts_those_who_support_side_by_side_only_when_there_are_several(tmp_path, capsys):
    path = tmp_path / "talk.txt"
    path.write_text(TWO_SUPPORT)

    reviewed(path, html=tmp_path / "both.html", supporter="Bo,Cy")
    reviewed(path, html=tmp_path / "one.html", supporter="Bo")
    reviewed(path, supporter="Bo,Cy")

    both, one = (tmp_path / "both.html").read_text(), (tmp_path / "one.html").read_text()
    assert "of each alone" in both
    assert '<th scope="col">Bo</th><th scope="col">Cy</th>' in both
    assert "of each alone" not in one
    assert '<th scope="row">Cy</th><td>seeker</td>' in one
    assert "Cy (supporter): 1 messages, 5 words" in capsys.readouterr().out


def test_words_of_a_transcript_can_not_become_markup(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("Sam: <img src=x onerror=alert(1)> hello\nBo: What & why?\n")

    reviewed(path, html=tmp_path / "talk.html")

    assert "<img" not in (tmp_path / "talk.html").read_text()


def test_review_of_nothing_says_what_it_looked_for(tmp_path, capsys):
    assert reviewed(tmp_path) == 1
    assert ".csv" in capsys.readouterr().err
    assert reviewed(tmp_path / "missing.txt") == 1
