"""The only ways into this room: the seeker to what is theirs, and whoever holds a living link and its grant."""

import hashlib
from datetime import datetime
from typing import TypeVar

from beenthere.care import rules
from beenthere.care.models import CareContact, DirectoryEntry, HandOver, Opening, OwnEntry, Sentences
from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Person
from beenthere.privacy import queries as privacy

T = TypeVar("T")


def require_owner(person: Person | None) -> Person:
    """Return a seeker, to whom all of this belongs.

    :raises NotHere: nobody, or somebody with an account
    """
    if not person:
        raise NotHere
    if person.account_id is not None:
        raise NotHere
    return person


def own_contact(*, owner: Person, key: str) -> CareContact:
    """Return a contact this person named.

    :raises NotHere: missing or somebody else's
    """
    return _own(CareContact.objects.filter(key=key, owner_id=owner.pk).first())


def own_entry(*, owner: Person, key: str) -> OwnEntry:
    """Return an entry this person wrote for themselves.

    :raises NotHere: missing or somebody else's
    """
    return _own(OwnEntry.objects.select_related("entry").filter(key=key, owner_id=owner.pk).first())


def own_sentences(*, owner: Person, key: str) -> Sentences:
    """Return three sentences this person wrote.

    :raises NotHere: missing or somebody else's
    """
    return _own(Sentences.objects.filter(key=key, owner_id=owner.pk).first())


def own_hand_over(*, owner: Person, key: str) -> HandOver:
    """Return a hand-over this person put together.

    :raises NotHere: missing or somebody else's
    """
    found = HandOver.objects.select_related("contact", "owner").filter(key=key, owner_id=owner.pk)
    return _own(found.first())


def _own(found: T | None) -> T:
    if found is None:
        raise NotHere
    return found


def directory_entry(key: str) -> DirectoryEntry:
    """Return an entry of the directory; its words are public.

    :raises NotHere: there is none
    """
    return _own(DirectoryEntry.objects.filter(key=key).first())


def talk_of_supporter(*, supporter: Person, key: str) -> Conversation:
    """Return an open talk for its supporter, who may suggest somebody there.

    :raises NotHere: somebody else's, not open, or its seeker erased everything
    """
    conversation = access_conversation(person=supporter, key=key, side="supporter")
    if conversation.seeker is None:
        raise NotHere
    if conversation.is_of_friends:
        raise NotHere
    if conversation.state != "open":
        raise NotHere
    return conversation


def purpose_of(hand_over: HandOver) -> str:
    """Return the purpose of the yes behind one hand-over."""
    return f"hand-over:{hand_over.key}"


def digest_of(secret: str) -> str:
    """Return what a link or a grant is found by; both hold 192 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def living(*, token: str, now: datetime) -> HandOver:
    """Return the hand-over behind a link that still leads somewhere.

    :raises NotHere: unknown, over, taken back or its yes withdrawn; all look the same
    """
    row = HandOver.objects.select_related("owner").filter(digest=digest_of(token)).first()
    if row is None:
        raise NotHere
    state = rules.state_of(consented_at=row.consented_at, until=row.until, revoked_at=row.revoked_at, now=now)
    has_consent = privacy.has_consented(person=row.owner, purpose=purpose_of(row))
    if not rules.is_open(state=state, has_consent=has_consent):
        raise NotHere
    return row


def opened(*, token: str, grant: str, now: datetime) -> HandOver | None:
    """Return a living hand-over for the browser that opened it, or None when its half hour is over.

    :raises NotHere: the link leads nowhere any more
    """
    row = living(token=token, now=now)
    held = Opening.objects.filter(hand_over=row, grant=digest_of(grant), ends_at__gt=now)
    return row if grant and held.exists() else None
