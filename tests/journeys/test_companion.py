"""The companion beside a live talk: it hears, it hints at a draft, and both sides can silence it at once."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_panel_hears_what_ann_says_and_quotes_it(evening):
    ann, bo, _key = evening()

    ann.say("i feel so ashamed, i don't want to wake up tomorrow")

    panel = bo.page.locator("#panel")
    expect(panel.get_by_text("don't want to wake up").first).to_be_visible()
    expect(panel.get_by_text("asking does not plant the idea")).to_be_visible()
    expect(ann.page.locator("#panel")).to_have_count(0)


def test_a_draft_gets_one_quiet_line_and_sending_it_is_free(evening):
    ann, bo, _key = evening()
    ann.say("she left on sunday")
    expect(bo.line("she left on sunday")).to_be_visible()

    box = bo.page.get_by_label("Your message")
    box.fill("Did you sleep? And have you eaten today?")
    line = bo.page.locator("[data-draft-hint]")
    expect(line).to_contain_text("Two questions in one")

    bo.page.get_by_role("button", name="Send", exact=True).click()
    expect(ann.line("Did you sleep? And have you eaten today?")).to_be_visible()


def test_ann_silences_the_companion_and_bo_sees_it_at_once(evening):
    ann, bo, _key = evening()
    ann.say("i feel so ashamed of it all")
    panel = bo.page.locator("#panel")
    expect(panel.get_by_role("heading", name="What I hear")).to_be_visible()

    ann.page.get_by_role("button", name="Talk without prompts").click()

    expect(panel.get_by_text("The seeker asked for a talk without prompts")).to_be_visible(timeout=4000)
    expect(panel.get_by_role("heading", name="What I hear")).to_have_count(0)


def test_bo_calls_a_reading_wrong_and_the_panel_stays(evening):
    ann, bo, _key = evening()
    ann.say("i feel so ashamed of it all and i am scared")
    panel = bo.page.locator("#panel")

    panel.get_by_role("button", name="wrong").first.click()

    expect(panel.get_by_role("heading", name="Companion")).to_be_visible()
