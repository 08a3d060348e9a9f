"""One whole evening through the real pages, with two browsers: Ann seeks, Bo supports."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import Talk

PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _somebody_is_on_call(backstage):
    backstage.do("on_call")


def check_in(page: Page, *, answer: str = "No") -> None:
    """Walk from the first page into the line."""
    page.get_by_role("link", name="Talk to someone").click()
    page.get_by_role("radio", name="7", exact=True).check()
    page.get_by_role("radio", name=answer, exact=True).check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("checkbox", name="grief", exact=True).check()
    page.get_by_role("radio", name="To be understood").check()
    page.get_by_role("button", name="Next").click()
    for box in page.locator("input[data-must]").all():
        box.check()
    page.get_by_role("button", name="Find someone").click()
    expect(page.get_by_role("heading", name="You are in the line")).to_be_visible()


def take(page: Page) -> None:
    """Say yes to the one offered and answer what is asked before a talk."""
    page.get_by_role("button", name="Yes, I am here").click(timeout=15_000)
    page.get_by_role("checkbox", name="As far as I can tell").check()
    for box in page.locator("input[name^=box-]").all():
        box.check()
    page.get_by_role("button", name="I agree. I am ready").click()


def test_an_evening_from_the_first_page_to_coming_back_and_leaving_nothing(doors, backstage):
    bo = doors.open(backstage.do("supporter").cookie, "/desk/")
    ann = doors.open("", "/", viewport=PHONE)
    check_in(ann)
    ann.get_by_label("Your note", exact=True).fill("it is his birthday today")
    ann.get_by_role("button", name="Share it with who listens").click()

    expect(bo.get_by_text("has been through grief too").first).to_be_visible(timeout=15_000)
    take(bo)
    expect(ann.get_by_role("heading", name="Bo is here")).to_be_visible(timeout=15_000)
    expect(ann.get_by_text("has been through grief too")).to_be_visible()
    ann.get_by_role("button", name="Talk with Bo").click()

    of_ann, of_bo = Talk(ann).ready(), Talk(bo).ready()
    expect(bo.get_by_text("it is his birthday today")).to_be_visible()
    expect(ann.get_by_text("a peer, not a therapist").first).to_be_visible()
    of_ann.say("i baked the cake anyway")
    expect(of_bo.line("i baked the cake anyway")).to_be_visible()
    of_bo.say("You baked it anyway.")
    expect(of_ann.line("You baked it anyway.")).to_be_visible()
    expect(of_ann.line("i baked the cake anyway")).to_contain_text("sent")
    bo.get_by_role("button", name="We did this").first.click()

    bo.get_by_role("button", name="End or change").click()
    bo.get_by_role("button", name="Suggest to close").click()
    ann.get_by_role("button", name="Close the talk").click()
    ann.get_by_role("link", name="Go on").click()
    ann.get_by_role("radio", name="4", exact=True).check()
    expect(ann.locator("input[name=helped]")).to_have_count(1)
    ann.get_by_label("One small thing for tomorrow").fill("eat a slice")
    ann.get_by_role("radio", name="Yes, when I come back with my words").check()
    ann.get_by_role("button", name="Done").click()
    ann.get_by_role("button", name="Give me the words").click()
    words = ann.locator(".code-words").inner_text()
    assert len(words.split()) == 8

    bo.get_by_role("link", name="How are you now?").click()
    bo.get_by_role("button", name="Done").click()

    later = doors.open("", "/back/", viewport=PHONE, accept_downloads=True)
    later.get_by_label("Your eight words").fill(words.upper().replace(" ", ", "))
    later.locator("main form button[type=submit]").first.click()
    with later.expect_download() as download:
        later.locator("a[href$='download.json']").click()
    kept = json.loads(download.value.path().read_text())
    assert [line["text"] for line in kept["conversations"][0]["messages"]] == [
        "i baked the cake anyway",
        "You baked it anyway.",
    ]
    later.goto("/mine/erase/")
    later.get_by_role("button", name="Yes, erase all").click()

    doors.allowed.append("400")
    again = doors.open("", "/back/")
    again.get_by_label("Your eight words").fill(words)
    again.locator("main form button[type=submit]").first.click()
    expect(again.get_by_role("alert")).to_be_visible()


def test_somebody_not_safe_sees_the_lines_at_once_and_a_human_is_called(doors, backstage):
    ann = doors.open("", "/", viewport=PHONE)
    check_in(ann, answer="Yes")
    expect(ann.get_by_text("Thank you for telling us").first).to_be_visible()
    expect(ann.locator(".number--now").first).to_be_visible()

    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    # Other evenings of these tests may have called somebody too: hers is one of them.
    open_pages = dee.get_by_role("button", name="I have it")
    expect(open_pages.first).to_be_visible()
    before = open_pages.count()
    open_pages.first.click()
    expect(open_pages).to_have_count(before - 1)
    ann.reload()
    expect(ann.get_by_role("heading", name="You are in the line")).to_be_visible()


def test_nobody_is_here_and_there_is_no_dead_end(doors, backstage):
    ann = doors.open("", "/", viewport=PHONE)
    check_in(ann)
    expect(ann.get_by_text("Right now no one is here for you")).to_be_visible()
    ann.locator("summary", has_text="Leave a note for the team").click()
    ann.get_by_label("Your note for the team").fill("is the group still on?")
    ann.get_by_role("button", name="Leave the note").click()
    ann.get_by_role("button", name="Step away, keep my place").click()
    expect(ann.get_by_text("Your place is kept until")).to_be_visible()
    ann.get_by_role("button", name="I am here").click()

    bo = doors.open(backstage.do("supporter").cookie, "/desk/")
    bo.get_by_role("button", name="Yes, I am here").wait_for(timeout=15_000)


def test_someone_else_please_is_as_easy_as_yes(doors, backstage):
    bo = doors.open(backstage.do("supporter").cookie, "/desk/")
    ann = doors.open("", "/", viewport=PHONE)
    check_in(ann)
    take(bo)
    ann.get_by_role("button", name="Someone else, please").click(timeout=15_000)

    expect(ann.get_by_text("You are next.")).to_be_visible()
    expect(bo.get_by_role("heading", level=1)).to_contain_text("another way", timeout=15_000)
