"""Fifty supporters who press at the same moment, on a real database of its own.

Run as ``python -m beenthere.matching.tests.race`` with BEENTHERE_DATA_DIR and, for
PostgreSQL, BEENTHERE_DATABASE_URL set; prints what happened as one line of JSON.
"""

import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

THREADS = 50
NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


def together(work: Callable[[int], object]) -> Counter[str]:
    """Run ``work`` in every thread at the same moment; count the outcomes by name."""
    from django.db import connections

    gate, seen = threading.Barrier(THREADS), Counter[str]()

    def one(number: int) -> None:
        gate.wait()
        try:
            seen[str(work(number))] += 1
        except Exception as error:
            seen[type(error).__name__] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def main() -> None:
    """Race three times and print the outcome."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.privacy import migrating

    migrating.migrate()
    outcome = {"one_seeker": _one_seeker(), "one_offer": _one_offer(), "double_check_in": _check_in()}
    sys.stdout.write(json.dumps(outcome) + "\n")


def _one_seeker() -> dict[str, int]:
    """Every supporter runs a round and takes whatever they were offered."""
    from beenthere.matching import actions, queries
    from beenthere.matching.models import Offer
    from beenthere.matching.tests.builders import a_visit
    from beenthere.people.tests.builders import a_supporter

    supporters = [a_supporter() for _ in range(THREADS)]
    a_visit()

    def take(number: int) -> str:
        actions.match(NOW)
        offer = queries.open_offer_for(supporters[number])
        if offer is None:
            return "nothing"
        actions.accept(offer_key=offer.key, supporter=supporters[number], now=NOW)
        return "taken"

    seen = together(take)
    accepted = Offer.objects.filter(answer="accepted").count()
    return dict(seen) | {"accepted": accepted, "offers": Offer.objects.count()}


def _one_offer() -> dict[str, int]:
    """One open offer, fifty clicks on "yes", each followed by "begin"."""
    from beenthere.conversations.models import Conversation
    from beenthere.matching import actions
    from beenthere.matching.models import Offer
    from beenthere.matching.tests.builders import a_visit

    visit = a_visit()
    actions.match(NOW)
    offer = Offer.objects.select_related("supporter").get(visit=visit)

    def click(number: int) -> str:
        taken = actions.accept(offer_key=offer.key, supporter=offer.supporter, now=NOW)
        return "talk " + str(actions.begin_talk(offer=taken, now=NOW).pk)

    return {
        "different_answers": len(together(click)),
        "talks": Conversation.objects.filter(seeker=visit.person).count(),
    }


def _check_in() -> dict[str, int]:
    """One person, fifty tabs."""
    from beenthere.matching.models import Visit
    from beenthere.matching.tests.builders import a_visit
    from beenthere.people.tests.builders import a_seeker

    ann = a_seeker()
    seen = together(lambda number: a_visit(person=ann).pk)
    return {"different_answers": len(seen), "visits": Visit.objects.filter(person=ann).count()}


if __name__ == "__main__":
    main()
