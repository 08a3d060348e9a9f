"""A newcomer alone, with the demo loaded: in as a seeker, as a supporter, as a coordinator.

Takes the five pictures of the README. With BEENTHERE_KEEP_SCREENS=1 they are kept in docs/screens.
"""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.stage import ROOT, Doors, Server

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 820}
# As in demo/replay.js.
BETWEEN_TURNS = 3500

# One worker, because each would start the service and load the community again.
pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service with the invented community."""
    running = Server(tmp_path_factory.mktemp("demo"), application="tests.journeys.hurried:application")
    load = "from beenthere.config.cli import main; main(['demo'])"
    subprocess.run([sys.executable, "-c", load], cwd=ROOT, env=running.environment, check=True)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def visitors(browser: Browser, demo: Server) -> Iterator[Doors]:
    kept = Doors(browser, demo)
    yield kept
    kept.close()
    assert kept.outside == []
    assert kept.complaints == []


def test_a_newcomer_is_a_seeker_and_is_met_by_a_script_that_says_so(visitors, picture):
    page = visitors.open("", "/demo/seeker/", viewport=PHONE)
    page.get_by_role("button", name="Start as a seeker").click()
    page.get_by_role("radio", name="7", exact=True).check()
    picture(page, "check-in")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("checkbox", name="grief", exact=True).check()
    page.get_by_role("radio", name="To be understood").check()
    page.get_by_role("button", name="Next").click()
    for box in ("understood", "age"):
        page.locator(f"input[name={box}]").check()
    page.get_by_role("button", name="Find someone").click()
    expect(page.get_by_role("heading", name="You are in the line")).to_be_visible()
    picture(page, "waiting")
    page.get_by_role("button", name="Talk with Robin").click(timeout=20_000)
    expect(page.get_by_role("log")).to_contain_text("I'm a script", timeout=20_000)
    page.get_by_label("Your message").fill("it has been a long week")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".line__text").filter(has_text="That sounds like a lot")).to_be_visible(
        timeout=20_000
    )
    page.get_by_role("button", name="End or change").click()
    page.get_by_role("button", name="End now").click()
    page.goto("/close/")
    page.get_by_role("radio", name="5", exact=True).check()
    picture(page, "close")
    page.get_by_label("One small thing for tomorrow").fill("ten minutes by the canal")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Give me the words").click()
    assert len(page.locator(".code-words").inner_text().split()) == 8


def test_a_newcomer_supports_a_scripted_seeker_and_coordinates(visitors, picture):
    page = visitors.open("", "/demo/supporter/", viewport=DESK)
    page.get_by_role("button", name="Start as Bo").click()
    page.get_by_role("button", name="I am here").click()
    page.get_by_role("button", name="Yes, I am here").click(timeout=20_000)
    page.get_by_role("checkbox", name="As far as I can tell").check()
    for box in page.locator("input[name^=box-]").all():
        box.check()
    page.get_by_role("button", name="I agree. I am ready").click()
    expect(page.get_by_role("log")).to_contain_text("a long week", timeout=30_000)
    for words in ("Hi, I'm Bo. I'm glad you wrote.", "A long week, and nowhere to put it down."):
        page.get_by_label("Your message").fill(words)
        page.get_by_label("Your message").press("Enter")
    expect(page.get_by_role("log")).to_contain_text("care home", timeout=30_000)
    expect(page.locator("#companion")).to_contain_text("What could fit now")
    page.wait_for_timeout(2500)
    picture(page, "chat")

    board = visitors.open("", "/demo/coordinator/", viewport=DESK)
    board.get_by_role("button", name="Start as Dee").click()
    expect(board.get_by_role("heading", name="First numbers")).to_be_visible()
    assert "care home" not in board.content()
    picture(board, "board")


def test_the_written_evening_plays_with_the_companion_moving(visitors):
    page = visitors.open(viewport=DESK)
    page.clock.install()
    page.goto("/demo/evening/")
    page.get_by_role("link", name="Play").click()
    stage = page.locator("#replay-stage")
    for turn in (1, 2, 3):
        expect(stage).to_contain_text(f"Turn {turn} of")
        page.clock.run_for(BETWEEN_TURNS)
    expect(stage.get_by_label("Companion")).to_contain_text("Phase")
