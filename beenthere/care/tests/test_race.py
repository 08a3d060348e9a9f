"""At the same moment: a code opens once, wrong codes cost a try each, a yes is one."""

import pytest

from tests.scripts import outcome_of


@pytest.mark.slow
def test_fifty_at_once(tmp_path):
    outcome = outcome_of("beenthere.care.tests.race", tmp_path)

    assert outcome["right"]["opened"] == outcome["openings"] == 1
    assert outcome["wrong"] == {"CodeDoesNotOpen": 5, "TooManyCodes": 45}
    assert outcome["agreed"]["agreed"] == outcome["consents"] == 1
