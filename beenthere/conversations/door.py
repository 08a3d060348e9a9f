"""Who opens a socket: from the session cookie to a conversation, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation, Side
from beenthere.kernel.refusals import NotHere
from beenthere.people import access as people
from beenthere.people.models import Person

SEEKER_KEY = "seeker"
_store = import_module(settings.SESSION_ENGINE).SessionStore


@dataclass(frozen=True)
class Entry:
    """Somebody who came in by a session."""

    person: Person
    session_key: str
    conversation: Conversation


def enter(*, headers: Mapping[bytes, bytes], side: str, key: str) -> Entry:
    """Return who stands at the door of this conversation.

    :raises NotHere: no session, another person's conversation, or none
    """
    session_key = _session_key(headers)
    session = _store(session_key)
    person = _seeker(session) if side == Side.SEEKER else _member(session)
    conversation = access_conversation(person=person, key=key, side=side)
    if person is None:
        raise NotHere
    return Entry(person, session_key, conversation)


def _session_key(headers: Mapping[bytes, bytes]) -> str:
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        raise NotHere from None
    cookie = cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie is None or not cookie.value:
        raise NotHere
    return cookie.value


def _seeker(session: Any) -> Person | None:
    return people.seeker_of(key=session.get(SEEKER_KEY))


def _member(session: Any) -> Person | None:
    account = get_user_model().objects.filter(pk=session.get(SESSION_KEY), is_active=True).first()
    if account is None:
        return None
    # The same check as a page makes: a changed password closes old sessions.
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return None
    return people.member_of(account=account)


def still_open(*, entries: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return those (session, person) whose session lives and whose account was not closed."""
    sessions = {session for session, _ in entries}
    persons = {person for _, person in entries}
    alive = set(
        Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    closed = set(Person.objects.filter(pk__in=persons, account__is_active=False).values_list("pk", flat=True))
    there = set(Person.objects.filter(pk__in=persons).values_list("pk", flat=True)) - closed
    return {(session, person) for session, person in entries if session in alive and person in there}
