"""A report: two clicks, an ordinary ending for the other one, and words that only two people open."""

import re

from playwright.sync_api import expect

from tests.journeys.looking import NARROW, violations
from tests.journeys.looking import picture as look

REASON = "The report says contact details. I want to see who asked for what."
LOOKS = [("light", NARROW), ("dark", NARROW), ("light", {"width": 1200, "height": 900})]


def fits(page):
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def every_look(page, name):
    """axe finds nothing, nothing overflows, light and dark, narrow and wide; the page stays light and wide."""
    for scheme, size in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        fits(page)
        look(page, f"{name}-{scheme}-{size['width']}")


def test_ann_reports_and_blocks_bo_sees_an_ordinary_ending_and_two_people_open_the_words(
    evening, backstage, doors, picture
):
    ann, bo, key = evening(viewport=NARROW)
    heard = []
    bo.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    bo.page.reload()
    bo.ready()
    ann.say("I would rather not say where I live.")
    expect(bo.line("where I live")).to_be_visible()

    ann.page.get_by_role("button", name="End or change").click()
    picture(ann.page, "report")
    fits(ann.page)
    ann.page.get_by_role("dialog").get_by_role("button", name="Report and block").click()

    expect(ann.page).to_have_url(re.compile("/close/"))
    expect(bo.page.locator("[data-ended-words]")).to_contain_text("The talk has ended")
    assert "report" not in "".join(heard)
    expect(bo.page.locator("#chat")).not_to_contain_text(
        re.compile("report(ed)? (you|a talk)", re.IGNORECASE)
    )

    staff = backstage.do("coordinators")
    dee, olu = doors.open(staff.first.cookie, "/board/supervision/"), doors.open(staff.second.cookie)
    report = dee.locator("article", has_text="A seeker reported a talk with Bo").first
    report.get_by_role("button", name="I look after this").click()
    every_look(dee, "reports")
    dee.locator("article", has_text="A seeker reported a talk with Bo").get_by_role(
        "link", name="The words of this talk"
    ).first.click()
    assert "where I live" not in dee.content()
    every_look(dee, "evidence-ask")
    dee.get_by_label("Why do these words have to be read?").fill(REASON)
    dee.get_by_role("button", name="Ask a second person").click()
    expect(dee.get_by_role("heading", name="Waiting for a second person")).to_be_visible()

    olu.goto(dee.url.replace(dee.url.split("/board")[0], ""))
    expect(olu.get_by_text(REASON)).to_be_visible()
    every_look(olu, "evidence-answer")
    olu.get_by_role("button", name="Yes, open it").click()
    assert "where I live" not in olu.content()

    dee.reload()
    dee.get_by_role("button", name="Read the words now").click()
    expect(dee.get_by_text("I would rather not say where I live.")).to_be_visible()
    expect(dee.get_by_text("This reading was written down.")).to_be_visible()
    every_look(dee, "evidence")
    picture(dee, "evidence")

    ann.page.goto("/mine/")
    expect(ann.page.get_by_role("heading", name="Our team read words of yours")).to_be_visible()
    assert "report" not in ann.page.locator("main").inner_text().lower()
    every_look(ann.page, "words-read")
    ann.page.set_viewport_size(NARROW)
    picture(ann.page, "words-read")


def test_bo_ends_and_flags_and_ann_takes_a_break_with_the_numbers_in_sight(
    evening, backstage, doors, picture
):
    backstage.do("dee")
    ann, bo, key = evening(viewport=NARROW)
    bo.page.get_by_role("button", name="End or change").click()
    look(bo.page, "end-and-flag")
    bo.page.get_by_role("dialog").get_by_role("button", name="End and flag").click()

    expect(bo.page).to_have_url(re.compile(f"/desk/debrief/{key}/"))
    expect(ann.page.locator("[data-ended-words]")).to_contain_text("The talk has ended")
    ann.page.goto("/close/")
    expect(ann.page.get_by_text("Thank you for talking.")).to_be_visible()
    ann.page.goto("/start/")
    expect(ann.page.get_by_role("heading", name="Please take a break from talks here")).to_be_visible()
    expect(ann.page.get_by_role("heading", name="Numbers to call")).to_be_visible()
    every_look(ann.page, "break")
    ann.page.set_viewport_size(NARROW)
    picture(ann.page, "break")

    ann.page.get_by_role("link", name="I am not safe right now").click()
    expect(ann.page.get_by_label("Yes", exact=True)).to_be_checked()
    expect(ann.page.get_by_text("we call a person of our team at once")).to_be_visible()
