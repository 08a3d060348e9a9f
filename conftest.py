"""Shared by every test: a demo-mode service with its own data folder, both databases, and the cast."""

import base64
import os
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="beenthere-test-"))
os.environ.setdefault("BEENTHERE_MODE", "demo")
os.environ["BEENTHERE_DATA_DIR"] = str(_folder / "data")
os.environ["BEENTHERE_ROOT_KEY"] = base64.b64encode(b"a root key for the tests, 32 by!").decode()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
(_folder / "data").mkdir(mode=0o700)

import django  # noqa: E402
import pytest  # noqa: E402

# pytest-django looks for settings before this file is read, so it is told here.
django.setup()


@pytest.fixture(autouse=True)
def _both_databases(request):
    """Tests marked ``django_db`` may use the keyring too."""
    for mark in request.node.iter_markers("django_db"):
        mark.kwargs.setdefault("databases", ["default", "keyring"])


def pytest_collection_modifyitems(items):
    for item in items:
        for mark in item.iter_markers("django_db"):
            mark.kwargs.setdefault("databases", ["default", "keyring"])
