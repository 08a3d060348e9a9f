"""A real server, a backstage beside it, and the browser's doors into both."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests import tables

ROOT = Path(__file__).resolve().parents[2]
COOKIE = "visit"


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The service in a process of its own, with a data folder of its own."""

    def __init__(self, folder: Path, *, application: str = "beenthere.config.asgi:application") -> None:
        self.application = application
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environment = os.environ | {
            "BEENTHERE_MODE": "demo",
            "BEENTHERE_DATA_DIR": str(folder / "data"),
            "BEENTHERE_ROOT_KEY_PATH": str(folder / "root.key"),
            "BEENTHERE_SECRET_KEY": "journeys-" * 8,
            "BEENTHERE_PORT": str(self.port),
            "BEENTHERE_PUBLIC_URL": self.url,
            "DJANGO_SETTINGS_MODULE": os.environ.get("JOURNEY_SETTINGS", "beenthere.config.settings"),
        }
        (folder / "data").mkdir(mode=0o700)
        tables.lay_out(folder / "data")

    def start(self) -> None:
        """Start and wait until a page is answered."""
        words = [
            "uvicorn",
            self.application,
            "--port",
            str(self.port),
            "--log-level",
            "warning",
        ]
        words += ["--ws-ping-interval", "0", "--timeout-graceful-shutdown", "2"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *words], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        for _ in range(300):
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text()[-3000:])

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/account/login/", timeout=5):
                return True
        except OSError:
            return False

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it kindly."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()


class Backstage:
    """``backstage.do("evening")`` sets the stage."""

    def __init__(self, server: Server) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("backstage.py"))],
            cwd=ROOT,
            env=server.environment
            | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, deed: str, /, **values: Any) -> Any:
        """Do one thing and return what it says."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": deed, **values}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer
        return json.loads(json.dumps(answer), object_hook=lambda found: SimpleNamespace(**found))

    def close(self) -> None:
        """Go home."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=10)


class Doors:
    """Opens browsers and remembers everything they asked for and complained about."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser, self.server = browser, server
        self.contexts: list[BrowserContext] = []
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.allowed: list[str] = []

    def open(self, cookie: str = "", path: str = "", **settings: Any) -> Page:
        """Open a browser of its own, signed in by a cookie, on a page."""
        context = self.browser.new_context(base_url=self.server.url, **settings)
        self.contexts.append(context)
        if cookie:
            context.add_cookies([{"name": COOKIE, "value": cookie, "url": self.server.url}])
        context.on("request", self._note)
        context.on("console", self._hear)
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.server.url, "data:", "blob:", "about:")):
            self.outside.append(request.url)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(part in message.text for part in self.allowed):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def close(self) -> None:
        """Close every browser."""
        for context in self.contexts:
            context.close()


class Talk:
    """One side of a chat, as a person uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box = page.get_by_label("Your message")
        self.log = page.get_by_role("log")
        self.lines = page.locator(".line")

    def ready(self) -> "Talk":
        """Wait until the socket is open."""
        expect(self.page.locator("#chat[data-connection=open]")).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Write and press Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def line(self, text: str) -> Any:
        """Return the line with this text."""
        return self.lines.filter(has_text=text)

    def texts(self) -> list[str]:
        """Return what stands in the log, in order."""
        return [text.strip() for text in self.page.locator(".line__text").all_text_contents()]
