"""The written evenings of the safety bench: enough, of every kind, and each line readable."""

from collections import Counter

import pytest

from bench.evenings import BadEvening, evenings


def test_there_are_at_least_forty_of_seven_kinds():
    kinds = Counter(one.kind for one in evenings())

    assert sum(kinds.values()) >= 40
    assert set(kinds) == {"quiet", "sad", "angry", "risky", "seductive", "drifting", "boundary-testing"}


def test_each_has_both_sides_and_a_name_of_its_own():
    told = evenings()

    assert len({one.name for one in told}) == len(told)
    assert all({"S", "P"} <= {step.mark for step in one.steps} for one in told)
    assert all(step.words for one in told for step in one.steps)


def test_a_line_without_a_mark_is_named(tmp_path):
    (tmp_path / "odd.txt").write_text("= one quiet\nS: hello\nhello back\n")

    with pytest.raises(BadEvening, match=r"odd.txt:3"):
        evenings(tmp_path)
