"""Somebody tells of violence at home: believed, not questioned, a guided card at hand, a human brought in."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_disclosure_of_abuse_is_believed_and_a_human_is_brought_in(evening, doors, backstage, picture):
    ann, bo, _key = evening()
    ann.say("my husband hits me when he drinks. last night he held me by the throat in front of the kids")
    expect(bo.line("my husband hits me")).to_be_visible()

    panel = bo.page.locator("#panel")
    link = panel.get_by_role("link", name="Somebody tells you of abuse")
    expect(link).to_be_visible()
    picture(bo.page, "abuse-panel")
    with bo.page.context.expect_page() as opened:
        link.click()
    card = opened.value
    expect(card.get_by_role("heading", name="Somebody tells you of abuse")).to_be_visible()
    expect(card.get_by_text("I believe you. Thank you for telling me. It is not your fault.")).to_be_visible()
    picture(card, "abuse-card")
    card.close()

    box = bo.page.get_by_label("Your message")
    box.fill("Tell me exactly what he did, every step.")
    guard = bo.page.locator("[data-guard]")
    expect(guard).to_contain_text("details")
    box.fill("I believe you, and it is not your fault. Is it safe to write right now?")
    expect(guard).to_be_hidden()
    bo.page.get_by_role("button", name="Send", exact=True).click()
    expect(ann.line("I believe you")).to_be_visible()

    bo.page.get_by_role("button", name="Call on-call").click()
    dee = doors.open(backstage.do("dee").cookie, "/on-call/")
    dee.get_by_role("button", name="I have it").first.click()
    expect(dee.get_by_text("my husband hits me")).to_have_count(0)
    expect(ann.page.get_by_role("button", name="Leave this page fast").first).to_be_visible()
