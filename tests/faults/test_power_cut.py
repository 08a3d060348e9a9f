"""A message called sent survives a power cut, because a commit syncs first; the popular tuning does not.

kill -9 can not show this: what a killed process wrote is still in the system's cache.
"""

import os
import random
import shutil
import subprocess
import sys

import apsw
import pytest
from django.db import connections

from beenthere.config.databases import SQLITE_PRAGMAS
from beenthere.conversations.checks import durability_problems
from tests import tables
from tests.faults.power_cut import CutOff, Disk

CUTS = 60
INSERT = "INSERT INTO talk (id, seq, body) VALUES (?, ?, ?)"


def an_evening_until_the_cut(folder, *, pragmas: str, commits: int) -> tuple[list[int], Disk]:
    """Commit messages one by one; return those acknowledged and what the disk holds."""
    disk = Disk()
    vfs = CutOff(f"cut-{folder.name}", disk)
    base = apsw.Connection(str(folder / "talk.sqlite3"), vfs=f"cut-{folder.name}")
    # One process, so that the shared memory of WAL needs no file of its own.
    base.execute("PRAGMA locking_mode=EXCLUSIVE")
    for pragma in filter(None, (part.strip() for part in pragmas.split(";"))):
        base.execute(pragma)
    base.execute("CREATE TABLE talk (id INTEGER PRIMARY KEY, seq INTEGER UNIQUE, body BLOB)")
    acknowledged = []
    for seq in range(1, commits + 1):
        base.execute("BEGIN IMMEDIATE")
        base.execute(INSERT, (seq, seq, random.Random(seq).randbytes(300)))
        base.execute("COMMIT")
        acknowledged.append(seq)
    # From here on nothing reaches the disk, not even what closing would write.
    disk.is_cut = True
    base.close()
    del vfs
    return acknowledged, disk


def lost(tmp_path, *, pragmas: str) -> tuple[int, int]:
    """Return (acknowledged, of these lost) over many cuts."""
    chance, total, missing = random.Random(11), 0, 0
    for cut in range(CUTS):
        folder, after = tmp_path / f"{cut}", tmp_path / f"{cut}-after"
        folder.mkdir()
        after.mkdir()
        acknowledged, disk = an_evening_until_the_cut(folder, pragmas=pragmas, commits=chance.randint(1, 60))
        total += len(acknowledged)
        missing += len(set(acknowledged) - survivors(disk.after_the_cut(after)))
    return total, missing


def survivors(database) -> set[int]:
    try:
        return {seq for (seq,) in apsw.Connection(str(database)).execute("SELECT seq FROM talk")}
    except (apsw.SQLError, apsw.NotADBError, apsw.CantOpenError):
        return set()


def test_what_was_acknowledged_survives_the_cut(tmp_path):
    acknowledged, missing = lost(tmp_path, pragmas=SQLITE_PRAGMAS)

    assert acknowledged > 1000
    assert missing == 0


def test_the_alarm_rings_for_the_popular_tuning(tmp_path):
    _acknowledged, missing = lost(tmp_path, pragmas=SQLITE_PRAGMAS.replace("FULL", "NORMAL"))

    assert missing > 0


SCRIPT = """
import os, django
django.setup()
from beenthere.privacy import migrating
migrating.migrate()
from datetime import UTC, datetime
from beenthere.conversations import actions, writer
from beenthere.people import actions as people
now = datetime.now(UTC)
ann, bo = people.welcome_seeker(now=now), people.make_member(email="bo@example.org", password=None, now=now)
talk = actions.begin(seeker=ann, supporter=bo, language="en", minutes=50, now=now)
actions.open_conversation(conversation=talk, now=now)
os.write(2, b"BEGIN\\n")
for number in range(5):
    answer = writer.post(conversation_key=talk.key, side="seeker", client_key=f"key-{number:08}", text="hello")
    os.write(2, f"ACK {answer.seq}\\n".encode())
os._exit(0)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_disk_is_asked_before_each_acknowledgement(tmp_path):
    trace = tmp_path / "trace"
    environment = os.environ | {"BEENTHERE_DATA_DIR": str(tmp_path / "data")}
    (tmp_path / "data").mkdir(mode=0o700)
    tables.lay_out(tmp_path / "data")
    command = [
        "strace",
        "-f",
        "-e",
        "trace=fdatasync,fsync,write",
        "-o",
        str(trace),
        sys.executable,
        "-c",
        SCRIPT,
    ]
    subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)

    told = trace.read_text().partition("BEGIN")[2]
    between = told.split('"ACK ')
    assert len(between) == 6
    assert all("sync(" in stretch for stretch in between[:5])


@pytest.mark.django_db(databases=["default", "keyring"])
def test_the_shipped_settings_have_no_problem():
    assert durability_problems("default") == []


def test_a_weakened_database_is_named(tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        connection = connections.create_connection("default")
        connection.settings_dict = {**connection.settings_dict, "NAME": str(tmp_path / "weak.sqlite3")}
        connections["weak"] = connection
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")
            problems = durability_problems("weak")
        finally:
            connection.close()
            del connections["weak"]

    assert any("FULL" in problem for problem in problems)
