"""Make open talks for a scratch service; prints their seats as JSON."""

import json
import os
import sys
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from beenthere.conversations import actions  # noqa: E402
from beenthere.people import actions as people  # noqa: E402
from beenthere.people.middleware import SEEKER_KEY  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def visiting(person) -> str:
    """Return the session of a seeker."""
    session = SessionStore()
    session[SEEKER_KEY] = person.key
    session.save()
    return session.session_key


def signed_in(person) -> str:
    """Return the session of a supporter."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
    session.save()
    return session.session_key


def open_talks(number: int) -> list[dict[str, str]]:
    """Let one supporter talk with many; nobody could, but a socket does not mind."""
    now = datetime.now(UTC)
    bo = people.make_member(email=f"bo-{os.getpid()}@example.org", password=None, now=now)
    bos = signed_in(bo)
    seats = []
    for _ in range(number):
        ann = people.welcome_seeker(now=now)
        talk = actions.begin(seeker=ann, supporter=bo, language="en", minutes=50, now=now)
        actions.open_conversation(conversation=talk, now=now)
        seats.append({"key": talk.key, "side": "seeker", "cookie": visiting(ann)})
        seats.append({"key": talk.key, "side": "supporter", "cookie": bos})
    return seats


if __name__ == "__main__":
    with transaction.atomic():
        made = open_talks(int(sys.argv[1]))
    print(json.dumps(made))
