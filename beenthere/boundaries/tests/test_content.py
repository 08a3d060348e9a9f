import pytest
import textstat

from beenthere.boundaries import queries, text_problems, texts
from beenthere.boundaries.checks import content_is_right

FORBIDDEN = ["anonymous", "end-to-end", "hipaa", "validated", "100 %", "100%", "risk"]


def test_our_own_words_have_no_problems():
    assert content_is_right(None) == []


def test_every_problem_is_told_at_once(tmp_path):
    folder = tmp_path / "agreement"
    folder.mkdir()
    (folder / "seeker-1.md").write_text(
        "---\nkind: frame\nversion: 1\nboxes: [{slug: a}]\ncolour: red\n---\n- Call {nobody}\nstray\n",
        "utf-8",
    )
    (folder / "notes.txt").write_text("hello", "utf-8")
    (tmp_path / "dual_roles.yml").write_text("- {slug: stranger, ask: a}\n", "utf-8")

    told = " ".join(f"{problem.where} {problem.what}" for problem in text_problems.problems(tmp_path))

    for expected in (
        "colour is unknown", "kind is not", "version is not", "title is missing", "boxes are not all",
        "has a line that is no point", "unknown placeholder {nobody}", "notes.txt has an unknown name",
        "supporter-1.md is missing", "frame-1.md is missing", "entry 1 is not slug", "has no kind for strangers",
        "power has to be there and to forbid", "does not say {local_number}",
    ):  # fmt: skip
        assert expected in told, expected
    assert all(problem.do for problem in text_problems.problems(tmp_path))


@pytest.mark.parametrize("side", ["seeker", "supporter"])
def test_no_placeholder_is_left_open(side):
    text = queries.agreement(side, local_number="144")

    words = " ".join([text.title, *text.points, *(box.words for box in text.boxes)])
    assert "{" not in words
    assert text.version == "1"


def test_the_agreement_names_the_number_the_days_and_whom_to_tell(settings):
    words = " ".join(queries.agreement("seeker", local_number="144").points)

    assert "call 144" in words
    assert f"{settings.TABLE.keep_days} days" in words
    assert "your local emergency number" in " ".join(queries.agreement("seeker").points)


def test_the_frame_says_who_how_long_and_what_if_quiet_in_two_lines():
    frame = queries.frame(name="Bo {minutes}", minutes=50, local_number="144")

    first, second = frame.lines
    assert "I am Bo {minutes}, a peer, not a therapist." in first
    assert "50 minutes" in first
    assert "go quiet" in second
    assert "144" in second


def test_ties_have_words_for_both_sides():
    assert [tie.slug for tie in queries.ties()][:2] == ["stranger", "friend"]
    assert all(tie.ask and tie.say for tie in queries.ties())


def seekers_words():
    frame = queries.frame(name="Bo", local_number="144")
    agreement = queries.agreement("seeker", local_number="144")
    said = [
        texts.fill(tie.say, {"name": "Bo", "profession": "nurse", "licence_place": "Graz"})
        for tie in queries.ties()
    ]
    return {
        "agreement": " ".join([*agreement.points, *(box.words for box in agreement.boxes)]),
        "frame": " ".join([*frame.lines, *frame.points]),
        "ties": " ".join(said),
        "standing": " ".join(
            texts.fill(tie.changes, {"name": "Bo", "profession": "nurse", "licence_place": "Graz"})
            for tie in queries.ties()
        ),
    }


@pytest.mark.parametrize("which", ["agreement", "frame", "ties", "standing"])
def test_seekers_read_plain_words(which):
    words = seekers_words()[which]

    assert textstat.automated_readability_index(words) <= 6
    assert textstat.coleman_liau_index(words) <= 6
    assert not [claim for claim in FORBIDDEN if claim in words.lower()]
