"""The therapist stays the therapist: Ann names Eli, writes three lines, hands over what she chose, takes it back.

The steps are small functions on a page that is signed in already; the whole way is walked at the end of an evening in test_friends.py.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import picture, violations
from tests.journeys.stage import Doors

Picture = Callable[[Page, str], None]
PHONE = {"viewport": {"width": 390, "height": 800}}
DARK = PHONE | {"color_scheme": "dark"}
WIDE = {"viewport": {"width": 1280, "height": 900}}
SENTENCES = {
    "What happened tonight": "My sister did not call, and I could not stop crying.",
    "How was it for you": "It felt like being left on a platform.",
    "What do you want from": "Please ask me about Sunday.",
}


def look_at(page: Page, name: str) -> None:
    """Nothing overflows and axe finds nothing; with JOURNEY_PICTURES set, keep a picture of the whole page."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert violations(page) == [], name
    picture(page, f"care-{name}", is_whole=True)


def name_a_contact(page: Page, name: str = "Eli") -> None:
    page.goto("/care/contact/")
    page.get_by_label("My therapist", exact=True).check()
    page.get_by_label("What do you call them?").fill(name)
    page.get_by_label("Their phone").fill("01 234 567")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def write_three_sentences(page: Page) -> None:
    page.goto("/care/tell/")
    for question, words in SENTENCES.items():
        page.get_by_label(re.compile(question)).fill(words)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept.")).to_be_visible()


def put_a_letter_together(page: Page, name: str = "Eli") -> None:
    """From the kept sentences to the page with the choices, and from there to the preview."""
    page.get_by_role("button", name=f"Letter to {name}").click()
    expect(page.get_by_label(re.compile("My three lines"))).to_be_checked()
    page.get_by_label("Something in my own words").fill("I want to keep coming.")
    page.get_by_label("How do you sign it?").fill("Ann")


def preview(page: Page) -> str:
    """Press on to the preview and return what stands in the letter."""
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="This is what they get")).to_be_visible()
    return page.locator("article.letter").inner_html()


def say_yes(page: Page) -> tuple[str, str]:
    """Say yes and return the link and the code."""
    page.get_by_label(re.compile("^Yes, ")).check()
    page.get_by_role("button", name="Yes, make the link").click()
    code = page.locator("#code").inner_text()
    return page.locator("#link").input_value(), code


def open_as_eli(page: Page, link: str, code: str) -> str:
    """Open the link with the code, as somebody who has neither account nor visit, and return the letter."""
    page.goto(link)
    page.get_by_label("The code").fill(code)
    page.get_by_role("button", name="Open it").click()
    return page.locator("article.letter").inner_html()


def take_back(page: Page) -> None:
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The link opens nothing now.")).to_be_visible()


def hand_over(ann: Page, eli: Page, picture: Picture, line: str, never: str) -> str:
    """From naming Eli to Eli's reading it, looked at on each page; returns the link. ``never`` is what the other one said."""
    name_a_contact(ann)
    look_at(ann, "home")
    picture(ann, "care-home")
    write_three_sentences(ann)
    look_at(ann, "tell")
    picture(ann, "care-three-lines")
    put_a_letter_together(ann)
    ann.get_by_text(re.compile("^My words on")).click()
    ann.get_by_label(line).check()
    look_at(ann, "choose")
    picture(ann, "care-choose")
    seen = preview(ann)
    look_at(ann, "look")
    picture(ann, "care-preview")
    assert never not in seen
    link, code = say_yes(ann)
    look_at(ann, "given")
    picture(ann, "care-code")

    eli.goto(link)
    look_at(eli, "door")
    eli.get_by_label("The code").fill("ABCD EFGH")
    eli.get_by_role("button", name="Open it").click()
    expect(eli.get_by_role("alert")).to_contain_text("does not open it")
    got = open_as_eli(eli, link, code)
    look_at(eli, "read")
    picture(eli, "care-eli")
    assert got == seen
    for words in (*SENTENCES.values(), "I want to keep coming.", line):
        assert words in got
    with eli.expect_download() as saving:
        eli.get_by_role("link", name="File for a record system").click()
    assert saving.value.suggested_filename == "letter.fhir.json"

    ann.goto(ann.url.replace("/yes/", "/"))
    expect(ann.get_by_text(re.compile("^Opened on"))).to_be_visible()
    look_at(ann, "opened")
    picture(ann, "care-opened")
    return link


def nothing_opens(eli: Page, link: str) -> None:
    """What was on Eli's screen is gone, and the link opens nothing."""
    eli.reload()
    expect(eli.locator("article.letter")).to_have_count(0)
    expect(eli.get_by_text("I want to keep coming.")).to_have_count(0)
    eli.goto(link)
    expect(eli.get_by_label("The code")).to_have_count(0)


def test_ann_takes_it_back_and_what_eli_has_open_is_gone(doors: Doors, backstage):
    doors.allowed.append("404")
    made = backstage.do("letter", own="I want to keep coming.")
    ann, eli = doors.open(made.cookie, f"/care/hand-over/{made.key}/", **PHONE), doors.open(**WIDE)
    assert "I want to keep coming." in open_as_eli(eli, made.link, made.code)

    take_back(ann)

    nothing_opens(eli, made.link)
    look_at(eli, "not-here")


def test_bo_suggests_somebody_and_ann_finds_it_by_name(evening, doors: Doors, backstage, picture):
    ann, bo, key = evening(**DARK)
    dee = doors.open(backstage.do("coordinator").cookie, "/board/directory/", **WIDE)
    for label, words in {
        "Name": "The open door",
        "What they do, in one plain line": "A place to talk, in the old town, with people who listen.",
        "How to reach them": "01 234 567, Monday to Friday",
        "What it costs": "Nothing",
        "Waiting time": "About two weeks",
        "Source": "Called by the team",
    }.items():
        dee.get_by_label(label, exact=True).fill(words)
    dee.get_by_role("button", name="Save").click()
    expect(dee.get_by_role("heading", name="The open door")).to_be_visible()
    look_at(dee, "directory")

    bo.page.goto(f"/desk/care/{key}/")
    look_at(bo.page, "suggest-before")
    bo.page.get_by_role("button", name="Suggest The open door").click()
    expect(bo.page.get_by_text("You suggested this tonight")).to_be_visible()
    look_at(bo.page, "suggest")
    expect(ann.page.get_by_text("There is something new on how you know each other").first).to_be_visible()

    page = ann.page
    page.goto("/care/people/")
    expect(page.get_by_text("suggested by Bo")).to_be_visible()
    look_at(page, "people-dark")
    page.get_by_role("link", name="The open door").first.click()
    page.get_by_label(re.compile("someone told me about you")).check()
    look_at(page, "entry-dark")
    picture(page, "care-first-line")
    page.get_by_role("button", name="Keep it on my list").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    look_at(page, "own-dark")
    backstage.do("empty_directory")


@pytest.mark.parametrize("path", ["/care/", "/care/contact/", "/care/tell/", "/care/people/", "/care/own/"])
def test_axe_finds_nothing_in_the_dark(evening, path):
    ann, _bo, _key = evening(**DARK)

    ann.page.goto(path)

    look_at(ann.page, f"{path.strip('/').replace('/', '-')}-empty-dark")
