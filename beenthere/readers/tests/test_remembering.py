"""Answers are remembered; the words they were asked with are not."""

from concurrent.futures import ThreadPoolExecutor

from beenthere.readers import model, scripts
from beenthere.readers.remembering import remembers

SAID = "nobody but the two of us should ever keep this sentence"


def test_the_same_question_is_asked_once_and_the_oldest_answer_goes_first():
    asked = []
    double = remembers(2)(lambda number: asked.append(number) or 2 * number)

    assert [double(1), double(1), double(2), double(3), double(1)] == [2, 2, 4, 6, 2]
    assert asked == [1, 2, 3, 1]


def test_what_failed_is_asked_again():
    answers = iter([ZeroDivisionError(), 7])

    @remembers(2)
    def ask(_word):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    try:
        ask("x")
    except ZeroDivisionError:
        assert ask("x") == 7


def test_no_word_is_kept():
    scripts.language(SAID)
    model.probabilities("cue", [model.Asked(SAID, "and what was said before")])

    for kept in (scripts.language, model._run_one, model._counted):
        assert kept._answers
        assert "sentence" not in repr(kept._answers)
        assert "before" not in repr(kept._answers)


def test_many_threads_ask_at_once():
    double = remembers(8)(lambda number: 2 * number)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(double, [n % 20 for n in range(400)])) == [2 * (n % 20) for n in range(400)]
