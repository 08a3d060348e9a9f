"""Run in a process of its own by ``test_kills``: children page and escalate and are killed at any moment.

Usage: python killed.py KILLS SEED, with a data folder in the environment. Prints one line of JSON.
"""

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from beenthere.matching import actions as matching  # noqa: E402
from beenthere.notices.models import Notice  # noqa: E402
from beenthere.people import actions as people  # noqa: E402
from beenthere.safety import actions  # noqa: E402
from beenthere.safety.models import Page, Told  # noqa: E402

# The listener that tells the first person reads the clock, so virtual time starts at the real one.
START = datetime.now(UTC)


def a_working_child(pipe: int, now: datetime) -> None:
    """Page, tell the parent once it is committed, escalate; again and again until killed."""
    while True:
        visit = matching.check_in(
            person=people.welcome_seeker(now=now),
            topics=[],
            need="vent",
            language="en",
            is_unsafe=True,
            now=now,
        )
        page = actions.record_answer(visit=visit, answer="yes", now=now)
        os.write(pipe, f"{page.key}\n".encode())
        actions.escalate(now)


def kill_one(pipe: int, now: datetime, wait: float) -> None:
    """Fork a child, let it work a moment, kill it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            a_working_child(pipe, now)
        finally:
            os._exit(1)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(kills: int, seed: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("migrate", database="keyring", verbosity=0)
    for number in range(3):
        person = people.make_member(email=f"dee{number}@example.org", password=None, now=START)
        people.give_duty(person=person, kind="on_call")
    chance, now = random.Random(seed), START
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    promised = b""
    for _kill in range(kills):
        kill_one(writer, now, chance.uniform(0.005, 0.26))
        now += timedelta(seconds=1)
        with suppress(BlockingIOError):
            promised += os.read(reader, 1 << 20)
    keys = set(promised.decode().split())
    actions.escalate(now + timedelta(seconds=181))
    pages = Page.objects.filter(key__in=keys)
    told = [Told.objects.filter(page=page, round=1).count() for page in pages]
    doubled = Notice.objects.count() - len(set(Notice.objects.values_list("dedup_key", flat=True)))
    rows = Told.objects.count()
    print(  # noqa: T201
        json.dumps(
            {
                "promised": len(keys),
                "kept": pages.count(),
                "everybody_told": sum(count == 3 for count in told),
                "lines_shown": pages.exclude(lines_shown_at=None).count(),
                "doubled": doubled,
                "told_without_notice": rows - Notice.objects.filter(kind__startswith="page").count(),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
