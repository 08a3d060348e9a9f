"""Every problem of the content is said at once, with what to do."""

import shutil

import pytest

from beenthere.care import catalog


def test_our_own_content_has_no_problem():
    assert catalog.problems() == []
    assert len(catalog.first_sentences()) >= 3
    assert [one.slug for one in catalog.prompts()] == ["happened", "was", "want"]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("- {slug: happened, heading: a, question: b}", "starts"),
        ("- {slug: happened, heading: a, question: b, starts: [], more: c}", "more"),
        ("- {slug: other, heading: a, question: b, starts: [c]}", "slug"),
        ("- just words", "entry 1"),
        ("{}", "prompts.yml"),
        ("a: [", "prompts.yml"),
    ],
)
def test_a_wrong_file_says_where(tmp_path, words, where):
    shutil.copytree(catalog.FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / catalog.PROMPTS).write_text(words)

    assert any(where in one.where for one in catalog.problems(tmp_path))
