"""Erase: the key goes first, so that what is left anywhere, backups included, is noise."""

import logging
from datetime import datetime

from django.db import connections, transaction

from beenthere.kernel.bus import announce
from beenthere.people.models import Account, Person
from beenthere.privacy import events, keys
from beenthere.privacy.actions.audit import record
from beenthere.privacy.registry import erasers

logger = logging.getLogger(__name__)


def erase_person(*, person: Person, now: datetime) -> None:
    """Erase everything about a person. Done twice, or after half of it failed, it finishes."""
    person_id, key, account_id = person.pk, person.key, person.account_id
    # Before the rows: when the rest fails, the words are unreadable all the same.
    keys.destroy_key(subject=f"person:{key}")
    with transaction.atomic():
        for eraser in erasers():
            eraser(person, now)
        Person.objects.filter(pk=person_id).delete()
        if account_id is not None:
            Account.objects.filter(pk=account_id).delete()
        record(actor="self", deed="person erased", now=now)
        announce(events.PersonErased(person_id=person_id, key=key))
    # Again: an eraser that sealed something on its way out made the key anew.
    keys.destroy_key(subject=f"person:{key}")
    scrub_keyring()


def erase_conversation(*, key: str, actor: str = "self", now: datetime) -> None:
    """Erase the words of one conversation."""
    keys.destroy_key(subject=f"conversation:{key}")
    with transaction.atomic():
        record(actor=actor, deed="conversation erased", now=now)
        announce(events.ConversationErased(key=key))
    scrub_keyring()


def scrub_keyring() -> None:
    """Move the keyring's and the data's write-ahead logs into their files, so that no old page is left."""
    for alias in ("keyring", "default"):
        connection = connections[alias]
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            continue
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
        if busy:
            logger.warning("the log of the %s database is in use; it is emptied at the next run", alias)
