"""A talk is closed, ended by both at once, changed for another, or reported."""

import re

from playwright.sync_api import expect

from tests.journeys.test_report import every_look


def ways(side):
    side.page.get_by_role("button", name="End or change").click()
    return side.page.get_by_role("dialog")


def test_bo_suggests_to_close_and_ann_chooses(evening, backstage):
    ann, bo, key = evening()
    ways(bo).get_by_role("button", name="Suggest to close").click()
    expect(ann.page.locator("[data-proposal-words]")).to_contain_text("good time to close")
    ann.page.get_by_role("button", name="Not yet, go on").click()
    expect(bo.page.locator("[data-proposal]")).to_be_hidden()
    ways(ann).get_by_role("button", name="It is time to close").click()
    expect(ann.page.get_by_role("dialog")).to_be_hidden()
    ann.box.fill("still wri")
    bo.page.get_by_role("button", name="Close the talk").click()
    expect(ann.page.locator("[data-ended-words]")).to_contain_text("The talk has ended")
    assert ann.box.input_value() == "still wri"
    assert backstage.do("look", key=key).why == "closed"
    expect(ann.page.get_by_role("link", name="Go on")).to_have_attribute("href", "/close/")
    bo.page.get_by_role("link", name="How are you now?").click()
    expect(bo.page).to_have_url(re.compile(f"/desk/debrief/{key}/"))


def test_both_end_at_once(evening, backstage):
    ann, bo, key = evening()
    hers = ways(ann).get_by_role("button", name="End now")
    his = ways(bo).get_by_role("button", name="End now")
    hers.evaluate("(button) => button.click()")
    his.evaluate("(button) => button.click()")
    for side in (ann, bo):
        expect(side.page.locator("[data-ended-words]")).to_contain_text("The talk has ended")
    assert backstage.do("look", key=key).state == "ended"


def test_ann_asks_for_someone_else_in_two_clicks(evening, backstage):
    ann, bo, key = evening()
    ways(ann).get_by_role("button", name="Someone else, please").click()
    expect(ann.page).to_have_url(re.compile("/wait/"))
    expect(bo.page.locator("[data-ended-words]")).to_contain_text("The talk has ended")
    assert "switch" not in bo.page.locator("#chat").inner_text().lower()
    assert backstage.do("look", key=key).why == "switched"


def test_ann_reports_and_blocks_in_two_clicks_and_bo_is_not_told(evening, backstage):
    ann, bo, key = evening()
    heard = []
    bo.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    bo.page.reload()
    bo.ready()
    ways(ann).get_by_role("button", name="Report and block").click()
    expect(ann.page).to_have_url(re.compile("/close/"))
    expect(bo.page.locator("[data-ended-words]")).to_contain_text("The talk has ended")
    assert "report" not in "".join(heard)
    assert backstage.do("look", key=key).why == "reported"


def test_ann_reported_bo_and_one_press_puts_her_first_in_the_line(evening, backstage):
    backstage.do("on_call")
    ann, bo, _key = evening()
    ways(ann).get_by_role("button", name="Report and block").click()
    expect(
        ann.page.get_by_role("heading", name="Do you want to talk with somebody else now?")
    ).to_be_visible()
    every_look(ann.page, "after-a-report")
    ann.page.get_by_role("button", name="Yes, find somebody else").click()

    expect(ann.page).to_have_url(re.compile("/wait/"))
    expect(ann.page.get_by_role("heading", name="You are in the line")).to_be_visible()
    expect(bo.page.locator("[data-ended-words]")).to_contain_text("The talk has ended")


def test_bo_calls_the_person_on_call_with_one_click(evening, backstage):
    backstage.do("on_call")
    _, bo, _ = evening()
    bo.page.get_by_role("button", name="Call on-call").click()
    expect(bo.page.locator("[data-notice]")).to_contain_text("person on call")


def test_the_companion_may_fail_and_the_chat_goes_on(evening, doors):
    doors.allowed.append("ERR_FAILED")
    ann, bo, _ = evening()
    bo.page.route("**/panel/", lambda route: route.abort())
    bo.page.evaluate("document.activeElement.blur()")
    ann.say("still here?")
    expect(bo.line("still here?")).to_be_visible()
    expect(bo.page.get_by_text("The companion is off for now. The chat goes on.")).to_be_visible()
    bo.say("still here.")
    expect(ann.line("still here.")).to_be_visible()
