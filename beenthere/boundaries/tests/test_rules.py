from dataclasses import replace

import pytest

from beenthere.boundaries import rules
from beenthere.boundaries.rules import Readiness

READY = Readiness(seeker_agreed=True, supporter_agreed=True, kinds=("stranger",), seeker_accepts=True)


@pytest.mark.parametrize(
    ("readiness", "reason", "whose_move"),
    [
        (READY, None, "nobody"),
        (replace(READY, kinds=("off_duty_clinician",)), None, "nobody"),
        (replace(READY, seeker_agreed=False), "seeker_agreement", "seeker"),
        (replace(READY, supporter_agreed=False), "supporter_agreement", "supporter"),
        (replace(READY, kinds=None), "disclosure", "supporter"),
        (replace(READY, seeker_accepts=None), "seeker_answer", "seeker"),
        (replace(READY, seeker_accepts=False), "declined", "nobody"),
        (replace(READY, kinds=("treating_clinician",)), "forbidden", "nobody"),
        (replace(READY, kinds=("power", "referred")), "forbidden", "nobody"),
    ],
)
def test_may_open(readiness, reason, whose_move):
    assert rules.may_open(readiness) == reason
    assert rules.waits_for(reason) == whose_move


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (["stranger"], None),
        (["know_each_other", "referred", "off_duty_clinician"], None),
        (["off_duty_clinician", "treating_clinician"], "treating_clinician"),
        (["power"], "power"),
    ],
)
def test_the_treating_clinician_is_never_the_peer_of_the_same_person(kinds, kind):
    assert rules.forbidden(kinds) == kind


@pytest.mark.parametrize(
    ("kinds", "wrong"),
    [
        ([], "empty"),
        (["cousin"], "unknown"),
        (["stranger", "know_each_other"], "clash"),
        (["stranger", "treating_clinician"], "clash"),
        (["stranger", "off_duty_clinician"], None),
        (["know_each_other"], None),
    ],
)
def test_why_not_disclose(kinds, wrong):
    assert rules.why_not_disclose(kinds) == wrong


def test_a_box_that_must_be_ticked_is_ticked_with_true_and_nothing_else():
    answers = {"understood": True, "age": "yes"}

    assert rules.missing_boxes(["understood", "age", "steady"], answers) == ["age", "steady"]
