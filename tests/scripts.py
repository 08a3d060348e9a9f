"""Runs a script as a process of its own, on tables of its own, and returns what it says at its end."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import tables

ROOT_KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="


def outcome_of(module: str, folder: Path, *words: str, **environment: str) -> Any:
    """Run a module in an empty data folder and return the JSON of its last line."""
    tables.lay_out(folder)
    place = {"BEENTHERE_MODE": "demo", "BEENTHERE_ROOT_KEY": ROOT_KEY, "BEENTHERE_DATA_DIR": str(folder)}
    ran = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=os.environ | place | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])
