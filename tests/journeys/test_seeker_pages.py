"""The seeker's walk as it is seen: axe finds nothing, nothing overflows, the first view is small, leaving is fast."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import NARROW, WIDE, picture, violations

TINY = {"width": 320, "height": 640}
LOOKS = [("light", WIDE), ("light", NARROW), ("dark", NARROW), ("dark", TINY)]
OPEN_TO_ALL = ["/", "/start/", "/lines/", "/lines/?region=GB", "/limits/", "/back/",
               "/account/login/", "/account/signup/", "/account/password/reset/"]  # fmt: skip


def look(page, name):
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    picture(page, name)


def name_of(path):
    return path.strip("/").replace("/", "-").replace("?region=", "-") or "landing"


@pytest.fixture(autouse=True)
def _somebody_can_be_called(backstage):
    backstage.do("on_call")


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_pages_open_to_all(doors, scheme, size):
    page = doors.open(color_scheme=scheme, viewport=size)
    for path in OPEN_TO_ALL:
        page.goto(path)
        look(page, f"{name_of(path)}-{scheme}-{size['width']}")


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_the_walk(doors, backstage, scheme, size):
    end = f"{scheme}-{size['width']}"
    page = doors.open(color_scheme=scheme, viewport=size)
    page.goto("/")
    page.goto("/start/")
    page.get_by_label("7", exact=True).check()
    page.get_by_label("I am not sure").check()
    look(page, f"start-1-{end}")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("grief", exact=True).check()
    look(page, f"start-2-{end}")
    page.get_by_role("button", name="Next").click()
    for box in page.locator("[data-must]").all():
        box.check()
    look(page, f"start-3-{end}")
    page.get_by_role("button", name="Find someone").click()
    expect(page.get_by_role("heading", name="You are in the line")).to_be_visible()
    look(page, f"wait-{end}")
    page.get_by_role("button", name="Leave the line").click()
    look(page, f"left-{end}")


def test_meeting_and_goodbye(doors, backstage):
    bo = backstage.do("supporter")
    ann = backstage.do("seeker")
    key = backstage.do("meet", seeker=ann.person, supporter=bo.person).key
    page = doors.open(ann.cookie, "/meet/", viewport=NARROW)
    expect(page.get_by_role("heading", name="Bo is here")).to_be_visible()
    look(page, "meet-light-390")
    backstage.do("agree", key=key, sides=["supporter"])
    expect(page.get_by_role("button", name="Talk with Bo")).to_be_visible()
    look(page, "meet-agreed-light-390")
    backstage.do("clear")
    page.goto("/close/")
    look(page, "close-light-390")
    page.get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Give me the words").click()
    look(page, "goodbye-light-390")


def test_the_first_view_weighs_little(doors):
    page = doors.open()
    got = []
    page.on("response", lambda answer: got.append(answer))
    page.goto("/", wait_until="networkidle")

    assert sum(len(answer.body()) for answer in got if answer.ok) <= 100_000


def away(page):
    page.context.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
    return page


@pytest.mark.parametrize("way", ["button", "shift"])
def test_ann_leaves_fast_and_her_visit_is_over(doors, backstage, way):
    ann = backstage.do("seeker")
    page = away(doors.open(ann.cookie))
    page.goto("/wait/")
    if way == "button":
        page.get_by_role("button", name="Leave this page fast").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("https://www.wikipedia.org/")
    doors.outside.clear()
    doors.allowed.append("404")

    assert is_over(page)


def is_over(page):
    """Tell whether the visit is over; what ends it may arrive a moment after the page was left."""
    for _try in range(40):
        page.goto("/wait/")
        if page.get_by_role("heading", name="That did not work").is_visible():
            return True
        page.wait_for_timeout(250)
    return False


def test_capital_letters_do_not_leave(doors):
    page = away(doors.open(path="/back/"))
    page.locator("main input:not([type=hidden]), main textarea").first.press_sequentially("ABC DEF")

    assert page.url.endswith("/back/")


def test_a_line_that_drops_at_the_check_in_loses_nothing(doors):
    page = doors.open(path="/start/")
    page.get_by_label("7", exact=True).check()
    page.get_by_role("button", name="Skip this, just talk").click()
    for box in page.locator("[data-must]").all():
        box.check()
    doors.allowed.append("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("button", name="Find someone").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent yet")
    page.context.set_offline(False)
    page.get_by_role("button", name="Find someone").click()

    expect(page.get_by_role("heading", name="You are in the line")).to_be_visible()


def test_without_scripts_the_check_in_is_one_page_and_works(doors):
    page = doors.open(path="/", java_script_enabled=False)
    page.goto("/start/")
    for box in page.locator("[data-must]").all():
        box.check()
    page.get_by_role("button", name="Find someone").click()

    expect(page.get_by_role("heading", name="You are in the line")).to_be_visible()
