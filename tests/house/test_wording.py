"""Safe messaging and true claims: the repository keeps to them, and a planted sentence is found in each kind of file."""

from pathlib import Path

import pytest
from django.core.checks import run_checks

from beenthere.config import wording
from beenthere.config.wording import ALLOWANCES, EVERYTHING, Allowance
from beenthere.kernel import wording as rules
from beenthere.kernel.wording import NOTICES, RULES, WordsAreUnsafe, found_in, require_safe

SAYS = [
    ("committed", "He committed suicide last year."),
    ("committed", "People who commit suicide"),
    ("committed", "She was committing\n   suicide"),
    ("committed", "A suicide was committed here."),
    ("successful", "a successful suicide"),
    ("successful", "after a failed attempt"),
    ("successful", "a completed suicide attempt"),
    ("successful", "a failed attempt to end her life"),
    ("epidemic", "the suicide epidemic"),
    ("attention", "It was a cry for attention."),
    ("attention", "just attention-seeking"),
    ("romantic", "She is finally at peace."),
    ("romantic", "a way out of their pain"),
    ("single cause", "He died by suicide because she left."),
    ("single cause", "bullying drove him to suicide"),
    ("inevitable", "Nothing could have prevented it."),
    ("blame", "Suicide is selfish."),
    ("method", "She hanged herself."),
    ("method", "he jumped off a bridge"),
    ("dose", "a lethal dose"),
    ("dose", "He took 40 of pills and took 30 sleeping pills."),
    ("place", "a known suicide spot"),
    ("note", "The suicide note said"),
    ("label", "suicidal patients"),
    ("shock", "graphic images of the scene"),
    ("committed, German", "nach dem Selbstmord"),
    ("committed, French", "il a commis un suicide"),
    ("committed, Spanish", "cometió suicidio"),
    ("anonymous", "You are anonymous here."),
    ("encryption", "Talks are end-to-end encrypted."),
    ("hipaa", "We are HIPAA compliant."),
    ("hundred", "This is 100 % safe."),
    ("hundred", "It is completely confidential."),
    ("validated", "clinically proven to help"),
    ("risk", "This seeker is at high risk."),
    ("risk", "a risk score of 7"),
    ("patient", "Welcome our patients"),
    ("treatment", "Start your treatment today"),
    ("treatment", "Talk to a licensed therapist"),
]
SAYS_NOTHING_WRONG = [
    "He died by suicide. She took her own life. They survived an attempt.",
    "Are you thinking about killing yourself, or not safe right now?",
    "You are not anonymous to the server. No name needed.",
    "This is not end-to-end encrypted, and never 100 % safe.",
    "with Bo, a peer, not a therapist",
    "Please be patient. Take your time.",
    "After three failed attempts to send, and one unsuccessful attempt at a call, it gives up.",
    "We committed the change. The attempt to save failed.",
    "No score and no low/medium/high of suicide risk anywhere.",
    "a crisis line, a doctor, an ambulance",
    "Bring in the person on call at once.",
]


@pytest.mark.parametrize(("slug", "text"), SAYS)
def test_what_is_not_said_is_found(slug, text):
    assert slug in {one.rule.slug for one in found_in(text)}


def test_every_rule_has_an_example():
    assert {rule.slug for rule in RULES} == {slug for slug, _text in SAYS}


@pytest.mark.parametrize("text", SAYS_NOTHING_WRONG)
def test_what_may_be_said_is_left_alone(text):
    assert found_in(text) == []


def test_a_not_reaches_only_to_the_end_of_its_sentence():
    assert found_in("We do not promise that. You are anonymous.")


# One sentence, dressed as each kind of file dresses it.
PLANTS = {
    "beenthere/evening/templates/evening/x.html": "<p>{% trans 'He committed <b>suicide</b>.' %}</p>",
    "beenthere/evening/templates/evening/y.html": '<p aria-label="He committed suicide">x</p>',
    "beenthere/evening/static/evening/x.js": 'export const words = "He committed " +\n  "suicide";',
    "beenthere/skills/content/cards/x.md": "---\nname: x\n---\nHe committed\nsuicide.",
    "beenthere/safety/content/x.yml": "- say: >\n    He committed\n    suicide",
    "beenthere/evening/chat_words.py": 'words = _("He committed "\n  f"suicide")',
    "beenthere/config/locale/en/LC_MESSAGES/django.po": 'msgid ""\n"He committed "\n"suicide"\nmsgstr ""',
    "beenthere/notices/content/kinds.yml": 'x: {title: "A note", body: "He committed suicide"}',
    "beenthere/plans/templates/plans/x.txt": "He committed suicide",
    "docs/x.md": "He **committed** suicide",
    "README.md": "He committed `suicide`",
}


