"""Who opens a socket: from the session cookie to a conversation, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from beenthere.conversations import beside
from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation, Side, Voice
from beenthere.kernel.refusals import NotHere
from beenthere.people import access as people
from beenthere.people import queries
from beenthere.people.models import Person
from beenthere.people.vetting import queries as vetting

SEEKER_KEY = "seeker"
_store = import_module(settings.SESSION_ENGINE).SessionStore


@dataclass(frozen=True)
class Entry:
    """Somebody who came in by a session."""

    person: Person
    session_key: str
    conversation: Conversation
    name: str = ""


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
    if not conversation.is_of_friends and _shut_out(persons={person.pk}, side=side):
        raise NotHere
    if side == Voice.ON_CALL:
        beside.note_opened((conversation.pk, person.pk))
        return Entry(person, session_key, conversation, queries.shown_on_call(person))
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


class Ask(NamedTuple):
    """What the door is asked about one socket again and again."""

    session: str
    person: int
    side: str
    is_of_friends: bool = False
    conversation: int = 0

    @property
    def place(self) -> beside.Place:
        """Return which seat beside which talk is meant."""
        return (self.conversation, self.person)


def ask_of(entry: Entry, side: str) -> Ask:
    """Return what is asked about somebody who came in."""
    talk = entry.conversation
    return Ask(entry.session_key, entry.person.pk, side, talk.is_of_friends, talk.pk)


def still_open(*, entries: set[Ask]) -> set[Ask]:
    """Return those who may stay: a living session, an open account, in talks of the line nobody who was stopped or barred, and on call only who is beside the talk now."""
    alive = _living({ask.session for ask in entries})
    there = _open_accounts({ask.person for ask in entries})
    shut: set[tuple[int, str]] = set()
    for side in Side.values:
        persons = {ask.person for ask in entries if ask.side == side and not ask.is_of_friends}
        shut |= {(person, side) for person in _shut_out(persons=persons, side=side)}
    seats = beside.seats_of({ask.place for ask in entries if ask.side == Voice.ON_CALL})
    return {
        ask
        for ask in entries
        if ask.session in alive
        and ask.person in there
        and not _is_shut(ask, shut)
        and (ask.side != Voice.ON_CALL or ask.place in seats)
    }


def _is_shut(ask: Ask, shut: set[tuple[int, str]]) -> bool:
    # A pause or a bar is about the line; two friends go on with their evening.
    return not ask.is_of_friends and (ask.person, ask.side) in shut


def _living(sessions: set[str]) -> set[str]:
    living = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
    return set(living.values_list("session_key", flat=True))


def _open_accounts(persons: set[int]) -> set[int]:
    rows = Person.objects.filter(pk__in=persons)
    return set(rows.exclude(account__is_active=False).values_list("pk", flat=True))


def _shut_out(*, persons: set[int], side: str) -> set[int]:
    """Return the supporters who were paused or left, or the seekers who were barred; a seat beside a talk is asked about elsewhere."""
    if not persons or side == Voice.ON_CALL:
        return set()
    if side == Side.SUPPORTER:
        return vetting.stopped_ids(persons)
    barred = Person.objects.filter(pk__in=persons, barred_until__gt=timezone.now())
    return set(barred.values_list("pk", flat=True))
