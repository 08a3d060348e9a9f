"""An A3 talk from the first cue to the agreed next step, with a supporter, a seeker and somebody on call."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def answer(bo, **answers):
    """Note what was said to the plain questions."""
    dialog = bo.page.locator("#safety")
    for slug, given in answers.items():
        dialog.locator(f"input[name={slug}][value={given}]").check()
    dialog.get_by_role("button", name="Note it").click()
    expect(dialog).to_be_hidden()


def test_a_talk_at_a3_from_the_first_cue_to_the_agreed_next_contact(evening, doors, backstage, picture):
    ann, bo, _key = evening()
    ann.say("i have the letters written and i know the day")
    expect(bo.line("i have the letters written")).to_be_visible()

    bo.page.get_by_label("Your message").press("Alt+s")
    dialog = bo.page.locator("#safety")
    expect(dialog.get_by_text("Are you thinking about killing yourself?")).to_be_visible()
    answer(bo, thoughts="yes", plan="yes")
    strip = bo.page.locator("#safety-strip")
    expect(strip).to_contain_text("A plan, or means in reach (A3)")
    expect(strip).to_contain_text("within your reach")

    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    dee.get_by_role("button", name="I have it").first.click()
    dee.get_by_role("link", name="A plan, or means in reach (A3)").first.click()
    dee.get_by_role("button", name="Take the lead").click()
    expect(bo.page.locator("[data-beside]")).to_contain_text("leads now", timeout=8000)
    expect(strip).not_to_contain_text("leads")
    picture(bo.page, "level")
    picture(dee, "on-call")

    dee.get_by_role("button", name="Hand back").click()
    dee.get_by_role("button", name="Yes, hand back").click()
    bo.page.get_by_role("button", name="End or change").click()
    bo.page.get_by_role("button", name="End now").click()
    expect(dialog.get_by_text("Before you close: how is it now?")).to_be_visible()
    dialog.get_by_label("When").fill("tomorrow at nine")
    dialog.get_by_label("How").select_option("here")
    picture(bo.page, "next-contact-asked")
    answer(bo, thoughts="yes", plan="no", means="no", timing="no", now="no")
    expect(strip).to_contain_text("tomorrow at nine, here again")
    expect(strip).to_contain_text("They have not said yes yet.")

    bo.say("So: you call your sister now, and we write to each other tomorrow at nine, here.")
    expect(ann.line("tomorrow at nine")).to_be_visible()
    asked = ann.page.locator("[data-card]")
    expect(asked).to_contain_text("The next contact: tomorrow at nine, here again.")
    picture(ann.page, "next-contact")
    asked.get_by_role("button", name="Yes, agreed").click()
    for place in (asked, strip):
        expect(place).to_contain_text("You both agreed on the next contact: tomorrow at nine, here again.")
    dee.locator("#level").select_option("2")
    dee.get_by_label("Why it can be lowered").fill("the sister is with her, contact tomorrow at nine")
    dee.get_by_role("button", name="Set it").click()
    expect(dee.get_by_text("level A3 to A2")).to_be_visible()

    bo.page.get_by_role("button", name="End or change").click()
    bo.page.get_by_role("button", name="End now").click()
    expect(bo.page.get_by_text("The talk has ended").first).to_be_visible()
    ann.page.get_by_role("link", name="Go on").click()
    expect(ann.page.get_by_text("You both agreed on the next contact: tomorrow at nine")).to_be_visible()
    picture(ann.page, "next-contact-close")


def test_ann_leaves_another_way_is_gone_at_a3_and_dee_decides(evening, doors, backstage, picture):
    ann, bo, key = evening()
    card = ann.page.locator("[data-card]")
    expect(card).to_be_empty()
    ann.page.get_by_role("button", name="End or change").click()
    ann.page.get_by_role("button", name="I am not safe right now").click()

    card.get_by_text("another way to reach you?").click()
    card.get_by_label("A number, an address").fill("my sister Lena, the blue door next to mine")
    picture(ann.page, "other-way")
    card.get_by_role("button", name="Leave it").click()
    expect(card).to_contain_text("my sister Lena")
    expect(bo.page.locator("#safety-strip")).to_contain_text("They left another way")
    ann.page.reload()
    ann.ready()
    expect(card).to_contain_text("my sister Lena")

    ann.page.close()
    backstage.do("silence", key=key, side="seeker")
    expect(bo.page.locator("#safety-strip")).to_contain_text("The line dropped", timeout=20_000)
    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    page = dee.get_by_role("article").filter(has_text="The line dropped")
    page.get_by_role("button", name="I have it").click()
    dee.get_by_role("link", name="The line dropped, or the talk ended").first.click()
    expect(dee.get_by_text("my sister Lena")).to_be_visible()
    dee.get_by_role("button", name="I tried the other way they left").click()
    dee.get_by_label("yes, a welfare check").check()
    dee.get_by_label("because").fill("the sister does not answer the door")
    dee.get_by_role("button", name="Note the decision").click()

    expect(dee.get_by_text("decided on a welfare check: yes")).to_be_visible()
    expect(dee.get_by_text("the sister does not answer the door")).to_be_visible()
    expect(dee.get_by_role("button", name="✓ I tried the other way")).to_be_disabled()
    picture(dee, "other-way-on-call")


def test_dee_on_call_joins_reads_along_leads_writes_and_hands_back(evening, doors, backstage, picture):
    ann, bo, key = evening()
    ann.say("i want to kill myself, i have the letters written")
    expect(bo.line("letters written")).to_be_visible()
    bo.page.get_by_role("button", name="Call on-call").click()

    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    dee.get_by_role("button", name="I have it").first.click()
    dee.get_by_role("link", name="Somebody asked for you in the talk").first.click()
    one_page = dee.url
    expect(dee.locator(".cue").first).to_contain_text("kill myself", timeout=20_000)
    expect(dee.get_by_role("link", name="Open the talk")).to_have_count(0)
    picture(dee, "on-call-words")

    dee.get_by_role("button", name="Join in the background").click()
    for side, words in ((ann, "You can leave whenever you like."), (bo, "You go on as before.")):
        told = side.page.locator("[data-beside]")
        expect(told).to_contain_text("from the people on call is here too and reads along.")
        expect(told).to_contain_text(words)
    expect(ann.page.locator("[data-beside]")).to_contain_text("Bo asked for a second person.")

    dee.get_by_role("link", name="Open the talk").click()
    expect(dee.locator(".line").filter(has_text="letters written")).to_be_visible()
    expect(dee.get_by_label("Your message, seen by both")).to_be_hidden()
    bo.say("Somebody else is with us now.")
    expect(dee.locator(".line").filter(has_text="with us now")).to_contain_text("Bo, supporter")

    dee.get_by_role("button", name="Take the lead").click()
    box = dee.get_by_label("Your message, seen by both")
    expect(box).to_be_visible()
    box.fill("I am on call tonight. Are you safe where you are right now?")
    box.press("Enter")
    for side in (ann, bo):
        line = side.line("Are you safe where you are")
        expect(line.locator(".line__who")).to_contain_text(", on call")
        expect(side.page.locator("[data-beside]")).to_contain_text("may write")
    ann.page.reload()
    ann.ready()
    expect(ann.page.locator("[data-beside]")).to_contain_text("may write to you")
    expect(ann.line("Are you safe where you are")).to_contain_text(", on call")
    picture(ann.page, "beside-seeker")
    picture(dee, "beside-on-call")

    elsewhere = dee.context.new_page()
    elsewhere.goto(one_page)
    elsewhere.get_by_role("button", name="Hand back").click()
    expect(dee.get_by_text("You are not beside this talk any more.")).to_be_visible()
    expect(dee.locator(".line")).to_have_count(0)
    expect(box).to_be_hidden()
    for side in (ann, bo):
        expect(side.page.locator("[data-beside]")).to_contain_text("no longer reads along")
    doors.allowed.append("404")
    assert dee.goto(f"/on-call/talk/{key}/").status == 404
    ann.say("she helped")
    expect(bo.line("she helped")).to_be_visible()


def test_ann_leaves_while_dee_leads(evening, doors, backstage):
    ann, bo, key = evening()
    bo.page.get_by_role("button", name="Call on-call").click()
    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    dee.get_by_role("link", name="What happened").first.click()
    dee.get_by_role("button", name="Take the lead").click()
    expect(ann.page.locator("[data-beside]")).to_contain_text("may write to you")

    ann.page.get_by_role("button", name="End or change").click()
    ann.page.get_by_role("button", name="End now").click()

    expect(ann.page.get_by_text("The talk has ended").first).to_be_visible()
    doors.allowed.append("404")
    assert dee.goto(f"/on-call/talk/{key}/").status == 404


def test_ann_says_that_she_is_not_safe_and_a_human_is_called(evening, doors, backstage):
    ann, bo, key = evening()

    ann.page.get_by_role("button", name="End or change").click()
    ann.page.get_by_role("button", name="I am not safe right now").click()

    expect(ann.page.get_by_text("A second person has been called")).to_be_visible()
    expect(bo.page.locator("#safety-strip")).to_contain_text("A3", timeout=8000)

    expect(ann.page.locator("[data-call]")).to_be_hidden()
    backstage.do("unanswered", key=key)
    for _load in range(2):
        expect(ann.page.locator("[data-call-words]")).to_contain_text("No one of our team has answered yet")
        expect(ann.page.locator("[data-call]")).to_be_visible()
        ann.page.reload()
    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    for _page in range(dee.get_by_role("button", name="I have it").count()):
        dee.get_by_role("button", name="I have it").first.click()
        dee.goto("/on-call/") if not dee.url.endswith("/on-call/") else None
    expect(ann.page.locator("[data-call]")).to_be_hidden()


def test_dee_reads_where_ann_is_when_a_grave_talk_is_over(evening, doors, backstage):
    ann, bo, key = evening()
    ann.page.get_by_role("button", name="End or change").click()
    ann.page.get_by_role("button", name="I am not safe right now").click()
    steps = bo.page.locator("#safety-strip details")
    steps.locator("summary").click()
    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    dee.get_by_role("link", name="What happened").first.click()
    dee.get_by_role("button", name="Join in the background").click()
    dee.get_by_role("link", name="Open the talk").click()
    expect(bo.page.locator("[data-beside]")).to_contain_text("reads along", timeout=8000)
    assert bo.page.get_by_text("from on-call").count() == 0
    expect(steps).to_have_attribute("open", "")

    ann.page.get_by_role("button", name="End or change").click()
    ann.page.get_by_role("button", name="Someone else, please").click()

    expect(dee.locator("[data-after]")).to_contain_text("Find them or call help first")
    expect(dee.locator("[data-after]")).to_contain_text("in the line now")