def plant(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("path", PLANTS)
def test_a_planted_sentence_is_found_in_each_kind_of_file(path, tmp_path):
    plant(tmp_path, path, PLANTS[path])

    (problem,) = [one for one in wording.problems(tmp_path) if one.rule == "committed"]

    assert problem.where.startswith(f"{path}:")
    assert problem.words.lower().startswith("committed")
    assert "died by suicide" in problem.say


@pytest.mark.parametrize(
    "body",
    ["Someone in crisis waits", "Your supporter is here", "Your safety plan was opened", "Are you lonely?"],
)
def test_a_notice_that_a_lock_screen_must_not_show_is_found(body, tmp_path):
    plant(tmp_path, "beenthere/notices/content/kinds.yml", f'x: {{title: "A note", body: "{body}"}}')

    assert {one.rule for one in wording.problems(tmp_path)} == {"neutral"}


def test_the_words_of_a_notices_comment_are_not_on_the_lock_screen(tmp_path):
    plant(
        tmp_path,
        "beenthere/notices/content/kinds.yml",
        '# no word of a crisis\nx: {title: "A note", body: "Hi"}',
    )

    assert wording.problems(tmp_path) == []


def test_tests_and_other_peoples_code_are_passed_over(tmp_path):
    for path in (
        "beenthere/x/tests/test_x.py",
        "beenthere/config/static/vendor/x.js",
        "beenthere/x/migrations/1.py",
    ):
        plant(tmp_path, path, "committed suicide")

    assert wording.problems(tmp_path) == []


def test_an_allowance_opens_one_file_for_one_rule_only(tmp_path):
    plant(tmp_path, "docs/why.md", "committed suicide, a risk score")
    plant(tmp_path, "docs/other.md", "committed suicide")
    allowed = [Allowance("docs/why.md", "committed", "It explains the rule.")]

    found = {(one.where.split(":")[0], one.rule) for one in wording.problems(tmp_path, allowed)}

    assert found == {("docs/why.md", "risk"), ("docs/other.md", "committed")}


@pytest.fixture(scope="module")
def unallowed():
    """Every place in the repository, as if there were no allowances."""
    return wording.problems(allowances=[])


def test_the_repository_keeps_to_it():
    assert [f"{one.where} {one.words}" for one in wording.problems()] == []


@pytest.mark.parametrize("allowance", ALLOWANCES, ids=lambda one: one.path)
def test_every_allowance_is_still_needed_and_says_why(allowance, unallowed):
    folder = allowance.path.removesuffix("**")
    there = {one.rule for one in unallowed if one.where.startswith(folder)}

    assert there if allowance.rule == EVERYTHING else allowance.rule in there
    assert allowance.why.endswith(".")


def test_the_start_up_check_says_it(monkeypatch, tmp_path):
    plant(tmp_path, "README.md", "committed suicide")
    monkeypatch.setattr(wording.problems, "__defaults__", (tmp_path, ALLOWANCES))

    (error,) = [one for one in run_checks() if one.id == "config.E001"]

    assert "README.md:1" in error.msg
    assert "died by suicide" in error.hint


# ---- what operators write -----------------------------------------------------------------------


@pytest.fixture
def a_room_with_operators_words():
    written = []
    source = rules.operator_words(lambda: written)
    yield written
    rules.operator_words.remove(source)


@pytest.mark.django_db
def test_operators_words_are_held_against_the_same_rules(a_room_with_operators_words):
    assert wording.operators_problems() == []

    a_room_with_operators_words.append(("agreement, point 2", "You are completely anonymous."))

    (problem,) = wording.operators_problems()
    assert (problem.where, problem.rule) == ("agreement, point 2", "anonymous")


@pytest.mark.django_db
def test_a_services_own_name_is_looked_at_too(settings):
    settings.TABLE = settings.TABLE.model_copy(update={"service_name": "Anonymous Ears"})

    assert [one.where for one in wording.operators_problems()] == ["BEENTHERE_SERVICE_NAME"]


@pytest.mark.django_db
def test_the_check_of_the_database_says_it(a_room_with_operators_words):
    a_room_with_operators_words.append(("a line of GB", "a successful suicide"))

    said = [one.msg for one in run_checks(databases=["default"]) if one.id == "config.E001"]

    assert len(said) == 1
    assert "a line of GB" in said[0]


def test_unsafe_words_are_refused_where_they_are_saved_with_all_reasons_at_once():
    require_safe("Kind words.", "")

    with pytest.raises(WordsAreUnsafe) as told:
        require_safe("We are HIPAA compliant.", "He committed suicide.")
    assert [one.rule.slug for one in told.value.found] == ["hipaa", "committed"]
    assert "died by suicide" in str(told.value)


def test_rules_say_why_and_what_instead():
    for rule in (*RULES, *NOTICES):
        assert rule.why.endswith((".", "…"))
        assert rule.say
