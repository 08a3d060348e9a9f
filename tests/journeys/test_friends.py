"""The seed of it all, as one story at 390 px: invite, agree with dual roles, plan, a chat, an evening without a network,
look back, the next day, and a letter that the therapist opens once.

Each step is a small function; those of the letter stand in test_care.py, those of the pocket in test_pocket.py.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import test_care as care
from tests.journeys import test_pocket as pocket
from tests.journeys.looking import violations
from tests.journeys.stage import Backstage, Doors, Talk

PHONE = {"viewport": {"width": 390, "height": 844}}
HERS, HIS = "Since the funeral I can not sleep.", "When my father died I walked at night too."

Look = Callable[..., None]


@pytest.fixture
def look(picture: Callable[[Page, str], None]) -> Look:
    """Look at a page: nothing overflows, axe finds nothing; what has a name is kept as a picture, in the light."""

    def at(page: Page, name: str = "") -> None:
        page.wait_for_load_state()
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, page.url
        assert violations(page) == []
        if name and page.evaluate(
            "matchMedia('(prefers-color-scheme: light) and (max-width: 30rem)').matches"
        ):
            page.evaluate("scrollTo(0, 0)")
            picture(page, f"friends-{name}")
        if folder := os.environ.get("JOURNEY_PICTURES"):
            called = name or re.sub(r"[^a-z]+", "-", page.title().lower())
            page.screenshot(path=Path(folder) / f"{called}.png", full_page=True)

    return at


def invite(look: Look, host: Page) -> str:
    """Make a link and return its path."""
    host.goto("/friends/")
    look(host, "home")
    host.get_by_role("link", name="Invite a friend").click()
    look(host)
    host.get_by_label("What does your friend call you?").fill("Bo")
    host.get_by_role("button", name="Make the link").click()
    expect(host.get_by_role("img", name="The same link as a code to scan")).to_be_visible()
    look(host, "link")
    link = host.get_by_label("The link").input_value()
    return "/with/" + link.split("/with/")[1]


def come_in(look: Look, friend: Page, path: str) -> str:
    """Press once, and return the two words."""
    friend.goto(path)
    look(friend, "asked-in")
    friend.get_by_label("What does your friend call you?").fill("Ann")
    friend.get_by_role("button", name="Come in").click()
    expect(friend.get_by_role("heading", name="You are in")).to_be_visible()
    look(friend, "two-words")
    return friend.locator(".two-words").inner_text()


def compare_words(look: Look, host: Page, words: str) -> None:
    """The host's page goes on by itself; the words are the same."""
    expect(host.get_by_role("heading", name="Somebody came in")).to_be_visible()
    expect(host.locator(".two-words")).to_have_text(words)
    look(host)
    host.get_by_role("button", name="Yes, the same words").click()


def agree_with_dual_roles(look: Look, host: Page, friend: Page) -> None:
    """Bo is a clinician off duty who once named Ann's therapist to her; Ann reads it and is fine with it."""
    host.get_by_label("I once sent this person to their therapist or doctor.").check()
    host.get_by_label("I also work as a clinician. I am off duty here.").check()
    host.get_by_label("what is your job?").fill("nurse")
    host.get_by_label("where is your licence from?").fill("Austria")
    host.get_by_label("What I will not do, as your friend").fill(
        "No advice on medicine. No talk with your therapist."
    )
    look(host, "ties")
    for box in ("I will keep to this.", "I will say so when"):
        host.get_by_label(box).check()
    host.get_by_role("button", name="Yes, I agree").click()

    friend.get_by_role("link", name="Read and decide").click()
    look(friend, "agreement")
    friend.get_by_label("I have read this and it is okay for me.").check()
    friend.get_by_label(re.compile("I am 18 or older")).check()
    friend.get_by_role("button", name="Yes, I agree").click()
    expect(friend.get_by_text("nurse")).to_be_visible()
    look(friend, "answer")
    friend.get_by_role("button", name="This is okay for me").click()


