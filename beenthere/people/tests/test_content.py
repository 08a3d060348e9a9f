from beenthere.people import catalog, queries
from beenthere.people.checks import content_is_right


def test_our_own_words_have_no_problems():
    assert content_is_right(None) == []


def test_there_are_topics_languages_and_the_five_needs():
    assert len(queries.topics()) >= 25
    assert {"en", "es"} <= {language.slug for language in queries.languages()}
    assert [need.slug for need in queries.needs()] == ["vent", "be-understood", "solve", "distract", "decide"]
    assert queries.topic_labels(["grief", "gone-since"]) == ["grief"]


def test_every_problem_of_a_file_is_told_at_once(tmp_path):
    path = tmp_path / "topics.yml"
    path.write_text(
        "- {slug: Grief!, label: grief, about: x}\n"
        "- {slug: sleep, label: '', about: x}\n"
        "- {slug: sleep, label: sleep, about: x, colour: red}\n"
        "- just words\n",
        encoding="utf-8",
    )

    told = {(problem.where, problem.what) for problem in catalog.problems(path)}

    assert len(told) == 5
    assert ("topics.yml: slug", "'sleep' stands twice") in told
    assert all(problem.do for problem in catalog.problems(path))


def test_a_file_that_is_missing_or_no_list_is_one_problem(tmp_path):
    (tmp_path / "needs.yml").write_text("slug: vent\n", encoding="utf-8")

    assert len(catalog.problems(tmp_path / "needs.yml")) == 1
    assert len(catalog.problems(tmp_path / "gone.yml")) == 1
