"""Of fifty who press one link one comes in; fifty tabs plan one evening and begin one talk; on each database we support."""

from tests.scripts import outcome_of


def assert_everything_happened_once(outcome):
    assert outcome["link"] == {"seen": {"in": 1, "LinkIsClosed": 49}, "pairs": 1}
    assert (outcome["keys"], outcome["evenings"], outcome["visits"]) == (1, 1, 1)
    assert outcome["began"] == {"True": 1, "False": 49}
    assert outcome["talks"] == 1


def test_fifty_at_once(tmp_path):
    assert_everything_happened_once(outcome_of("beenthere.friends.tests.race", tmp_path))


def test_fifty_at_once_on_postgresql(tmp_path, postgres):
    assert_everything_happened_once(
        outcome_of("beenthere.friends.tests.race", tmp_path, BEENTHERE_DATABASE_URL=postgres)
    )
