"""The hazard log: whole, honest about what is left, and each control shown by a test that exists and passed."""

from pathlib import Path

import pytest

from beenthere.safety import hazards

ROOT = Path(__file__).resolve().parents[3]
LOG = ROOT / "docs" / "hazards.yml"
GOOD = """
- id: H01
  hazard: a
  cause: b
  harm: c
  before: {severity: 5, likelihood: 4}
  controls:
    - {what: d, tests: ["beenthere/safety/tests/test_hazards.py::test_the_log_has_no_problems"]}
  left: {severity: 5, likelihood: 1}
  owner: e
"""


def test_the_log_has_no_problems():
    assert hazards.problems(LOG, ROOT) == []


def test_nothing_high_is_left():
    assert [hazard.id for hazard in hazards.read(LOG) if hazard.left.is_high] == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("owner: e", "boss: e", "other fields"),
        ("likelihood: 1}", "likelihood: 9}", "not graded"),
        ("likelihood: 1}", "likelihood: 4}", "is high"),
        ("::test_the_log_has_no_problems", "::test_nobody_wrote", "does not exist"),
        ('["beenthere/safety/tests/test_hazards.py::test_the_log_has_no_problems"]', "[]", "names no test"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, right, wrong, says):
    path = tmp_path / "hazards.yml"
    path.write_text(GOOD.replace(right, wrong))

    assert any(says in problem for problem in hazards.problems(path, ROOT))


def test_too_few_twice_and_unreadable_are_named(tmp_path):
    path = tmp_path / "hazards.yml"
    path.write_text(GOOD + GOOD)
    said = " ".join(hazards.problems(path, ROOT))
    assert "stands twice" in said
    assert "only 2 hazards" in said

    path.write_text("{")
    assert "can not be read" in hazards.problems(path, ROOT)[0]


def junit(tmp_path, inside="", name="test_the_log_has_no_problems[one]"):
    path = tmp_path / "tests.xml"
    place = "beenthere.safety.tests.test_hazards"
    path.write_text(
        f'<testsuites><testsuite><testcase classname="{place}" name="{name}">{inside}</testcase></testsuite></testsuites>'
    )
    return hazards.outcomes(path)


@pytest.mark.parametrize(
    ("inside", "name", "unproven"),
    [
        ("", "test_the_log_has_no_problems[one]", None),
        ("<failure/>", "test_the_log_has_no_problems", "failed"),
        ("<error/>", "test_the_log_has_no_problems", "failed"),
        ("<skipped/>", "test_the_log_has_no_problems", "skipped"),
        ("", "test_something_else", "not run"),
    ],
)
def test_a_control_is_shown_only_by_tests_that_passed(tmp_path, inside, name, unproven):
    path = tmp_path / "hazards.yml"
    path.write_text(GOOD)

    found = hazards.unproven(hazards.read(path), junit(tmp_path, inside, name))

    assert found == ([] if unproven is None else [f"H01: d: {unproven}"])


def test_the_page_names_every_hazard_and_leaves_room_to_sign(tmp_path):
    from beenthere.config.commands import safety_case

    out = tmp_path / "case.html"

    assert safety_case.run(out=out, tests=None) == 0

    page = out.read_text()
    assert all(f"{hazard.id}. " in page for hazard in hazards.read(LOG))
    assert "clinical safety officer" in page