def plan(look: Look, host: Page, friend: Page, mode: str) -> str:
    """Ann asks for an evening and says how it is; Bo plans a little. Returns the evening's key."""
    friend.get_by_role("link", name="An evening together").click()
    friend.get_by_role("radio", name=mode).check()
    look(friend, "new")
    friend.get_by_role("button", name="Next").click()
    friend.locator("input[name=distress][value='8']").check(force=True)
    friend.locator("input[name=need][value=distract]").check(force=True)
    look(friend, "check-in")
    friend.get_by_role("button", name="Done").click()
    expect(friend.get_by_role("heading", name="Your evening to come")).to_be_visible()
    look(friend)

    host.get_by_role("link", name="Open the evening").click()
    expect(host.get_by_text("8 of 10")).to_be_visible()
    host.get_by_role("link", name="Make a small plan").click()
    host.get_by_label("What is this evening for, in one sentence?").fill("Be there while it hurts.")
    host.get_by_label("What I will not do tonight").fill("No fixing.")
    host.locator("input[name=cards]").first.check()
    look(host, "plan")
    host.get_by_role("button", name="Keep it").click()
    look(host, "evening")
    return host.url.rstrip("/").split("/")[-1]


def talk(look: Look, host: Page, friend: Page) -> None:
    """The same live room, with the companion beside it; a story of one's own is welcome."""
    host.get_by_role("button", name="Begin now").click()
    bo = Talk(host).ready()
    friend.get_by_role("link", name="Go to the talk").click()
    ann = Talk(friend).ready()
    ann.say(HERS)
    expect(bo.line(HERS)).to_be_visible()
    bo.say(f"{HIS} Shall I come over tomorrow? 0664 123 4567")
    expect(ann.line("Shall I come over tomorrow?")).to_be_visible()
    look(friend, "talk")
    look(host, "companion")
    friend.get_by_role("button", name="End or change").click()
    look(friend)
    friend.get_by_role("button", name="End now").click()
    expect(friend.get_by_text("The talk has ended")).to_be_visible()


def look_back(look: Look, host: Page, friend: Page) -> None:
    """Ann's number and what helped; Bo's three questions, for Bo alone."""
    friend.get_by_role("link", name="Go on", exact=True).click()
    friend.locator("input[name=after][value='4']").check(force=True)
    friend.get_by_label("What helped, in your own words?").fill("That you did not fix it.")
    friend.get_by_role("radio", name="Yes, when I come back with my words").check()
    look(friend, "after")
    friend.get_by_role("button", name="Done").click()
    expect(friend.get_by_text("That you did not fix it.")).to_be_visible()
    look(friend)

    host.get_by_role("link", name="How are you now?").click()
    host.get_by_label("What happened?").fill("We wrote for an hour. The plan stayed in the drawer.")
    host.get_by_label("What fitted, planned or not?").fill("Saying back what I heard.")
    host.get_by_label("My friend may read these two.").check()
    host.get_by_role("radio", name="Tired, in a good way").check()
    host.get_by_role("radio", name="Mostly").check()
    host.get_by_label("What do I take to consultation").fill("How much of my own grief came up.")
    look(host, "looking-back")
    host.get_by_role("button", name="Keep it").click()
    expect(host.get_by_text("How much of my own grief came up.")).to_be_visible()
    look(host)


def face_to_face(host: Page, friend: Page, pair: str, doors: Doors, backstage: Backstage) -> None:
    """Bo comes over; his phone has no network there, and what it kept comes home afterwards."""
    friend.goto(f"/friend/pair/{pair}/")
    friend.get_by_role("link", name="An evening together").click()
    friend.get_by_role("radio", name="Face to face").check()
    friend.get_by_role("button", name="Next").click()
    key = friend.url.rstrip("/").split("/")[-2]
    host.goto(f"/friends/evening/{key}/")
    host.get_by_role("button", name="Begin now").click()
    host.get_by_role("link", name="Open the pocket page").click()
    pocket.ready(host)

    doors.allowed += pocket.OFF
    host.context.set_offline(True)
    host.reload()
    pocket.tap(host, "Fear", "7", "To get calm")
    host.locator("#fitting button").first.click()
    host.get_by_role("button", name="It fitted").click()
    pocket.go(host, "Breathe")
    host.get_by_role("button", name="Start").click()
    expect(host.locator("#breath-word")).to_have_text("in")
    pocket.write(host, "She laughed once")
    pocket.go(host, "Home")
    host.get_by_role("button", name="We are done").click()
    host.get_by_role("button", name="Yes, it is over").click()
    host.context.set_offline(False)
    pocket.sent(host)

    host.get_by_role("link", name="Look back at it").click()
    expect(host.get_by_role("heading", name="What your pocket kept")).to_be_visible()
    expect(host.get_by_text("She laughed once")).to_be_visible()
    told = backstage.do("pocketed", key=key)
    assert told.numbers == list(range(1, len(told.numbers) + 1))
    assert (told.notes, [fitted for _slug, fitted in told.cards]) == (["She laughed once"], [True])


