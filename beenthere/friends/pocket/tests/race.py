"""A thousand cut lines, and one queue sent by many tabs at once, on a real database of its own.

Run as ``python -m beenthere.friends.pocket.tests.race SEED``; prints what happened as one line of JSON.
"""

import json
import os
import random
import sys
from datetime import timedelta
from typing import Any

from beenthere.matching.tests.race import together

CUTS = 1000
KINDS = ("opened", "fitted", "moment", "note", "breathed", "grounded")
WAYS = ("before", "torn", "middle", "after")


def main() -> None:
    """Cut, race, and print the outcomes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.privacy import migrating

    migrating.migrate()
    sys.stdout.write(json.dumps({"cuts": _cuts(int(sys.argv[1])), "tabs": _tabs()}) + "\n")


class Cut(Exception):
    """The power went while the service was writing."""


def _cut_at(number: int) -> Any:
    """Let the service die at its ``number``-th statement that writes."""
    left = [number]

    def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(("INSERT", "UPDATE")):
            left[0] -= 1
            if left[0] < 0:
                raise Cut
        return execute(sql, params, many, context)

    return die


def _cuts(seed: int) -> dict[str, Any]:
    from django.db import connection

    from beenthere.friends.pocket import actions, views
    from beenthere.friends.pocket.rules import BatchIsUnclear
    from beenthere.friends.pocket.tests.builders import EVENING, Phone, an_evening

    chance = random.Random(seed)
    evening, now = an_evening(), EVENING
    phones = [Phone("phone-one"), Phone("phone-two")]
    ways = dict.fromkeys(WAYS, 0)
    while sum(ways.values()) < CUTS:
        now += timedelta(seconds=3)
        phone = chance.choice(phones)
        for _one in range(chance.randrange(4)):
            if len(phone.waiting) < 60:
                phone.happens(chance.choice(KINDS))
        way = chance.choice((*WAYS, "none")) if phone.waiting else "none"
        if way == "torn":
            try:
                views.read(phone.tear(chance.randrange))
            except BatchIsUnclear:
                ways["torn"] += 1
        elif way == "middle":
            try:
                with connection.execute_wrapper(_cut_at(chance.randrange(4))):
                    phone.call(evening, now=now)
            except Cut:
                ways["middle"] += 1
        elif way in ("after", "none"):
            phone.call(evening, now=now, is_answer_lost=way == "after")
            ways["after"] += way == "after"
        else:
            ways["before"] += 1
        if chance.random() < 0.05 and phone.waiting:
            # An old packet arrives late: a part of the queue from its middle.
            part = phone.waiting[chance.randrange(len(phone.waiting)) :][:5]
            late = json.dumps({"device": phone.name, "events": part[::-1]}).encode()
            actions.take(evening=evening, batch=views.read(late), now=now)
    for phone in phones:
        while phone.waiting:
            now += timedelta(seconds=3)
            phone.call(evening, now=now)
    return {"ways": ways, "phones": [_outcome(evening, phone) for phone in phones]}


def _outcome(evening: Any, phone: Any) -> dict[str, Any]:
    from beenthere.friends.pocket import queries
    from beenthere.friends.pocket.models import PocketEvent

    rows = PocketEvent.objects.filter(evening=evening, device=phone.name).order_by("id")
    return {
        "happened": len(phone.done),
        "is_once_and_in_order": [row.client_key for row in rows] == phone.done,
        "is_gapless": [row.n for row in rows] == list(range(1, len(phone.done) + 1)),
        "can_be_read": not queries.happened(evening, side="host").is_empty,
    }


def _tabs() -> dict[str, Any]:
    from beenthere.friends.pocket import actions
    from beenthere.friends.pocket.models import PocketEvent
    from beenthere.friends.pocket.tests.builders import EVENING, a_batch, an_evening, an_event

    evening = an_evening()
    events = [an_event(n) for n in range(1, 31)]

    def send(number: int) -> str:
        # Each tab sends another part of the same queue; each part begins at the beginning.
        batch = a_batch(*events[: 10 + number % 21])
        return str(actions.take(evening=evening, batch=batch, now=EVENING).ack >= 10)

    outcomes = dict(together(send))
    numbers = list(PocketEvent.objects.filter(evening=evening).order_by("id").values_list("n", flat=True))
    return {"outcomes": outcomes, "is_once_and_in_order": numbers == list(range(1, 31))}


if __name__ == "__main__":
    main()
