"""Bo's desk: a profile, here or away, an offer, the yes, and after the talk."""

import re

from playwright.sync_api import expect


def test_bo_comes_in_and_fills_in_a_profile_and_waits_for_a_coordinator(doors, backstage):
    page = doors.open(backstage.do("newcomer").cookie, "/desk/")
    expect(page).to_have_url(re.compile("/desk/profile/"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("The name others see").fill("Bo")
    page.get_by_role("group", name="What have you lived through?").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You are on your way in")


def test_bo_signs_in_by_mail_and_password(doors, backstage):
    bo = backstage.do("supporter", password="a-long-quiet-evening", is_here=False)
    page = doors.open("", "/desk/")
    page.locator("input[name=login]").fill(bo.email)
    page.locator("input[name=password]").fill("a-long-quiet-evening")
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("heading", name="You are away")).to_be_visible()


def test_bo_is_offered_ann_says_yes_and_the_talk_opens(doors, backstage):
    bo = backstage.do("supporter", is_here=False)
    page = doors.open(bo.cookie, "/desk/")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("heading", name="You are here for people")).to_be_visible()
    ann = backstage.do("seeker")
    expect(page.get_by_role("heading", name="Someone would like to talk")).to_be_visible()
    expect(page).to_have_title(re.compile("Someone is waiting"))
    expect(page.locator(".offer")).to_contain_text("seconds")
    page.get_by_role("button", name="Yes, I am here").click()
    expect(page.get_by_role("heading", name="Before you talk")).to_be_visible()
    key = page.url.rstrip("/").split("/")[-1]
    page.get_by_role("group", name="Do you know this person?").get_by_role("checkbox").first.check()
    for box in page.locator("input[name^=box-]").all():
        box.check()
    page.get_by_role("button", name="I agree. I am ready").click()
    expect(page.get_by_role("heading", name="About to begin")).to_be_visible()
    backstage.do("agree", key=key, sides=["seeker"])
    expect(page).to_have_url(re.compile(f"/desk/chat/{key}/"))
    page.goto("/desk/")
    page.get_by_role("button", name="Go away for now").click()
    assert ann.person


def test_bo_passes_and_nobody_is_told(doors, backstage):
    bo = backstage.do("supporter", is_here=True)
    page = doors.open(bo.cookie, "/desk/")
    backstage.do("seeker")
    page.get_by_role("button", name="Not this time").click()
    expect(page.get_by_role("heading", name="Who is next")).to_be_visible()
    page.get_by_role("button", name="Go away for now").click()


def test_bo_debriefs_and_asks_for_supervision(evening):
    _, bo, key = evening()
    bo.page.get_by_role("button", name="End or change").click()
    bo.page.get_by_role("dialog").get_by_role("button", name="End now").click()
    bo.page.get_by_role("link", name="How are you now?").click()
    bo.page.get_by_label("3. What stays with you?").fill("How quiet it was.")
    bo.page.get_by_label("I would like to talk with a coordinator").check()
    bo.page.get_by_role("button", name="Done").click()
    expect(bo.page.get_by_text("A coordinator has been told")).to_be_visible()
