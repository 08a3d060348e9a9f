"""Ann comes back with eight words; Cy does not."""

from datetime import timedelta

import pytest

from beenthere.people.tests.builders import EVENING, a_seeker
from beenthere.privacy import actions
from beenthere.privacy.models import ReturnCode

pytestmark = pytest.mark.django_db


def wrong(code: str) -> str:
    """The same code with another last word."""
    words = code.split()
    return " ".join([*words[:-1], "zoo" if words[-1] != "zoo" else "zone"])


def test_ann_comes_back_however_she_types():
    ann = a_seeker()
    code = actions.make_return_code(person=ann, now=EVENING)
    typed = ["  " + code.upper() + "\n", code.replace(" ", ", "), code.replace(" ", "-"), code.title()]

    assert len(code.split()) == 8
    for way in typed:
        assert actions.come_back(code=way, now=EVENING) == ann


def test_the_code_itself_is_not_kept():
    code = actions.make_return_code(person=a_seeker(), now=EVENING)
    row = ReturnCode.objects.get()

    assert row.secret_hash.startswith("$argon2id$")
    assert " ".join(code.split()[2:]) not in row.secret_hash + row.lookup


def test_a_new_code_ends_the_old_one():
    ann = a_seeker()
    old = actions.make_return_code(person=ann, now=EVENING)
    new = actions.make_return_code(person=ann, now=EVENING)

    with pytest.raises(actions.CodeIsWrong):
        actions.come_back(code=old, now=EVENING)
    assert actions.come_back(code=new, now=EVENING) == ann


def test_cy_has_ten_tries_an_hour_and_then_even_the_right_words_wait():
    ann = a_seeker()
    code = actions.make_return_code(person=ann, now=EVENING)
    for _try in range(10):
        with pytest.raises(actions.CodeIsWrong):
            actions.come_back(code=wrong(code), now=EVENING)

    with pytest.raises(actions.TooManyTries):
        actions.come_back(code=code, now=EVENING + timedelta(minutes=59))
    assert actions.come_back(code=code, now=EVENING + timedelta(minutes=61)) == ann


def test_an_unknown_code_costs_a_hash_like_a_wrong_one(monkeypatch):
    from beenthere.privacy.actions import codes

    code = actions.make_return_code(person=a_seeker(), now=EVENING)
    asked = []
    proves = codes._proves
    monkeypatch.setattr(codes, "_proves", lambda *given: asked.append(given[0]) or proves(*given))
    unknown = "zoo zoo " + " ".join(code.split()[2:])

    said = set()
    for try_ in (unknown, wrong(code)):
        with pytest.raises(actions.CodeIsWrong) as refused:
            actions.come_back(code=try_, now=EVENING)
        said.add(str(refused.value))
    assert len(asked) == 2
    assert all(hashed.startswith("$argon2id$") for hashed in asked)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "8 words"), ("zoo " * 7, "8 words"), ("zoo zoo xyzzy zoo zoo zoo zoo zoo", "word 3")],
)
def test_a_slip_is_named_kindly(typed, said):
    with pytest.raises(actions.CodeIsWrong, match=said):
        actions.come_back(code=typed, now=EVENING)
