"""Two supporters can never take the same seeker: fifty threads, on each database we support."""

import json
import os
import subprocess
import sys
import uuid

import psycopg
import pytest

ROOT_KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
POSTGRES = "postgresql://postgres@127.0.0.1:5432"


def race(tmp_path, **environment):
    ran = subprocess.run(
        [sys.executable, "-m", "beenthere.matching.tests.race"],
        env={
            **os.environ,
            "BEENTHERE_MODE": "demo",
            "BEENTHERE_ROOT_KEY": ROOT_KEY,
            "BEENTHERE_DATA_DIR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def assert_nobody_was_taken_twice(outcome):
    assert outcome["one_seeker"]["taken"] == outcome["one_seeker"]["accepted"] == 1
    assert outcome["one_seeker"]["offers"] == 1
    assert outcome["one_seeker"]["nothing"] == 49
    assert outcome["one_offer"] == {"different_answers": 1, "talks": 1}
    assert outcome["double_check_in"] == {"different_answers": 1, "visits": 1}


def test_fifty_claims_on_sqlite(tmp_path):
    assert_nobody_was_taken_twice(race(tmp_path))


@pytest.fixture
def postgres():
    name = f"race_{uuid.uuid4().hex}"
    try:
        server = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL at 127.0.0.1:5432 that trusts local connections")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"{POSTGRES}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_fifty_claims_on_postgresql(tmp_path, postgres):
    assert_nobody_was_taken_twice(race(tmp_path, BEENTHERE_DATABASE_URL=postgres))
