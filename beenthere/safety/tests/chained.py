"""Many who call, raise, take, escalate and erase in the same moment, on a real database of its own.

Run as ``python -m beenthere.safety.tests.chained`` with BEENTHERE_DATA_DIR and, for
PostgreSQL, BEENTHERE_DATABASE_URL set; prints what happened as one line of JSON.
"""

import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

NOW = datetime.now(UTC)
TALKS, TIMES = 4, 4


def together(deeds: list[Callable[[], object]]) -> dict[str, int]:
    """Do every deed in a thread of its own at the same moment; count what failed, by name."""
    from django.db import connections

    gate, failed = threading.Barrier(len(deeds)), Counter[str]()

    def one(deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            for _time in range(TIMES):
                deed()
        except Exception as error:
            failed[f"{type(error).__name__}: {error}"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(failed)


def main() -> None:
    """Let all of them loose at once and print the outcome."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from django.db.models import Count

    from beenthere.privacy import migrating
    from beenthere.safety.levels import queries
    from beenthere.safety.models import Page, SafetyLog, Told

    migrating.migrate()
    failed = together(_deeds())
    rows = SafetyLog.objects
    told = [pk for row in rows.filter(what="told") for pk in row.facts["people"]]
    sys.stdout.write(
        json.dumps(
            {
                "failed": failed,
                "is_whole": queries.log_is_whole(),
                "forks": rows.values("previous").annotate(n=Count("id")).filter(n__gt=1).count(),
                "links": dict(rows.values_list("what").annotate(n=Count("id")).order_by()),
                "lost": Page.objects.count() - rows.filter(what="page", facts__again=False).count(),
                "pages_taken": Page.objects.exclude(acknowledged_at=None).count(),
                "told": Told.objects.count(),
                "told_linked": len(told),
            }
        )
        + "\n"
    )


def _deeds() -> list[Callable[[], object]]:
    """What happens in one moment: about each talk somebody calls, raises, asks, joins, leaves, takes it; one is erased."""
    from beenthere.boundaries.tests.builders import an_open_talk
    from beenthere.conversations.models import Conversation
    from beenthere.evening import actions as evening
    from beenthere.matching import queries as line
    from beenthere.people import actions as people
    from beenthere.people.models import Person
    from beenthere.people.tests.builders import a_member
    from beenthere.privacy import actions as privacy
    from beenthere.safety import actions
    from beenthere.safety.levels import actions as levels
    from beenthere.safety.models import Page

    dees = [a_member(now=NOW) for _ in range(3)]
    for dee in dees:
        people.give_duty(person=dee, kind="on_call")

    def leads_and_leaves(talk: Conversation, dee: Person) -> None:
        levels.join(conversation=talk, person=dee, mode="lead", now=NOW)
        levels.hand_back(conversation=talk, person=dee, now=NOW)

    deeds: list[Callable[[], object]] = []
    for _talk in range(TALKS):
        talk = an_open_talk(now=NOW)
        visit = line.visit_of_conversation(talk)
        assert visit is not None
        deeds += [
            lambda talk=talk, visit=visit: actions.page_on_call(
                visit=visit, conversation=talk, why="button", now=NOW
            ),
            lambda talk=talk: levels.say_not_safe(conversation=talk, now=NOW),
            lambda visit=visit: evening.hear_again(visit=visit, answer="yes", now=NOW),
            lambda talk=talk: levels.set_level(
                conversation=talk, level=4, role="supporter", by=None, now=NOW
            ),
            lambda talk=talk: levels.keep_answers(
                conversation=talk, answers={"thoughts": "yes", "plan": "yes"}, by=None, now=NOW
            ),
            lambda talk=talk, dee=dees[0]: levels.join(
                conversation=talk, person=dee, mode="background", now=NOW
            ),
            lambda talk=talk, dee=dees[1]: leads_and_leaves(talk, dee),
            lambda talk=talk: levels.left_alone(conversation=talk, now=NOW + timedelta(minutes=2)),
        ]
    gone = an_open_talk(now=NOW)
    levels.set_level(conversation=gone, level=3, role="supporter", by=None, now=NOW)

    def take(dee: object) -> None:
        for page in Page.objects.open():
            actions.acknowledge(page=page, person=dee, now=NOW)  # type: ignore[arg-type]

    deeds += [lambda dee=dee: take(dee) for dee in dees]
    deeds += [lambda: actions.escalate(NOW + timedelta(seconds=181))] * 2
    deeds.append(lambda: privacy.erase_person(person=gone.seeker, now=NOW))  # type: ignore[arg-type]
    return deeds


if __name__ == "__main__":
    main()
