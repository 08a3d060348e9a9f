"""An operator makes the first coordinator from the command line."""

import os
import subprocess
import sys


def beenthere(*words, tmp_path, **more):
    environment = os.environ | {"BEENTHERE_MODE": "demo", "BEENTHERE_DATA_DIR": str(tmp_path / "data")} | more
    code = "import sys; from beenthere.config.cli import main; main(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, timeout=120
    )


def test_the_first_coordinator_is_made_and_put_on_call(tmp_path):
    assert beenthere("migrate", tmp_path=tmp_path).returncode == 0

    weak = beenthere(
        "give-duty", "dee@example.org", "coordinator", tmp_path=tmp_path, BEENTHERE_NEW_PASSWORD="short"
    )
    made = beenthere(
        "give-duty",
        "dee@example.org",
        "coordinator",
        tmp_path=tmp_path,
        BEENTHERE_NEW_PASSWORD="a lamp in the window",
    )
    again = beenthere("give-duty", "dee@example.org", "on_call", tmp_path=tmp_path)

    assert weak.returncode != 0
    assert "12 characters" in weak.stderr
    assert "Made an account" in made.stdout
    assert again.returncode == 0
    assert "Made an account" not in again.stdout

    taken = beenthere("take-duty", "dee@example.org", "on_call", tmp_path=tmp_path)
    nobody = beenthere("take-duty", "cy@example.org", "on_call", tmp_path=tmp_path)
    assert "does not hold the duty 'on_call' any more" in taken.stdout
    assert nobody.returncode != 0
    assert "Nobody signs in" in nobody.stderr
