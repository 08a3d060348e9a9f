"""When many come in at once: a small sum beside the page, never before somebody who is not safe."""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.stage import Backstage, Doors, Server
from tests.journeys.test_report import every_look

# One worker, because each would start the service again.
pytestmark = pytest.mark.xdist_group("flood")


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A service in which the second arrival of a minute is a flood."""
    server = Server(tmp_path_factory.mktemp("busy"))
    server.environment |= {"BEENTHERE_ENTRY_PER_MINUTE": "1", "BEENTHERE_REGION": "GB"}
    server.start()
    backstage = Backstage(server)
    backstage.do("on_call")
    yield server
    backstage.close()
    server.stop()


@pytest.fixture
def entrance(browser, busy):
    kept = Doors(browser, busy)
    kept.allowed.append("429")
    yield kept
    kept.close()
    assert kept.outside == []
    assert kept.complaints == []


def at_the_end(page):
    page.goto("/start/")
    page.get_by_role("button", name="Skip this, just talk").click()
    for box in page.locator("[data-must]").all():
        box.check()


def come_in(page):
    page.get_by_role("button", name="Find someone").click()
    expect(page.get_by_role("heading", name="You are in the line")).to_be_visible()


def test_the_sum_is_done_beside_the_page_and_ann_comes_in(entrance):
    for _ in range(2):
        first = entrance.open()
        at_the_end(first)
        come_in(first)  # the second of these was asked only when she pressed, and came in all the same
    page = entrance.open()
    at_the_end(page)
    expect(page.locator("[data-sum-line]")).to_contain_text("The small sum is done")
    expect(page.locator("#sum").get_by_role("link", name="999").first).to_be_visible()
    every_look(page, "busy")
    come_in(page)


def test_somebody_not_safe_never_waits_for_the_sum(entrance):
    for _ in range(2):
        first = entrance.open()
        at_the_end(first)
        come_in(first)
    page = entrance.open()
    page.route(re.compile("sum-worker"), lambda route: route.abort())  # a sum that is never done
    entrance.allowed.append("ERR_FAILED")
    page.goto("/start/")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Skip this, just talk").click()
    for box in page.locator("[data-must]").all():
        box.check()
    come_in(page)


def test_the_digest_is_the_one_everybody_knows(entrance):
    page = entrance.open(path="/start/")
    found = page.evaluate(
        """async () => {
          const { digest } = await import("/static/evening/seeker/sum-worker.js");
          const hex = (text) => [...digest(new TextEncoder().encode(text))].map((n) => (n >>> 0).toString(16).padStart(8, "0")).join("");
          return [hex(""), hex("abc"), hex("a".repeat(55)), hex("a".repeat(56)), hex("a".repeat(200))];
        }"""
    )
    texts = ["", "abc", "a" * 55, "a" * 56, "a" * 200]
    assert found == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
