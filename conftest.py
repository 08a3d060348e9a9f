"""Shared by every test: a demo-mode service with its own data folder, both databases, the cast, and a scratch PostgreSQL."""

import atexit
import base64
import os
import shutil
import tempfile
import uuid
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="beenthere-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ.setdefault("BEENTHERE_MODE", "demo")
os.environ["BEENTHERE_DATA_DIR"] = str(_folder / "data")
# The first process of a run names the folder; the workers it starts find the same (see tests/tables.py).
os.environ.setdefault("BEENTHERE_TEST_TABLES", str(_folder / "tables"))
os.environ["BEENTHERE_ROOT_KEY"] = base64.b64encode(b"a root key for the tests, 32 by!").decode()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
(_folder / "data").mkdir(mode=0o700)
# `beenthere start` makes it too; what is served in tests comes from the rooms themselves.
(_folder / "data" / "static").mkdir()

import django  # noqa: E402
import psycopg  # noqa: E402
import pytest  # noqa: E402
from django.conf import settings  # noqa: E402

POSTGRES = "postgresql://postgres@127.0.0.1:5432"

# In files, as in the service: tables in memory that threads share answer "table is locked" at once instead of waiting their turn.
for name in settings.DATABASES:
    settings.DATABASES[name]["TEST"]["NAME"] = str(_folder / f"{name}.sqlite3")

# The keyring has one table: it is made at once, instead of walking through every room's migrations for nothing.
settings.DATABASES["keyring"]["TEST"]["MIGRATE"] = False

# pytest-django looks for settings before this file is read, so it is told here.
django.setup()


def pytest_unconfigure(config):
    """Leave nothing behind: a worker of pytest-xdist ends without calling what atexit was told."""
    shutil.rmtree(_folder, ignore_errors=True)


def pytest_collection_modifyitems(items):
    """Let tests marked ``django_db`` use the keyring too."""
    for item in items:
        for mark in item.iter_markers("django_db"):
            mark.kwargs.setdefault("databases", ["default", "keyring"])


@pytest.fixture
def postgres():
    """A PostgreSQL database of a test's own, where a server trusts local connections; without one the test is skipped."""
    name = f"scratch_{uuid.uuid4().hex}"
    try:
        server = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL at 127.0.0.1:5432 that trusts local connections")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"{POSTGRES}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
