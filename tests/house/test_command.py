"""What the command says when it can not do what was asked: one sentence, and a non-zero exit."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def beenthere(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BEENTHERE_")}
    clean.pop("PORT", None)
    return subprocess.run(
        [sys.executable, "-c", "from beenthere.config.cli import main; main()", *arguments],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused_in_one_sentence(ran: subprocess.CompletedProcess[str], *words: str) -> bool:
    said = ran.stderr.strip()
    return ran.returncode != 0 and "Traceback" not in said and all(word in said for word in words)


def test_a_taken_port_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ran = beenthere("start", "--demo", PORT=port, BEENTHERE_DATA_DIR=str(tmp_path / "data"))

    assert refused_in_one_sentence(ran, port, "taken"), ran.stderr


def test_a_data_folder_that_can_not_be_written_is_named(tmp_path):
    # A file in its place also stops root, whom no mode stops.
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    ran = beenthere("start", "--demo", BEENTHERE_DATA_DIR=str(in_the_way / "data"))

    assert refused_in_one_sentence(ran, str(in_the_way), "BEENTHERE_DATA_DIR"), ran.stderr


WRONG = [
    ("BEENTHERE_PORT", "99999", "65535"),
    ("BEENTHERE_MODE", "party", "demo"),
    ("BEENTHERE_PUBLIC_URL", "listen.example.org", "https://"),
    ("BEENTHERE_SECRET_KEY", "short", "50 characters"),
]


def test_every_wrong_setting_is_named_at_once_with_its_reason(tmp_path):
    values = {name: value for name, value, _ in WRONG}
    ran = beenthere("migrate", BEENTHERE_DATA_DIR=str(tmp_path / "data"), **values)

    for name, _, why in WRONG:
        assert refused_in_one_sentence(ran, name, why), ran.stderr


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("BEENTHERE_DATABASE_URL", "mysql://x", "postgresql://"),
        ("BEENTHERE_SECRET_KEY_FILE", "/nowhere/at/all", "can not be read"),
    ],
)
def test_a_wrong_setting_is_named_with_its_reason(tmp_path, name, value, why):
    place = {"BEENTHERE_MODE": "demo", "BEENTHERE_DATA_DIR": str(tmp_path / "data")}
    ran = beenthere("migrate", **place, **{name: value})

    assert refused_in_one_sentence(ran, name, why), ran.stderr


def test_a_wrong_secret_is_not_printed(tmp_path):
    ran = beenthere("migrate", BEENTHERE_DATA_DIR=str(tmp_path / "data"), BEENTHERE_SECRET_KEY="hush-hush")

    assert ran.returncode != 0
    assert "hush-hush" not in ran.stderr


def test_production_without_a_secret_refuses_and_says_how(tmp_path):
    ran = beenthere("migrate", BEENTHERE_DATA_DIR=str(tmp_path / "data"))

    assert refused_in_one_sentence(ran, "BEENTHERE_SECRET_KEY", "beenthere new-secret"), ran.stderr


def test_the_doctor_finds_what_is_missing_then_finds_it_well(tmp_path):
    place = {"BEENTHERE_MODE": "demo", "BEENTHERE_DATA_DIR": str(tmp_path / "data")}

    before = beenthere("doctor", **place)
    assert before.returncode == 1
    assert "PROBLEM  database" in before.stdout
    assert "beenthere migrate" in before.stdout

    assert beenthere("migrate", **place).returncode == 0
    after = beenthere("doctor", **place)
    assert "ok       database" in after.stdout
    assert "ok       durability" in after.stdout
    assert "PROBLEM  on call" in after.stdout
    assert after.returncode == 1


def test_the_demo_keeps_its_keys_out_of_the_data_folder_and_to_itself(tmp_path):
    data = tmp_path / "data"
    beenthere("migrate", BEENTHERE_MODE="demo", BEENTHERE_DATA_DIR=str(data))

    keys = list(tmp_path.rglob("root.key"))
    assert len(keys) == 1
    assert data not in keys[0].parents
    assert stat.S_IMODE(keys[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_python_too_old_is_refused_in_one_sentence(tmp_path):
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        old = tmp_path / name
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
        old.chmod(0o755)
    copy = tmp_path / "checkout"
    (copy / "scripts").mkdir(parents=True)
    for name in ("scripts/set-up", "requirements.lock", "pyproject.toml"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    ran = subprocess.run(
        ["bash", copy / "scripts/set-up", "run"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert refused_in_one_sentence(ran, "3.11, 3.12 or 3.13", "Python 3.9.2"), ran.stderr
