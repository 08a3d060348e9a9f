"""Shared by every test: a demo-mode service with its own data folder, both databases, and the cast."""

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="beenthere-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ.setdefault("BEENTHERE_MODE", "demo")
os.environ["BEENTHERE_DATA_DIR"] = str(_folder / "data")
os.environ["BEENTHERE_ROOT_KEY"] = base64.b64encode(b"a root key for the tests, 32 by!").decode()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
(_folder / "data").mkdir(mode=0o700)

import django  # noqa: E402

# pytest-django looks for settings before this file is read, so it is told here.
django.setup()


def pytest_collection_modifyitems(items):
    """Let tests marked ``django_db`` use the keyring too."""
    for item in items:
        for mark in item.iter_markers("django_db"):
            mark.kwargs.setdefault("databases", ["default", "keyring"])
