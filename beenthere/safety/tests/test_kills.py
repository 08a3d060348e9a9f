"""T50: an alarm survives a killed process, however it began. 200 kills at any moment, none lost, none doubled."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tables

pytestmark = pytest.mark.faults

KILLS = 200
CONTROL = 35
# At the door, in the line, in the talk; the supporter's button and A3; a silent line and erasing at A3.
WAYS = {"door", "line", "talk", "button", "raised", "dropped", "erased"}


def killed(tmp_path, *arguments):
    script = Path(__file__).with_name("killed.py")
    tables.lay_out(tmp_path)
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env={**os.environ, "BEENTHERE_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_no_page_is_lost_in_two_hundred_kills(tmp_path):
    found = killed(tmp_path, str(KILLS), "7")

    assert set(found["due"]) == WAYS
    assert sum(found["due"].values()) > KILLS / 4
    assert sum(found["lost"].values()) == 0, found["lost"]
    assert found["everybody_told"] == found["lines_shown"] == found["pages"]
    assert found["doubled"] == 0
    assert found["told_without_notice"] == 0
    # And the log knows of each: no link is torn, no page is without one.
    assert found["is_whole"]


def test_a_page_made_after_the_commit_is_lost_and_seen(tmp_path):
    found = killed(tmp_path, str(CONTROL), "7", "late")

    ringing = {way for way, count in found["lost"].items() if count}
    assert len(ringing) >= 3, found
