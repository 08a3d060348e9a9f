"""Ann has no account and a second phone: she takes her seat along, and the first phone tells her that it came in."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import violations

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"}


@pytest.fixture
def look(picture):
    """axe finds nothing and nothing overflows; the page is kept as a picture."""

    def at(page, name):
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert violations(page) == []
        page.evaluate("scrollTo(0, 0)")
        picture(page, name)

    return at


def test_from_one_phone_to_the_other(look, doors, backstage):
    two = backstage.do("pair")
    first = doors.open(two.friend, "/friend/", **PHONE)
    other = doors.open(**PHONE)
    first.get_by_role("link", name="Use another phone").click()
    first.get_by_role("button", name="Show the link").click()
    look(first, "friends-phone")

    other.goto("/phone/" + first.get_by_label("The link").input_value().split("/phone/")[1])
    look(other, "friends-phone-other")
    other.get_by_role("button", name="Go on here").click()
    expect(other.get_by_role("heading", name="Your friends here")).to_be_visible()

    # The first phone goes on by itself.
    expect(first.get_by_role("heading", name="Another phone came in")).to_be_visible()
    look(first, "friends-phone-told")
    other.goto(f"/friend/evening/{two.planned}/")
    expect(other.get_by_role("heading", name="Your evening to come")).to_be_visible()
    expect(other.get_by_role("heading", name="Another phone came in")).to_have_count(0)

    doors.allowed.append("404")
    first.get_by_role("button", name="No. Sign that phone out").click()
    expect(first.get_by_text("That phone is signed out.")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", name="Your evening to come")).to_have_count(0)
