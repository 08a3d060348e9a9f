"""How a page is looked at: what axe finds on it, how wide it is, and a picture of it."""

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds, with the first places; a page that draws itself anew meanwhile is looked at again."""
    page.wait_for_load_state()
    try:
        found = _found(page)
    except PlaywrightError:
        page.wait_for_load_state()
        found = _found(page)
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]


def _found(page: Page) -> list[dict[str, Any]]:
    return list(Axe().run(page).response["violations"])


def picture(page: Page, name: str, *, is_whole: bool = False) -> None:
    """Keep a picture where JOURNEY_PICTURES names a folder, of what is in view or of the whole page."""
    if folder := os.environ.get("JOURNEY_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=is_whole)