def the_next_day(look: Look, host: Page, friend: Page, backstage, key: str) -> None:
    """A number again, and a line that reaches the friend."""
    backstage.do("next_day", evening=key)
    friend.goto(f"/friend/evening/{key}/")
    friend.get_by_role("link", name="How is it today?").click()
    look(friend)
    friend.locator("input[name=value][value='3']").check(force=True)
    friend.get_by_role("button", name="Send").click()
    friend.get_by_label("Your words").fill("I slept. I keep telling everybody how much better I feel.")
    friend.get_by_label("Keep these words").check()
    look(friend, "line")
    friend.get_by_role("button", name="Send it").click()
    expect(friend.get_by_text("Your friend can read it now.")).to_be_visible()
    host.goto(f"/friends/evening/{key}/")
    expect(host.get_by_text("how much better I feel")).to_be_visible()
    look(host, "next-day")


def their_evenings(look: Look, host: Page, friend: Page, pair: str, backstage) -> None:
    """The small picture: with a gap, and Ann's to show or not."""
    backstage.do("earlier_evenings", pair=pair, numbers=[[7, 6, None], [None, 5, 5], [9, None, None]])
    host.goto(f"/friends/pair/{pair}/over-time/")
    expect(host.get_by_text("has not shown them to you")).to_be_visible()
    look(host)
    friend.goto(f"/friend/pair/{pair}/over-time/")
    expect(friend.get_by_role("table")).to_contain_text("lower by more than three")
    look(friend, "over-time")
    friend.get_by_role("button", name="My friend may see it too").click()
    host.reload()
    expect(host.get_by_role("table")).to_contain_text("too small to tell")


def the_letter(friend: Page, eli: Page, picture: care.Picture, backstage: Backstage) -> None:
    """Ann's therapist reads what she chose, once; a month later nothing opens. Bo is in none of it."""
    friend.set_viewport_size(care.PHONE["viewport"])
    link = care.hand_over(friend, eli, picture, line=HERS, never=HIS)
    assert backstage.do("days_later", days=31).ended == 1
    care.nothing_opens(eli, link)
    friend.reload()
    expect(friend.get_by_role("button", name="Take it back")).to_have_count(0)


