"""Opening a hand-over with its link and code: each code once, five tries, half an hour."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beenthere.care import access, rules
from beenthere.care.events import HandOverOpened
from beenthere.care.models import HandOver, Opening
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import Refused, TooMuch
from beenthere.privacy import actions as privacy

GRANT_BYTES = 24
_hasher = PasswordHasher()


class CodeDoesNotOpen(Refused):
    """A wrong code, one that was used, or one that was replaced: they look the same."""


class TooManyCodes(TooMuch):
    """Five wrong codes: the link is shut for an hour, also for the right one."""


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))


def open_with_code(*, token: str, code: str, now: datetime) -> str:
    """Open a hand-over once and return the grant by which this browser may read it for half an hour.

    :raises NotHere: unknown, over or taken back
    :raises CodeDoesNotOpen: wrong, used or replaced
    :raises TooManyCodes: five wrong codes within the hour
    """
    row = access.living(token=token, now=now)
    _count_try(row, now=now)
    if not _proves(row.code_hash or _nobodys_hash(), rules.typed_code(code)) or not row.code_hash:
        _say_when_shut(row, now=now)
        raise CodeDoesNotOpen(
            _("This code does not open it. A code works once. Please ask the person for a new one.")
        )
    return _opened(row, now=now)


def _count_try(row: HandOver, *, now: datetime) -> None:
    # Counted before the look at the code: guesses made at the same time each cost one.
    one = HandOver.objects.filter(pk=row.pk)
    one.filter(Q(last_try_at=None) | Q(last_try_at__lte=now - rules.SHUT)).update(tries=0)
    counted = one.filter(tries__lt=rules.MOST_TRIES).update(tries=F("tries") + 1, last_try_at=now)
    if not counted:
        raise TooManyCodes(_("Wrong codes were tried too often. Please wait an hour and try again."))


def _proves(code_hash: str, code: str) -> bool:
    """Compare in a time that tells nothing."""
    try:
        return _hasher.verify(code_hash, code)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _say_when_shut(row: HandOver, *, now: datetime) -> None:
    shut = HandOver.objects.filter(pk=row.pk, tries__gte=rules.MOST_TRIES)
    if shut.update(shut_at=now):
        privacy.record(actor="link", deed="hand-over shut after wrong codes", about=row.key, now=now)


@transaction.atomic
def _opened(row: HandOver, *, now: datetime) -> str:
    # The code is used up by whoever comes first; of two at once, one is told that it does not open.
    used = HandOver.objects.filter(pk=row.pk, code_hash=row.code_hash)
    if not used.update(code_hash="", tries=0, last_try_at=None):
        raise CodeDoesNotOpen(_("This code was used just now. Please ask the person for a new one."))
    grant = secrets.token_urlsafe(GRANT_BYTES)
    until = row.until or now + timedelta()
    Opening.objects.create(
        hand_over=row, at=now, grant=access.digest_of(grant), ends_at=min(now + rules.GRANT, until)
    )
    privacy.record(actor="link", deed="hand-over opened", about=row.key, now=now)
    announce(HandOverOpened(hand_over_id=row.pk))
    return grant
