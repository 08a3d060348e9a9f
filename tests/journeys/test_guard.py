"""The boundary guard in a browser: a drifting supporter is helped back, and a grave message waits."""

import pytest
from playwright.sync_api import expect

from beenthere.boundaries.guard.catalog import drifts

pytestmark = pytest.mark.browser


def test_a_drifting_supporter_is_helped_back(evening):
    ann, bo, _key = evening()
    ann.say("some days i am up all night and then i crash for a week")
    expect(bo.line("some days i am up all night")).to_be_visible()

    box = bo.page.get_by_label("Your message")
    box.fill("This is clearly bipolar.")
    guard = bo.page.locator("[data-guard]")
    expect(guard).to_contain_text("naming an illness")
    expect(guard).to_contain_text("You could say")
    expect(ann.page.locator("[data-guard]")).to_be_hidden()

    box.fill("That sounds exhausting. What is the crash like?")
    expect(guard).to_be_hidden()
    bo.page.get_by_role("button", name="Send", exact=True).click()
    expect(ann.line("That sounds exhausting. What is the crash like?")).to_be_visible()


def test_one_tap_puts_a_hint_away_and_the_focus_stays_in_the_box(evening):
    _ann, bo, _key = evening()
    box = bo.page.get_by_label("Your message")
    box.fill("This is clearly bipolar.")
    guard = bo.page.locator("[data-guard]")

    guard.get_by_role("button", name="I know").click()

    expect(guard).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("This is clearly bipolar.")


def test_advice_on_medicine_waits_calls_somebody_and_is_sent_only_with_a_reason(evening, picture):
    ann, bo, _key = evening()
    ann.say("should i just stop taking the tablets?")
    expect(bo.line("should i just stop")).to_be_visible()

    bo.say("Just halve the pills for a week.")
    guard = bo.page.locator("[data-guard]")
    expect(guard).to_contain_text("Not sent yet")
    expect(guard).to_contain_text("medicine")
    box = bo.page.get_by_label("Your message")
    expect(box).to_have_value("Just halve the pills for a week.")
    expect(ann.line("Just halve the pills")).to_have_count(0)
    picture(bo.page, "guard")

    guard.get_by_role("button", name="Change it").click()
    box.fill("That is one for your pharmacist. Shall we write the question down?")
    bo.page.get_by_role("button", name="Send", exact=True).click()
    expect(ann.line("That is one for your pharmacist")).to_be_visible()
    expect(guard).to_be_hidden()


def test_send_anyway_asks_why_and_then_sends(evening):
    ann, bo, _key = evening()
    bo.say("Just halve the pills for a week.")
    guard = bo.page.locator("[data-guard]")
    expect(guard).to_contain_text("Not sent yet")

    guard.get_by_role("button", name="Send anyway").click()
    reason = guard.get_by_label("Why should it be sent as it is?")
    expect(reason).to_be_focused()
    reason.fill("I read her the words of her own doctor's letter")
    guard.get_by_role("button", name="Send anyway").click()

    expect(ann.line("Just halve the pills for a week.")).to_be_visible()


def test_ann_is_warned_before_she_gives_her_number_and_decides_herself(evening):
    ann, bo, _key = evening()
    ann.say("you can call me on 0151 2345 6789")
    guard = ann.page.locator("[data-guard]")
    expect(guard).to_contain_text("a way to reach you outside")
    expect(bo.line("0151")).to_have_count(0)

    guard.get_by_role("button", name="Send anyway").click()

    expect(bo.line("you can call me on 0151 2345 6789")).to_be_visible()


def test_anns_link_goes_at_once_and_only_she_reads_a_gentle_word(evening):
    ann, bo, _key = evening()
    ann.say("we have a group there, https://discord.gg/x4mple9")

    expect(bo.line("we have a group there")).to_be_visible()
    expect(ann.page.get_by_text("That link leads to another place.")).to_be_visible()
    expect(ann.page.locator("[data-guard]")).to_be_hidden()
    expect(bo.page.get_by_text("That link leads to another place.")).to_have_count(0)


MEASURE = """({says, instead}) => {
  const guard = document.querySelector("[data-guard]");
  guard.querySelector("[data-guard-says]").textContent = says;
  guard.querySelector("[data-guard-instead]").textContent = instead;
  const lines = (place) => place.clientHeight / parseFloat(getComputedStyle(place).lineHeight);
  const could = guard.querySelector(".guard__instead");
  return {
    lines: Math.round(lines(guard.querySelector("[data-guard-says]"))),
    isWhole: could.scrollHeight <= could.clientHeight + 1 && could.offsetHeight > 0,
    isInside: document.documentElement.scrollWidth <= innerWidth,
  };
}"""


def test_on_a_small_phone_a_hint_takes_two_lines_and_what_one_could_say_stands_in_full(evening, picture):
    _ann, bo, _key = evening()
    bo.page.set_viewport_size({"width": 390, "height": 844})
    box = bo.page.get_by_label("Your message")
    box.fill("This is clearly bipolar.")
    guard = bo.page.locator("[data-guard]")
    expect(guard).to_contain_text("naming an illness")
    more = guard.get_by_role("button", name="More")
    expect(more).to_be_visible()
    picture(bo.page, "guard-phone")

    words = [
        {"says": f"“just halve the pills for a week”: {drift.seen} {drift.move}", "instead": sentence}
        for drift in drifts().values()
        for sentence in drift.instead
    ]
    found = [bo.page.evaluate(MEASURE, one) for one in words]
    assert len(drifts()) == 23
    assert all(one == {"lines": 2, "isWhole": True, "isInside": True} for one in found)

    more.click()
    expect(more).to_be_hidden()
    expect(box).to_be_focused()
    assert bo.page.evaluate(MEASURE, words[0])["lines"] > 2


def test_a_held_message_says_all_it_is_held_for(evening):
    _ann, bo, _key = evening()
    bo.page.set_viewport_size({"width": 390, "height": 844})
    bo.say("Just halve the pills for a week.")
    guard = bo.page.locator("[data-guard]")
    expect(guard).to_contain_text("Not sent yet")

    says = guard.locator("[data-guard-says]")
    assert says.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    expect(guard.get_by_role("button", name="More")).to_be_hidden()
