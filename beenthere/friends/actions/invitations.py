"""Making a link for one friend, taking it back, and coming in by it."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.friends import access, events, queries, rules
from beenthere.friends.models import Invitation, Pair
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotAllowed, NotHere, Refused, TooMuch
from beenthere.matching import queries as matching
from beenthere.people import actions as people
from beenthere.people.models import Person
from beenthere.privacy import keys

# 192 random bits: nobody finds a link by trying.
TOKEN_BYTES = 24


class InvitationIsUnclear(Refused):
    """How long the link should open is not one of the choices."""


class LinkIsClosed(NotHere):
    """The link opens nothing: used, run out, taken back or never made; all look the same."""


class DoesNotGoTogether(Refused):
    """The inviter said before that a tie is between these two which never goes with this, such as treating the friend."""


class OwnLink(Refused):
    """Somebody pressed their own link; it stays unused."""


@transaction.atomic
def invite(
    *, inviter: Person, name: str, now: datetime, days: int = rules.USUAL_DAYS
) -> tuple[Invitation, str]:
    """Make a link for one friend and return it with its secret.

    :raises NotAllowed: only somebody with an account invites
    :raises InvitationIsUnclear: not one of the choices of days
    :raises TooMuch: five links are open already
    """
    if inviter.account_id is None:
        raise NotAllowed(_("Sign in first."))
    why = rules.why_not_invite(days=days, living=len(queries.living_invitations(inviter, now=now)))
    if why == "many":
        raise TooMuch(_("Five links are open. Take one back first."))
    if why:
        raise InvitationIsUnclear(_("Please choose how long the link should open."))
    return _linked(inviter=inviter, name=name, until=now + timedelta(days=days), now=now)


def _linked(*, inviter: Person, name: str, until: datetime, now: datetime) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = Invitation(inviter=inviter, digest=access.digest_of(token), made_at=now, until=until)
    subject = f"person:{inviter.key}"
    keys.make_key(subject=subject)
    row.token = keys.seal(subject=subject, place=f"invitation:{row.key}:token", words=token)
    called = rules.tidy(name, most=rules.NAME_LENGTH)
    row.name = keys.seal(subject=subject, place=f"invitation:{row.key}:name", words=called)
    row.save()
    return row, token


def revoke(*, inviter: Person | None, key: str, now: datetime) -> None:
    """Take a link back; doing so twice is once.

    :raises NotHere: not this person's
    """
    row = access.own_invitation(inviter=inviter, key=key)
    Invitation.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now)


@transaction.atomic
def come_in(
    *, token: str, name: str, now: datetime, friend: Person | None = None, member: Person | None = None
) -> Pair:
    """Use a link: whoever is first is the friend, who needs no account. The host has yet to confirm.

    :raises LinkIsClosed: unknown, used, run out, taken back, or between two of whom one blocked the other; all look the same
    :raises DoesNotGoTogether: a tie that is never all right is known between these two; the link stays unused
    :raises OwnLink: pressed by the person who made it; it stays unused
    """
    try:
        row = access.living_invitation(token=token, now=now)
    except NotHere:
        raise LinkIsClosed from None
    if member is not None and member.pk == row.inviter_id:
        raise OwnLink(_("This is your own link. Send it to your friend; it is still good."))
    if friend is not None and queries.are_blocked(host=row.inviter, friend=friend):
        # Looks like any dead link, and stays good for whom it was meant.
        raise LinkIsClosed
    if friend is not None and matching.have_dual_role(seeker=friend, supporter=row.inviter):
        # A second link without the tick changes nothing about the tie.
        raise DoesNotGoTogether(_("There is a tie between you two that does not go with this."))
    # Claimed and not looked up: of two who press at once, one comes in.
    if not Invitation.objects.filter(pk=row.pk, used_at=None, revoked_at=None).update(used_at=now):
        raise LinkIsClosed
    friend = friend or people.welcome_seeker(now=now)
    living = Pair.objects.filter(host=row.inviter, friend=friend, ended_at=None).first()
    return living or _paired(row, friend=friend, name=name, now=now)


def _paired(row: Invitation, *, friend: Person, name: str, now: datetime) -> Pair:
    pair = Pair(host=row.inviter, friend=friend, invitation=row, made_at=now)
    subject = queries.pair_subject(pair)
    keys.make_key(subject=subject)
    called = rules.tidy(name, most=rules.NAME_LENGTH)
    pair.host_name = keys.seal(subject=subject, place="name:host", words=queries.inviter_name(row))
    pair.friend_name = keys.seal(subject=subject, place="name:friend", words=called)
    pair.save()
    announce(events.FriendCameIn(pair_id=pair.pk))
    return pair
