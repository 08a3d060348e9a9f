"""Of fifty saves over one version, one stands and forty-nine are asked: nobody overwrites what they have not seen."""

from tests.scripts import outcome_of


def test_fifty_saves_of_one_step(tmp_path):
    outcome = outcome_of("beenthere.plans.tests.race", tmp_path)

    assert outcome["first"] == outcome["second"] == {"saved": 1, "ChangedMeanwhile": 49}
    assert (outcome["version"], outcome["plans"]) == (2, 1)
    assert outcome["text"].startswith("1: words")
