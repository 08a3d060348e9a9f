from datetime import date

import pytest

from beenthere.safety import catalog, queries


def test_every_file_is_right():
    assert catalog.problems() == []


@pytest.mark.parametrize("region", ["US", "CA", "GB", "IE", "DE", "FR", "AT", "AU", "NZ", "IN", "EU"])
def test_each_region_has_an_emergency_number_and_somebody_to_talk_to(region):
    found = queries.lines(region)

    assert found.is_known
    assert found.emergency
    assert found.talking


@pytest.mark.parametrize("region", ["", "XX", "../../etc", "nowhere"])
def test_an_unknown_region_shows_the_local_emergency_number_and_a_finder(region):
    found = catalog.lines(region)

    assert not found.is_known
    assert found.emergency[0].name == "Your local emergency number"
    assert found.finder.startswith("https://")


def test_a_region_is_found_however_it_is_written():
    assert queries.lines(" gb ").region == "GB"
    assert [line.dial for line in queries.lines("GB").talking][0] == "116123"


def test_all_problems_are_told_at_once(tmp_path):
    (tmp_path / "GB.yml").write_text("region: UK\nlines:\n  - name: 5\n    colour: red\n")
    (tmp_path / "FR.yml").write_text("a: [")

    told = [f"{problem.where} {problem.what}" for problem in catalog.problems(tmp_path)]

    assert "FR.yml can not be read" in told
    assert "GB.yml: region is not the file's name" in told
    assert "GB.yml: line 1: colour is unknown" in told
    assert "GB.yml: line 1: phone is missing" in told
    assert "unknown.yml is missing" in told


def test_entries_nobody_checked_for_a_year_are_named(tmp_path):
    checked = (
        (catalog.FOLDER / "GB.yml").read_text().replace("last_verified: null", "last_verified: 2026-11-23")
    )
    (tmp_path / "GB.yml").write_text(checked)

    assert catalog.problems(tmp_path)[0].where == "unknown.yml"
    assert catalog.stale(today=date(2027, 1, 1), folder=tmp_path) == []
    assert catalog.stale(today=date(2028, 1, 1), folder=tmp_path)


def test_shipped_numbers_do_not_claim_to_have_been_called():
    assert all(one.unverified == one.lines and one.last_verified is None for one in catalog.regions())
