"""The generated docs are current, and licences we may not stand on are found."""

import pytest
from django.core.management import call_command

from beenthere.config import documents


@pytest.mark.parametrize(("name", "marker", "make"), documents.DOCUMENTS)
def test_it_is_current(name, marker, make):
    text = (documents.ROOT / name).read_text()

    assert documents.renewed(text=text, marker=marker, content=make()) == text, "run `beenthere manage docs`"


def test_what_is_old_is_renewed_and_the_rest_stays():
    text = "above\n<!-- x:begin -->\nold\n<!-- x:end -->\nbelow\n"

    assert documents.renewed(text=text, marker="x", content="new") == text.replace("old", "new")


def test_a_lost_marker_is_named():
    with pytest.raises(ValueError, match="x:begin"):
        documents.renewed(text="nothing", marker="x", content="new")


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "Proprietary", "unknown"])
def test_these_licences_are_refused(licence):
    assert not documents.ALLOWED.search(licence)


@pytest.mark.parametrize("licence", ["MIT", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "LGPL-3.0-only"])
def test_these_licences_are_welcome(licence):
    assert documents.ALLOWED.search(licence)


def test_every_package_may_be_stood_on():
    assert documents.unfit_licences() == []


def test_the_check_looks_and_writes_nothing():
    call_command("docs", check=True)
