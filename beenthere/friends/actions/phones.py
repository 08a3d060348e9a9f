"""A friend without an account takes their seat along to another phone; the first phone is told."""

import secrets
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.friends import access, queries, rules
from beenthere.friends.actions.invitations import TOKEN_BYTES, LinkIsClosed
from beenthere.friends.models import Pair, PhoneLink
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.notices import actions as notices
from beenthere.notices import queries as ways
from beenthere.people.models import Person
from beenthere.privacy import actions as privacy

# What the session of a phone that came in is marked with.
PHONE = "phone"


class SamePhone(Refused):
    """The link was pressed on the phone that shows it; it stays unused."""


@transaction.atomic
def make_phone_link(*, friend: Person | None, now: datetime) -> tuple[PhoneLink, str]:
    """Make a link for one other phone and return it with its secret, which is kept nowhere; the one before opens no more.

    :raises NotHere: nobody's friend
    """
    if friend is None or not queries.is_a_friend(friend):
        raise NotHere
    PhoneLink.objects.filter(person=friend, used_at=None).delete()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    digest, until = access.digest_of(token), now + rules.PHONE_LINK_OPENS
    return PhoneLink.objects.create(person=friend, digest=digest, made_at=now, until=until), token


@transaction.atomic
def carry_over(*, token: str, here: Person | None, member: Person | None, now: datetime) -> PhoneLink:
    """Use a link on another phone, once; whose seat it is stands in the row.

    :raises LinkIsClosed: unknown, used, run out or replaced, or pressed by their host; all look the same
    :raises SamePhone: pressed on the phone that shows it; it stays unused
    """
    row = PhoneLink.objects.select_related("person").filter(digest=access.digest_of(token)).first()
    if row is None or row.used_at is not None or now >= row.until:
        raise LinkIsClosed
    if here is not None and here.pk == row.person_id:
        raise SamePhone(_("You are on this phone already. Open the link on the other one; it is still good."))
    # A host who holds their friend's phone for a moment must not sit down in their seat.
    if member is not None and Pair.objects.filter(host=member, friend=row.person).exists():
        raise LinkIsClosed
    # Claimed and not looked up: of two phones that press at once, one comes in.
    if not PhoneLink.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        raise LinkIsClosed
    _tell_the_first(row, now=now)
    return row


@transaction.atomic
def came_by_words(*, friend: Person, now: datetime) -> PhoneLink | None:
    """Note that somebody came with a friend's eight words, so that the first phone is told as well."""
    if not queries.is_a_friend(friend):
        return None
    row = PhoneLink.objects.create(person=friend, by_words=True, made_at=now, until=now, used_at=now)
    _tell_the_first(row, now=now)
    return row


def _tell_the_first(row: PhoneLink, *, now: datetime) -> None:
    for channel in ways.channels_of(row.person):
        notices.queue_notice(
            to=row.person,
            channel=channel,
            kind="pair_changed",
            link="/friend/phone/",
            due_at=now,
            dedup_key=f"phone:{row.key}:{channel}",
            now=now,
        )


def that_was_me(*, friend: Person, phone: str, now: datetime) -> None:
    """Say nothing more of the phones that came in; ``phone`` is the one that asks."""
    pks = [row.pk for row in queries.new_phones(friend, phone=phone)]
    PhoneLink.objects.filter(pk__in=pks).update(seen_at=now)


@transaction.atomic
def sign_others_out(*, friend: Person, phone: str, now: datetime) -> int:
    """End the sessions of the phones that came in, and the eight words if these let one in; return how many sessions."""
    found = queries.new_phones(friend, phone=phone)
    ended = _end_sessions({row.key for row in found}, now=now)
    if any(row.by_words for row in found):
        privacy.forget_code(person=friend)
    # A link that is still open goes with them.
    PhoneLink.objects.filter(person=friend, used_at=None).delete()
    that_was_me(friend=friend, phone=phone, now=now)
    return ended


def _end_sessions(phones: set[str], *, now: datetime) -> int:
    # Found by what is in them and not by a key kept here: whoever signs in beside it gets a session with another key.
    rows = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class().objects
    found = [row for row in rows.filter(expire_date__gt=now) if row.get_decoded().get(PHONE) in phones]
    for row in found:
        row.delete()
    return len(found)
