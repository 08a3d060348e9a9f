"""A scratch service: its own folder, its own people, a server process that can be killed."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WAIT_SECONDS = 30
MIGRATE = "import django; django.setup(); from beenthere.privacy import migrating; migrating.migrate()"


@dataclass(frozen=True)
class Seat:
    """One side of one open talk, with the cookie that opens its socket."""

    key: str
    side: str
    cookie: str


def free_port() -> int:
    """Return a port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """Tables in a scratch folder, and a server on them; ``lay_out`` may put tables there that are migrated already."""

    def __init__(
        self,
        folder: Path,
        *,
        database_url: str = "",
        lay_out: Callable[[Path], None] | None = None,
        **more: str,
    ) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.environment = os.environ | {
            "BEENTHERE_MODE": "demo",
            "BEENTHERE_DATA_DIR": str(folder / "data"),
            "BEENTHERE_ROOT_KEY": base64.b64encode(os.urandom(32)).decode(),
            "BEENTHERE_SECRET_KEY": "scratch-" * 8,
            "BEENTHERE_DATABASE_URL": database_url,
            "BEENTHERE_PORT": str(self.port),
            "BEENTHERE_PUBLIC_URL": self.origin,
            "DJANGO_SETTINGS_MODULE": "beenthere.config.settings",
            **more,
        }
        (folder / "data").mkdir(mode=0o700)
        self.process: subprocess.Popen[bytes] | None = None
        if lay_out is None:
            self.python("-c", MIGRATE)
        else:
            lay_out(folder / "data")

    def python(self, *words: str) -> str:
        """Run Python beside the server and return what it prints."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def seats(self, talks: int) -> list[Seat]:
        """Open talks and return both seats of each."""
        made = json.loads(self.python("-m", "bench.scene", str(talks)).splitlines()[-1])
        return [Seat(**seat) for seat in made]

    def start(self, kind: str = "unlimited", **environment: str) -> None:
        """Start a kind of server (see ``bench.server``) and wait until it listens."""
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.server", kind, str(self.port)],
            cwd=ROOT,
            env=self.environment | environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.wait()

    def wait(self) -> None:
        """Wait until somebody listens.

        :raises TimeoutError: nobody does
        """
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError((self.folder / "server.log").read_text()[-2000:])

    def url(self, seat: Seat) -> str:
        """Return the address of a seat's socket."""
        return f"ws://127.0.0.1:{self.port}/live/{seat.side}/{seat.key}/"

    def headers(self, seat: Seat) -> dict[str, str]:
        """Return what a browser would send along."""
        return {"Cookie": f"visit={seat.cookie}"}

    def kill(self) -> None:
        """End the server, and what it started, as a crash would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
