"""One order for everybody, without holes, while eight write and three read; and why not by a serial id."""

import random
import threading
import time

import psycopg

from tests.scripts import outcome_of


def test_every_reader_sees_every_message_in_one_order_on_sqlite(tmp_path):
    seen = outcome_of("beenthere.conversations.tests.order", tmp_path)

    assert seen["written"] >= 10_000
    assert seen == {"written": seen["written"], "missed": 0, "inversions": 0, "gapless": True}


def test_every_reader_sees_every_message_in_one_order_on_postgresql(tmp_path, postgres):
    seen = outcome_of("beenthere.conversations.tests.order", tmp_path, BEENTHERE_DATABASE_URL=postgres)

    assert seen["written"] >= 10_000
    assert seen == {"written": seen["written"], "missed": 0, "inversions": 0, "gapless": True}


def test_the_alarm_rings_for_readers_who_follow_a_serial_id(postgres):
    """Ids are drawn before the commit, so a reader passes some by that are not visible yet."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE TABLE serial_talk (id BIGSERIAL PRIMARY KEY)")
    over, seen = threading.Event(), []

    def write(number):
        chance = random.Random(number)
        with psycopg.connect(postgres) as own:
            for _ in range(200):
                own.execute("INSERT INTO serial_talk DEFAULT VALUES")
                time.sleep(chance.uniform(0, 0.004) if chance.random() < 0.2 else 0)
                own.commit()

    def read():
        with psycopg.connect(postgres, autocommit=True) as own:
            is_last = False
            while not is_last:
                is_last = over.is_set()
                after = seen[-1] if seen else 0
                rows = own.execute("SELECT id FROM serial_talk WHERE id > %s ORDER BY id", (after,))
                seen.extend(row[0] for row in rows)

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    reader.join()

    assert 1600 - len(seen) > 0
