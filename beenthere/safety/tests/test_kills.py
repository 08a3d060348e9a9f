"""T50: an alarm survives a killed process. 200 kills at any moment, none lost, none doubled."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 200


@pytest.mark.faults
def test_no_page_is_lost_in_two_hundred_kills(tmp_path):
    script = Path(__file__).with_name("killed.py")
    environment = {**os.environ, "BEENTHERE_DATA_DIR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, str(script), str(KILLS), "7"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )

    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["promised"] > KILLS / 10
    assert found["kept"] == found["promised"]
    assert found["everybody_told"] == found["promised"]
    assert found["lines_shown"] == found["promised"]
    assert found["doubled"] == 0
    assert found["told_without_notice"] == 0
