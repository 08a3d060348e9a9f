"""Ann and Bo talk."""

import re

from playwright.sync_api import expect


def test_ann_and_bo_talk_and_each_word_is_sent(evening):
    ann, bo, key = evening()

    expect(ann.page.get_by_text("with Bo, a peer, not a therapist")).to_be_visible()
    expect(ann.page.locator(".chat__frame p").first).to_be_visible()

    ann.say("It came back tonight.")
    expect(ann.line("It came back tonight.")).to_have_attribute("data-state", "sent")
    expect(bo.line("It came back tonight.")).to_be_visible()
    bo.say("I am here. Tell me.")
    expect(ann.line("I am here. Tell me.")).to_contain_text("Bo")
    expect(ann.page.locator("time").first).to_have_text(re.compile(r"\d"))


def test_reloading_shows_the_same_talk_once(evening, backstage):
    ann, bo, key = evening()
    for word in ("one", "two", "three", "four", "five"):
        ann.say(word)
    expect(bo.line("five")).to_be_visible()
    ann.page.reload()
    ann.ready()
    expect(ann.lines).to_have_count(5)
    assert ann.texts() == ["one", "two", "three", "four", "five"]
    assert backstage.do("look", key=key).seqs == [1, 2, 3, 4, 5]


HOSTILE = [
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "zero\u200bwidth\u200djoiner \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "& &amp; &lt;b&gt; {{ 7 }} {% now %}",
]


def test_text_is_only_ever_text(evening):
    ann, bo, _ = evening()
    for text in HOSTILE:
        ann.say(text)
    expect(bo.lines).to_have_count(len(HOSTILE))
    assert bo.texts() == HOSTILE
    assert bo.page.locator(".line img, .line script, .line b").count() == 0
    assert bo.page.locator(".line__text").first.get_attribute("dir") == "auto"


def test_too_long_stays_in_the_box_and_four_thousand_letters_go(evening):
    ann, bo, _ = evening()
    ann.say("\U0001f33f" * 4001)
    expect(ann.page.get_by_role("alert").filter(has_text="Your words are still here")).to_be_visible()
    assert len(ann.box.input_value()) == 4001
    ann.say("\U0001f33f" * 4000)
    expect(ann.lines.first).to_have_attribute("data-state", "sent")
    expect(bo.lines).to_have_count(1)


def test_shift_enter_makes_a_line_and_enter_sends(evening):
    ann, bo, _ = evening()
    ann.box.focus()
    ann.page.keyboard.type("first")
    ann.page.keyboard.press("Shift+Enter")
    ann.page.keyboard.type("second")
    ann.page.keyboard.press("Enter")
    expect(bo.line("first")).to_contain_text("second")
    assert bo.texts() == ["first\nsecond"]


def test_typing_is_seen_and_never_spoken_and_a_moment_to_think_is_told(evening):
    ann, bo, _ = evening()
    ann.box.focus()
    ann.page.keyboard.type("unspoken thing")
    expect(bo.page.locator("[data-typing]")).to_contain_text("is writing")
    assert bo.page.locator("[data-typing]").get_attribute("aria-hidden") == "true"
    assert "unspoken" not in bo.page.content()
    ann.page.get_by_role("button", name="I need a moment to think").click()
    expect(bo.page.locator("[data-thinking]")).to_contain_text("moment to think")


def test_ann_keeps_a_message_and_it_stays_kept(evening, backstage):
    ann, bo, key = evening()
    bo.say("You do not have to carry this alone.")
    ann.line("carry this alone").get_by_role("button", name="Keep this").click()
    expect(ann.line("carry this alone").get_by_role("button", name="Kept")).to_have_attribute(
        "aria-pressed", "true"
    )
    ann.say("Thank you.")
    expect(bo.line("Thank you.")).to_be_visible()
    assert backstage.do("look", key=key).kept == [1]
    ann.page.reload()
    expect(ann.line("carry this alone").get_by_role("button", name="Kept")).to_be_visible()


def test_pause_is_one_click_and_bo_can_see_it(evening):
    ann, bo, _ = evening()
    ann.page.get_by_role("button", name="Pause").click()
    expect(bo.page.locator("[data-thinking]")).to_contain_text("moment")
    ann.page.get_by_role("button", name="I am back").click()
    expect(bo.page.locator("[data-thinking]")).to_be_hidden()


def test_a_chat_with_the_keyboard_alone(evening):
    ann, bo, _ = evening()
    ann.page.locator("body").focus()
    for _ in range(40):
        ann.page.keyboard.press("Tab")
        if ann.page.evaluate("document.activeElement.id") == "composer-box":
            break
    ann.page.keyboard.type("By keyboard.")
    ann.page.keyboard.press("Enter")
    expect(bo.line("By keyboard.")).to_be_visible()
    bo.say("I read you.")
    expect(ann.line("I read you.")).to_be_visible()
    assert ann.page.evaluate("document.activeElement.id") == "composer-box"
    for _ in range(40):
        ann.page.keyboard.press("Shift+Tab")
        if "End or change" in (ann.page.evaluate("document.activeElement.textContent") or "")[:20]:
            break
    ann.page.keyboard.press("Enter")
    expect(ann.page.get_by_role("dialog")).to_be_visible()
    ann.page.keyboard.press("Escape")
    expect(ann.page.get_by_role("dialog")).to_be_hidden()


def test_the_log_is_named_and_speaks_each_line_once(evening):
    ann, bo, _ = evening()
    for number in range(8):
        bo.say(f"line {number}")
    expect(ann.lines).to_have_count(8)
    assert ann.log.get_attribute("aria-label") == "Messages"
    expect(ann.log).to_have_attribute("aria-live", "polite")
    said = ann.log.aria_snapshot()
    assert [said.count(f"line {number}") for number in range(8)] == [1] * 8


def test_reading_further_up_is_not_disturbed(evening):
    ann, bo, _ = evening()
    for number in range(9):
        bo.say(f"long {number}\n" + "\n".join("and so on" for _ in range(8)))
    expect(ann.lines).to_have_count(9)
    ann.page.locator("[data-scroller]").evaluate("(box) => box.scrollTo(0, 0)")
    ann.page.wait_for_timeout(100)
    bo.say("something new")
    expect(ann.page.get_by_role("button", name="New messages: 1")).to_be_visible()
    assert ann.page.locator("[data-scroller]").evaluate("(box) => box.scrollTop") == 0
    ann.page.get_by_role("button", name="New messages: 1").click()
    expect(ann.line("something new")).to_be_in_viewport()


def test_cy_finds_nothing_at_the_talk_and_bo_does(evening, doors, backstage):
    _, bo, key = evening()
    cy = backstage.do("supporter", name="Cy", is_here=False)
    doors.allowed.append("404")
    assert doors.open(cy.cookie).goto(f"/desk/chat/{key}/").status == 404
    assert bo.page.reload().status == 200
