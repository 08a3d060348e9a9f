"""Two people who take their yes back at once, and a piece read while it is taken back, on a database of their own."""

from tests.scripts import outcome_of


def test_at_the_same_moment(tmp_path):
    outcome = outcome_of("beenthere.boundaries.tests.race", tmp_path)

    for one in outcome["withdrawals"]:
        assert one == {"failed": [], "talk": "ended", "visit": "served", "living": 0}
    for one in outcome["pieces"]:
        assert one["is_whole"]
        assert set(one["failed"]) <= {"WasRead"}
