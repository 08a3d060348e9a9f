"""After a thousand cut lines everything of two phones is here once and in its order; so it is when tabs race."""

from tests.scripts import outcome_of


def test_a_thousand_cuts_and_two_phones(tmp_path):
    outcome = outcome_of("beenthere.friends.pocket.tests.race", tmp_path, "20260331")

    ways = outcome["cuts"]["ways"]
    assert sum(ways.values()) == 1000
    assert min(ways.values()) > 150, "each kind of cut was tried often"
    for phone in outcome["cuts"]["phones"]:
        assert phone["happened"] > 300
        assert phone["is_once_and_in_order"]
        assert phone["is_gapless"]
        assert phone["can_be_read"]
    assert outcome["tabs"] == {"outcomes": {"True": 50}, "is_once_and_in_order": True}
