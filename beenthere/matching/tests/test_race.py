"""Two supporters can never take the same seeker: fifty threads, on each database we support."""

from tests.scripts import outcome_of


def assert_nobody_was_taken_twice(outcome):
    assert outcome["one_seeker"]["taken"] == outcome["one_seeker"]["accepted"] == 1
    assert outcome["one_seeker"]["offers"] == 1
    assert outcome["one_seeker"]["nothing"] == 49
    assert outcome["one_offer"] == {"different_answers": 1, "talks": 1}
    assert outcome["double_check_in"] == {"different_answers": 1, "visits": 1}


def test_fifty_claims_on_sqlite(tmp_path):
    assert_nobody_was_taken_twice(outcome_of("beenthere.matching.tests.race", tmp_path))


def test_fifty_claims_on_postgresql(tmp_path, postgres):
    assert_nobody_was_taken_twice(
        outcome_of("beenthere.matching.tests.race", tmp_path, BEENTHERE_DATABASE_URL=postgres)
    )
