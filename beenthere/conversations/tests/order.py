"""Eight writers and three readers at once, on a real database of its own.

Run as ``python -m beenthere.conversations.tests.order`` with BEENTHERE_DATA_DIR and, for
PostgreSQL, BEENTHERE_DATABASE_URL set; prints what the readers saw as one line of JSON.
"""

import json
import os
import random
import sys
import threading
import time
from datetime import UTC, datetime

WRITERS, BATCHES, A_BATCH, TALKS, READERS = 8, 63, 20, 4, 3
NOW = datetime(2030, 3, 1, 20, 0, tzinfo=UTC)


def main() -> None:
    """Write and read at the same time; print the outcome."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.privacy import migrating

    migrating.migrate()
    sys.stdout.write(json.dumps(_outcome()) + "\n")


def _outcome() -> dict[str, int | bool]:
    from beenthere.conversations import actions
    from beenthere.people import actions as people

    ann = people.welcome_seeker(now=NOW)
    bo = people.make_member(email="bo@example.org", password=None, now=NOW)
    talks = [
        actions.begin(seeker=ann, supporter=bo, language="en", minutes=50, now=NOW) for _ in range(TALKS)
    ]
    for talk in talks:
        actions.open_conversation(conversation=talk, now=NOW)
    over = threading.Event()
    seen: list[dict[int, list[int]]] = [{talk.pk: [] for talk in talks} for _ in range(READERS)]
    readers = [threading.Thread(target=_read, args=(talks, one, over)) for one in seen]
    writers = [threading.Thread(target=_write, args=(talks, number)) for number in range(WRITERS)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in readers:
        thread.join()
    return _counted(seen)


def _write(talks: list, number: int) -> None:
    from django.db import connections

    from beenthere.conversations.writer import Saying, _write_or_split

    chance = random.Random(number)
    for batch in range(BATCHES):
        chosen = [chance.choice(talks) for _ in range(A_BATCH)]
        sayings = [
            Saying(talk.pk, talk.key, "seeker", f"writer-{number:02}-{batch:04}-{place:04}", "hello")
            for place, talk in enumerate(chosen)
        ]
        _write_or_split(sayings)
    connections.close_all()


def _read(talks: list, seen: dict[int, list[int]], over: threading.Event) -> None:
    from django.db import connections

    from beenthere.conversations.models import Message

    is_last = False
    while not is_last:
        is_last = over.is_set()
        for talk in talks:
            cursor = seen[talk.pk][-1] if seen[talk.pk] else 0
            rows = Message.objects.filter(conversation_id=talk.pk, seq__gt=cursor).order_by("seq")
            seen[talk.pk] += list(rows.values_list("seq", flat=True))
        time.sleep(0.002)
    connections.close_all()


def _counted(seen: list[dict[int, list[int]]]) -> dict[str, int | bool]:
    written = WRITERS * BATCHES * A_BATCH
    inversions = sum(seqs != sorted(seqs) for one in seen for seqs in one.values())
    missed = sum(written - sum(len(set(seqs)) for seqs in one.values()) for one in seen)
    gapless = all(seqs == list(range(1, len(seqs) + 1)) for one in seen for seqs in one.values())
    return {"written": written, "missed": missed, "inversions": inversions, "gapless": gapless}


if __name__ == "__main__":
    main()
