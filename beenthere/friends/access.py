"""The only ways to a pair and its evenings: its host and its friend, each on their own side."""

import hashlib
from datetime import datetime

from beenthere.friends import rules
from beenthere.friends.models import FriendEvening, Invitation, Pair, Side
from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Person


def access_pair(*, person: Person | None, key: str) -> tuple[Pair, Side]:
    """Return a pair and this person's side of it, also when it has ended.

    :raises NotHere: missing and somebody else's look the same
    """
    pair = Pair.objects.select_related("host", "friend").filter(key=key).first()
    if pair is None or not person:
        raise NotHere
    if pair.host_id == person.pk:
        return pair, Side.HOST
    if pair.friend_id == person.pk:
        return pair, Side.FRIEND
    raise NotHere


def access_evening(*, person: Person | None, key: str) -> tuple[FriendEvening, Side]:
    """Return an evening and this person's side of it.

    :raises NotHere: missing and somebody else's look the same
    """
    rows = FriendEvening.objects.select_related("pair__host", "pair__friend", "conversation", "visit")
    evening = rows.filter(key=key).first()
    if evening is None or not person:
        raise NotHere
    if evening.pair.host_id == person.pk:
        return evening, Side.HOST
    if evening.pair.friend_id == person.pk:
        return evening, Side.FRIEND
    raise NotHere


def pair_for(*, person: Person | None, key: str, side: str) -> Pair:
    """Return a pair for somebody on this side of it.

    :raises NotHere: missing, somebody else's, or the other side's door
    """
    pair, found = access_pair(person=person, key=key)
    if found != side:
        raise NotHere
    return pair


def evening_for(*, person: Person | None, key: str, side: str) -> FriendEvening:
    """Return an evening for somebody on this side of it.

    :raises NotHere: missing, somebody else's, or the other side's door
    """
    evening, found = access_evening(person=person, key=key)
    if found != side:
        raise NotHere
    return evening


def own_invitation(*, inviter: Person | None, key: str) -> Invitation:
    """Return an invitation this person made.

    :raises NotHere: missing or somebody else's
    """
    row = Invitation.objects.filter(key=key).first()
    if row is None or not inviter:
        raise NotHere
    if row.inviter_id != inviter.pk:
        raise NotHere
    return row


def living_invitation(*, token: str, now: datetime) -> Invitation:
    """Return the invitation behind a link that still opens.

    :raises NotHere: unknown, used, expired or revoked; all look the same
    """
    row = Invitation.objects.select_related("inviter").filter(digest=digest_of(token)).first()
    if row is None:
        raise NotHere
    if not rules.is_open(until=row.until, used_at=row.used_at, revoked_at=row.revoked_at, now=now):
        raise NotHere
    return row


def digest_of(token: str) -> str:
    """Return what a link is found by."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
