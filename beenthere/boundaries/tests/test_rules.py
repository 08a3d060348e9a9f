from dataclasses import replace

import pytest

from beenthere.boundaries import rules, texts
from beenthere.boundaries.rules import Readiness, Yes

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
        (["ex_partner"], "ex_partner"),
        (["friend", "former_client"], "former_client"),
        (["friend", "family", "colleague", "shared_therapist", "know_each_other"], None),
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
        (["friend", "colleague"], None),
        (["stranger", "friend"], "clash"),
        (["stranger", "shared_therapist"], "clash"),
    ],
)
def test_why_not_disclose(kinds, wrong):
    assert rules.why_not_disclose(kinds, known=texts.kinds()) == wrong


def test_the_content_may_forbid_more_and_never_less():
    assert rules.forbidden(["family"], never=("family",)) == "family"
    assert rules.forbidden(["power"], never=()) == "power"
    assert rules.may_open(replace(READY, kinds=("family",), never=("family",))) == "forbidden"


@pytest.mark.parametrize(
    ("yes", "does"),
    [
        (Yes("1", "aa"), True),
        (Yes("1", "aa", is_withdrawn=True), False),
        (Yes("1", "bb"), False),  # other words under the same number
        (Yes("0", "bb"), False),
        (Yes("1", ""), True),  # said before words were kept
        (Yes("0", ""), False),
        (Yes("1", "", is_withdrawn=True), False),
    ],
)
def test_only_a_living_yes_to_the_words_in_force_counts(yes, does):
    assert rules.counts(yes, version="1", digest="aa") is does


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, ["profession", "licence_place"]),
        ({"profession": "nurse"}, ["licence_place"]),
        ({"profession": "nurse", "licence_place": " "}, ["licence_place"]),
        ({"profession": "nurse", "licence_place": "Graz"}, []),
    ],
)
def test_missing_details(said, missing):
    assert rules.missing_details(["profession", "licence_place"], said) == missing


def test_a_box_that_must_be_ticked_is_ticked_with_true_and_nothing_else():
    answers = {"understood": True, "age": "yes"}

    assert rules.missing_boxes(["understood", "age", "steady"], answers) == ["age", "steady"]
