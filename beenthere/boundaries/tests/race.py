"""Both sides take their yes back at once, and a piece is read while it is taken back; on a real database of its own.

Run as ``python -m beenthere.boundaries.tests.race`` with BEENTHERE_DATA_DIR set; prints one line of JSON.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime

ROUNDS = 8
NOW = datetime(2026, 3, 2, 20, 3, tzinfo=UTC)


def together(*deeds: Callable[[], object]) -> list[str]:
    """Do all of it at the same moment; return the names of the errors."""
    from django.db import connections

    gate, failed = threading.Barrier(len(deeds)), []

    def one(deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            deed()
        except Exception as error:
            failed.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def main() -> None:
    """Race and print the outcome."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")
    import django

    django.setup()
    from beenthere.privacy import migrating

    migrating.migrate()
    outcome = {
        "withdrawals": [_withdrawals() for _ in range(ROUNDS)],
        "pieces": [_pieces() for _ in range(ROUNDS)],
    }
    sys.stdout.write(json.dumps(outcome) + "\n")


def _withdrawals() -> dict[str, object]:
    """Both sides, each with two tabs."""
    from beenthere.boundaries import actions
    from beenthere.boundaries.models import Agreement
    from beenthere.boundaries.tests.builders import an_open_talk
    from beenthere.conversations.models import Conversation
    from beenthere.matching import queries as line

    talk = an_open_talk()
    visit = line.visit_of_conversation(talk)
    assert visit  # noqa: S101

    def back(side: str) -> Callable[[], object]:
        own = Conversation.objects.get(pk=talk.pk)
        person = getattr(talk, side)
        return lambda: actions.withdraw(person=person, side=side, conversation=own, now=NOW)

    failed = together(*(back(side) for side in ("seeker", "supporter") * 2))
    visit.refresh_from_db()
    talk.refresh_from_db()
    people = [talk.seeker_id, talk.supporter_id]
    living = (
        Agreement.objects.exclude(visit=None, conversation=None)
        .filter(person_id__in=people, withdrawn_at=None)
        .count()
    )
    return {"failed": failed, "talk": talk.state, "visit": visit.state, "living": living}


def _pieces() -> dict[str, object]:
    """A supervisor reads while the supporter takes it back and writes it anew."""
    from beenthere.boundaries import actions_journal as journal
    from beenthere.boundaries.models import Reflection
    from beenthere.boundaries.tests.builders import an_open_talk
    from beenthere.people.tests.builders import a_coordinator

    talk, dee = an_open_talk(), a_coordinator()
    about = {"supporter": talk.supporter, "conversation": talk, "now": NOW}
    piece = journal.reflect(words={"planned": "First."}, **about)
    journal.share(piece=piece, supporter=talk.supporter, now=NOW)
    own = Reflection.objects.get(pk=piece.pk)
    failed = together(
        lambda: journal.read(piece=own, by=dee, now=NOW),
        lambda: journal.take_back(piece=piece, supporter=talk.supporter),
        lambda: journal.reflect(words={"planned": "Second."}, **about),
    )
    piece.refresh_from_db()
    is_read, is_shared = piece.read_at is not None, piece.shared_with_supervision_at is not None
    return {"failed": failed, "is_whole": is_read == is_shared}


if __name__ == "__main__":
    main()