def in_both_lights(look: Look, page: Page, name: str) -> None:
    """Look at a page in the dark and in the light; the picture is taken in the light."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        look(page, name)


def test_an_evening_of_therapeutic_friendship(look, doors, backstage, picture):
    # A letter that is over is answered 404 and a wrong code 400; the browser writes both into its console.
    doors.allowed += ["404", "400"]
    bo = backstage.do("newcomer")
    host = doors.open(bo.cookie, "/friends/", color_scheme="light", **PHONE)
    friend = doors.open("", "", color_scheme="light", **PHONE)

    compare_words(look, host, come_in(look, friend, invite(look, host)))
    agree_with_dual_roles(look, host, friend)
    key = plan(look, host, friend, "In a chat here")
    pair = friend.locator("a[href*='/pair/']").first.get_attribute("href").rstrip("/").split("/")[-1]
    talk(look, host, friend)
    look_back(look, host, friend)
    face_to_face(host, friend, pair, doors, backstage)
    the_next_day(look, host, friend, backstage, key)
    their_evenings(look, host, friend, pair, backstage)
    the_letter(friend, doors.open(**care.WIDE), picture, backstage)


def test_each_page_is_fine_in_the_dark_and_ann_stops_and_blocks_in_two_presses(look, doors, backstage):
    two = backstage.do("pair")
    host = doors.open(two.host, color_scheme="dark", **PHONE)
    friend = doors.open(two.friend, color_scheme="dark", **PHONE)
    over, planned, pair = f"evening/{two.over}/", f"evening/{two.planned}/", f"pair/{two.pair}/"
    for page, start, paths in (
        (host, "/friends/", ("", "invite/", pair, f"{pair}agree/", f"{planned}plan/", planned, f"{over}after/")),
        (friend, "/friend/", (pair, f"{pair}agreed/", f"{planned}check-in/", f"{over}after/", f"{over}line/")),
        (friend, "/friend/", (f"{pair}over-time/", over)),
    ):  # fmt: skip
        for path in paths:
            page.goto(start + path)
            look(page)

    host.goto(f"/friends/{planned}")
    friend.goto(f"/friend/{planned}")
    friend.get_by_role("link", name="Stop and block").click()
    in_both_lights(look, friend, "block")
    friend.get_by_role("button", name="Stop and block").click()
    expect(friend.get_by_role("heading", name="It is over, and blocked")).to_be_visible()
    in_both_lights(look, friend, "blocked")
    # Bo's page goes on by itself, as with any ending.
    expect(host.get_by_role("heading", name="Your evening", exact=True)).to_be_visible()
    expect(host.get_by_text("block")).to_have_count(0)
    backstage.do("coordinator")
    friend.reload()
    friend.get_by_role("link", name="See what they would get").click()
    in_both_lights(look, friend, "tell")


def test_the_pages_are_fine_on_a_wide_screen_and_without_a_script(look, doors, backstage):
    bo = backstage.do("newcomer")
    host = doors.open(bo.cookie, "/friends/", viewport={"width": 1280, "height": 800})
    friend = doors.open("", "", viewport={"width": 1280, "height": 800}, java_script_enabled=False)

    path = invite(look, host)
    friend.goto(path)
    friend.get_by_role("button", name="Come in").click()
    expect(friend.get_by_role("heading", name="You are in")).to_be_visible()
    host.get_by_role("button", name="No, that is someone else").click()
    friend.reload()
    expect(friend.get_by_text("The link was meant for someone else.")).to_be_visible()
    look(host)


def test_bo_sees_at_once_that_ann_is_not_safe_though_she_wants_no_prompts(look, doors, backstage):
    two = backstage.do("pair")
    host = doors.open(two.host, f"/friends/evening/{two.planned}/", color_scheme="light", **PHONE)
    pocket_page = doors.open(two.host, f"/pocket/{two.planned}/", **PHONE)
    expect(pocket_page.locator("#unsafe")).to_be_hidden()
    friend = doors.open(two.friend, f"/friend/evening/{two.planned}/check-in/", color_scheme="light", **PHONE)
    friend.locator("input[name=answer][value=yes]").check(force=True)
    friend.get_by_role("button", name="Done").click()
    pocket_page.reload()
    expect(pocket_page.locator("#unsafe")).to_be_visible()
    look(pocket_page)
    pocket.go(pocket_page, "Now?")
    expect(pocket_page.locator("#danger")).to_be_checked()
    pocket_page.close()

    friend.get_by_role("button", name="Begin now").click()
    friend.get_by_role("button", name="The evening is over").click()
    friend.goto(f"/friend/pair/{two.pair}/evening/")
    friend.get_by_role("radio", name="In a chat here").check()
    friend.get_by_role("button", name="Next").click()
    key = friend.url.rstrip("/").split("/")[-2]
    host.goto(f"/friends/evening/{key}/")
    host.get_by_role("button", name="Begin now").click()
    Talk(host).ready()
    friend.goto(f"/friend/evening/{key}/talk/")
    Talk(friend).ready()
    friend.get_by_role("button", name="Talk without prompts").click()
    Talk(friend).ready()
    expect(host.get_by_role("alert").filter(has_text="may not be safe")).to_have_count(0)
    friend.get_by_role("button", name="End or change").click()
    friend.get_by_role("button", name="I am not safe right now").click()
    expect(friend.get_by_text("It stands on your friend")).to_be_visible()
    expect(host.get_by_role("alert").filter(has_text="may not be safe")).to_be_visible(timeout=4000)
    look(host)
    host.reload()
    expect(host.get_by_role("alert").filter(has_text="may not be safe")).to_be_visible()
