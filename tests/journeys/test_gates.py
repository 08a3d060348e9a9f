"""From an application to the last yes: one next step at a time, on both sides."""

import re

from playwright.sync_api import expect

from tests.journeys.test_report import every_look


def applied(doors, backstage, name):
    """Somebody who fills in a profile."""
    kit = doors.open(backstage.do("newcomer").cookie, "/desk/")
    kit.get_by_label("The name others see").fill(name)
    kit.get_by_role("group", name="What have you lived through?").get_by_role("checkbox").first.check()
    english = kit.get_by_role("group", name="Languages you can talk in").get_by_label("English")
    english.check()
    kit.get_by_role("button", name="Save").click()
    return kit


def test_kit_goes_from_gate_to_gate_and_is_let_in(doors, backstage, picture):
    backstage.do("on_call")
    kit = applied(doors, backstage, "Kit Lark")
    expect(kit.get_by_role("heading", level=1)).to_contain_text("on your way in")
    every_look(kit, "way-first")

    dee = doors.open(backstage.do("coordinators").first.cookie, "/board/approve/")
    card = dee.locator("article", has_text="Kit Lark")
    every_look(dee, "vetting-first")
    card.get_by_role("button", name="I have seen who they are").click()
    for referee, words, button in [
        (
            "Sam, led the same group for two years",
            "Kind, steady, knows when to stop.",
            "Keep reference 1 of 2",
        ),
        ("Noor, a neighbour", "Keeps things to themselves.", "Keep reference 2 of 2"),
    ]:
        card.get_by_label("Who gives this reference").fill(referee)
        card.get_by_label("What they said").fill(words)
        card.get_by_role("button", name=button).click()
    card.get_by_label(re.compile("practice modules")).check()
    card.get_by_role("button", name="They passed the training").click()
    expect(card).to_contain_text("They sign at their own desk")
    every_look(dee, "vetting")
    picture(dee, "gates")

    kit.goto("/desk/")
    expect(kit.get_by_role("heading", level=1)).to_contain_text("Your turn: please read and sign")
    every_look(kit, "way-sign")
    for box in kit.locator("form.sheet input[type=checkbox]").all():
        box.check()
    kit.get_by_role("button", name="I sign this").click()

    dee.reload()
    card.get_by_role("button", name="We practised together").click()
    kit.goto("/desk/")
    expect(kit.get_by_role("button", name="I am here")).to_have_count(0)
    card.get_by_role("button", name="Let Kit Lark in").click()
    kit.goto("/desk/")
    expect(kit.get_by_role("button", name="I am here")).to_be_visible()
    kit.goto("/desk/way/")
    every_look(kit, "way-done")


def test_dee_settles_a_pattern_with_a_note(doors, backstage, picture):
    backstage.do("finding", key=backstage.do("evening").key)
    dee = doors.open(backstage.do("coordinators").first.cookie, "/board/week/")
    found = dee.locator("article", has_text="“Our secret”, early")
    every_look(dee, "week")
    picture(dee, "patterns")
    found.get_by_label("What you found").fill("We talked. He had meant the waiting note.")
    found.get_by_role("button", name="Settled").click()
    expect(found).to_have_count(0)
