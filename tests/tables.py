"""Migrated tables, made once for a whole run and copied by whoever starts a service of its own.

The first to ask makes them, under a lock; the folder is that of the run, so that every worker finds the same.
"""

import base64
import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "BEENTHERE_TEST_TABLES"
NAMES = ("beenthere.sqlite3", "keyring.sqlite3")
MIGRATE = "import django; django.setup(); from beenthere.privacy import migrating; migrating.migrate()"


def lay_out(data: Path) -> None:
    """Put migrated, empty tables of both databases into a data folder."""
    kept = Path(os.environ[FOLDER])
    kept.mkdir(exist_ok=True)
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / "data").exists():
            _make(kept)
    for name in NAMES:
        shutil.copy(kept / "data" / name, data / name)


def _make(kept: Path) -> None:
    being_made = kept / "being-made"
    shutil.rmtree(being_made, ignore_errors=True)
    being_made.mkdir(mode=0o700)
    place = {
        "BEENTHERE_MODE": "demo",
        "BEENTHERE_DATA_DIR": str(being_made),
        "BEENTHERE_ROOT_KEY": base64.b64encode(os.urandom(32)).decode(),
        "BEENTHERE_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "beenthere.config.settings",
    }
    subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=os.environ | place, check=True)
    # A database whose last words are still in its log would be copied without them.
    assert {path.name for path in being_made.iterdir()} == set(NAMES)
    being_made.rename(kept / "data")
