"""Journeys: whole pieces of an evening in a real Chromium against the real server."""

import os
import shutil
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import greenlet
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.stage import ROOT, Backstage, Doors, Server, Talk

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run"]  # fmt: skip

# Seconds; the whole story has 300.
HANGS_AFTER = 200


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("house"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def backstage(server: Server) -> Iterator[Backstage]:
    beside = Backstage(server)
    yield beside
    beside.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Journeys need Chromium. On Debian or Ubuntu: apt-get install chromium")
    with sync_playwright() as playwright:
        expect.set_options(timeout=10_000)
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def told_where_it_hangs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tell after a while where a story stands: Playwright waits in a greenlet of its own, so no dump of threads shows it."""
    story = greenlet.getcurrent()
    aloud = request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled

    def tell() -> None:
        with aloud():
            where = "".join(traceback.format_stack(story.gr_frame)[-12:])
            os.write(2, f"\n{request.node.nodeid} hangs here:\n{where}".encode())

    timer = threading.Timer(HANGS_AFTER, tell)
    timer.start()
    yield
    timer.cancel()


@pytest.fixture(autouse=True)
def doors(
    browser: Browser, server: Server, backstage: Backstage, told_where_it_hangs: None
) -> Iterator[Doors]:
    """Open browsers; afterwards nothing may have left the house and nothing may have complained."""
    backstage.do("clear")
    kept = Doors(browser, server)
    yield kept
    kept.close()
    assert kept.outside == []
    assert kept.complaints == []


@pytest.fixture
def evening(doors: Doors, backstage: Backstage) -> Callable[..., tuple[Talk, Talk, str]]:
    """Open both sides of a talk that has just begun: Ann's, Bo's, and its key."""

    def open_both(**settings: object) -> tuple[Talk, Talk, str]:
        made = backstage.do("evening")
        ann = Talk(doors.open(made.ann.cookie, "/chat/", **settings)).ready()
        bo = Talk(doors.open(made.bo.cookie, f"/desk/chat/{made.key}/")).ready()
        return ann, bo, made.key

    return open_both


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[Page, str], None]:
    """Take a picture; with BEENTHERE_KEEP_SCREENS=1 it is kept in docs/screens."""
    folder = ROOT / "docs" / "screens" if os.environ.get("BEENTHERE_KEEP_SCREENS") else tmp_path

    def take(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size < 200_000

    return take
