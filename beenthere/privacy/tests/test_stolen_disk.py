"""T30, T31, T32: a real service writes canaries; then somebody reads its disk byte by byte."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tables

HOUSE = Path(__file__).parents[3]
CANARY = "kanarienvogel"
EVENING = """
import django, logging, sqlite3; django.setup()
from datetime import UTC, datetime
from django.db import connection
from beenthere.privacy import migrating
migrating.migrate()
from beenthere.conversations import actions as talks, queries as said
from beenthere.conversations.models import Conversation, Message
from beenthere.conversations.rules import place
from beenthere.notices.actions import save_address
from beenthere.people.actions import make_member, welcome_seeker
from beenthere.privacy import actions, keys
from beenthere.privacy.models import DataKey
now = datetime.now(UTC)
ann, cy = welcome_seeker(now=now), welcome_seeker(now=now)
bo = make_member(email="bo@example.org", password=None, now=now)
code = actions.make_return_code(person=ann, now=now)
save_address(person=ann, channel="email", address="kanarienvogel@example.org", now=now)
def talk(seeker, count):
    row = talks.begin(seeker=seeker, supporter=bo, language="en", minutes=50, now=now)
    keys.make_key(subject=said.subject_of(row.key))
    cipher = keys.cipher_for(subject=said.subject_of(row.key))
    Message.objects.bulk_create(Message(conversation=row, seq=n, side="seeker", client_key=str(n), at=now,
        body=cipher.encrypt(place(key=row.key, seq=n, side="seeker"), f"kanarienvogel {n}"))
        for n in range(1, count + 1))
    return row
hers, his = talk(ann, 10_000), talk(cy, 10)
wrapped = bytes(DataKey.objects.get(subject=said.subject_of(hers.key)).wrapped)
wrapped_cy = bytes(DataKey.objects.get(subject=said.subject_of(his.key)).wrapped)
assert len(said.transcript(hers)) == 10_000
first = Message.objects.filter(conversation=hers)[:2]
one, two = bytes(first[0].body), bytes(first[1].body)
for stolen, at in ((two, 1), (one, 2), (one[:-1] + bytes([one[-1] ^ 1]), 1)):
    try:
        keys.cipher_for(subject=said.subject_of(hers.key)).decrypt(place(key=hers.key, seq=at, side="seeker"), stolen)
    except keys.Tampered:
        continue
    raise AssertionError("a changed or moved ciphertext was read")
print("secret", " ".join(code.split()[2:]))
print("before", wrapped.hex(), flush=True)
input()
actions.erase_person(person=ann, now=now)
keys.forget_cached()
assert len(said.transcript(his)) == 10
print("erased", wrapped.hex(), wrapped_cy.hex(), one.hex(), flush=True)
input()
DataKey.objects.all().delete()
keys.forget_cached()
try:
    said.transcript(his)
except keys.KeyIsGone:
    print("unreadable", flush=True)
"""


def bytes_on_disk(folder: Path) -> bytes:
    """Every file under a folder, databases and their logs among them."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.faults
def test_a_stolen_disk_reads_as_noise_and_erased_is_gone(tmp_path):
    root_key = base64.b64encode(os.urandom(32)).decode()
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    tables.lay_out(data)
    env = os.environ | {"BEENTHERE_DATA_DIR": str(data), "BEENTHERE_ROOT_KEY": root_key}
    log = (tmp_path / "log").open("w+b")
    service = subprocess.Popen(
        [sys.executable, "-c", EVENING], cwd=HOUSE, env=env, text=True, stderr=log,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip

    def told(word: str) -> list[str]:
        while line := service.stdout.readline().split():
            if line[0] == word:
                return line[1:]
        raise AssertionError((tmp_path / "log").read_text())

    def go_on() -> None:
        service.stdin.write("\n")
        service.stdin.flush()

    secret = " ".join(told("secret"))
    (wrapped,) = told("before")
    stolen = bytes_on_disk(tmp_path)
    for canary in (CANARY, secret, root_key, "127.0.0.1"):
        assert canary.encode() not in stolen
    assert base64.b64decode(root_key) not in stolen
    assert bytes.fromhex(wrapped) in stolen  # the scan sees what is there

    go_on()
    wrapped, wrapped_cy, body = told("erased")
    stolen = bytes_on_disk(tmp_path)
    assert bytes.fromhex(wrapped) not in stolen
    assert bytes.fromhex(body) not in stolen
    assert bytes.fromhex(wrapped_cy) in stolen

    go_on()
    assert service.stdout.readline().strip() == "unreadable"
    assert service.wait(timeout=30) == 0
