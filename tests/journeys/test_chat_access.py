"""axe finds nothing on the chat and the desk, light and dark, wide and narrow."""

import pytest

from tests.journeys.looking import NARROW, WIDE, picture, violations


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_both_sides_of_a_chat(evening, scheme, size):
    ann, bo, _ = evening(color_scheme=scheme, viewport=size)
    for side in (ann, bo):
        side.page.emulate_media(color_scheme=scheme)
        side.page.set_viewport_size(size)
    for text in ("It is the nights.", "Since my brother died I can not sleep before four."):
        ann.say(text)
    bo.say("So it is four before you sleep. That is a long night alone.")
    ann.say("Did it get better?")
    bo.say("It did, slowly. What is tonight like?")
    bo.page.locator(".line").nth(4).wait_for()
    ann.page.locator(".line").nth(4).wait_for()
    for name, side in {"seeker": ann, "supporter": bo}.items():
        assert violations(side.page) == []
        overflow = side.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not overflow
        picture(side.page, f"chat-{name}-{scheme}-{size['width']}")
    ann.page.get_by_role("button", name="End or change").click()
    assert violations(ann.page) == []
    picture(ann.page, f"ways-{scheme}-{size['width']}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_desk(doors, backstage, scheme, size):
    bo = backstage.do("supporter", is_here=True)
    page = doors.open(bo.cookie, "/desk/", color_scheme=scheme, viewport=size)
    backstage.do("seeker")
    page.get_by_role("heading", name="Someone would like to talk").wait_for()
    assert violations(page) == []
    picture(page, f"desk-{scheme}-{size['width']}")
    page.get_by_role("button", name="Yes, I am here").click()
    page.get_by_role("heading", name="Before you talk").wait_for()
    assert violations(page) == []
    picture(page, f"before-{scheme}-{size['width']}")
    page.get_by_role("button", name="I can not do this now").click()
    page.goto("/desk/profile/")
    assert violations(page) == []
    picture(page, f"profile-{scheme}-{size['width']}")
    page.goto("/desk/")
    page.get_by_role("button", name="Go away for now").click()


def test_nothing_is_lost_at_four_hundred_percent(evening):
    ann, bo, _ = evening(viewport={"width": 320, "height": 256})
    ann.say("small screen")
    bo.say("I can read you")
    ann.line("I can read you").scroll_into_view_if_needed()
    assert not ann.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    ann.page.get_by_role("button", name="Send").scroll_into_view_if_needed()
    picture(ann.page, "chat-seeker-320")
