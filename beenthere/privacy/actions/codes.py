"""Return codes: eight words that bring a seeker back without a name."""

import secrets
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from mnemonic import Mnemonic

from beenthere.kernel.refusals import Refused, TooMuch
from beenthere.people.models import Person
from beenthere.privacy import rules
from beenthere.privacy.models import ReturnCode

_hasher = PasswordHasher()
DRAWS = 50


class CodeIsWrong(Refused):
    """These words bring nobody back."""


class TooManyTries(TooMuch):
    """This code was tried too often within the hour."""


@cache
def _word_list() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))


def make_return_code(*, person: Person, now: datetime) -> str:
    """Return a new code, shown once; the one before stops working."""
    secret = " ".join(secrets.choice(_word_list()) for _word in range(rules.SECRET_WORDS))
    # Hashed before the transaction: it takes long, and writers would wait.
    secret_hash = _hasher.hash(secret)
    for _draw in range(DRAWS):
        lookup = " ".join(secrets.choice(_word_list()) for _word in range(rules.LOOKUP_WORDS))
        if _kept(person=person, lookup=lookup, secret_hash=secret_hash, now=now):
            return f"{lookup} {secret}"
    raise RuntimeError("no free return code was found")


def _kept(*, person: Person, lookup: str, secret_hash: str, now: datetime) -> bool:
    fresh = {
        "lookup": lookup,
        "secret_hash": secret_hash,
        "made_on": now.date(),
        "failures": 0,
        "failures_since": None,
    }
    try:
        with transaction.atomic():
            ReturnCode.objects.update_or_create(person=person, defaults=fresh)
    except IntegrityError:
        return False
    return True


def forget_code(*, person: Person) -> None:
    """Let nobody come back with the code of this person."""
    ReturnCode.objects.filter(person=person).delete()


def come_back(*, code: str, now: datetime) -> Person:
    """Return whose code this is.

    :raises CodeIsWrong: mistyped, replaced or unknown; the last two look the same and take as long
    :raises TooManyTries: ten tries within the hour
    """
    lookup, secret = rules.split_code(_spelled_out(code))
    row = ReturnCode.objects.filter(lookup=lookup).select_related("person").first()
    if row is not None:
        _count_try(row, now)
    if not _proves(row.secret_hash if row else _nobodys_hash(), secret) or row is None:
        raise CodeIsWrong(_("These words do not fit. Please check each one and try again."))
    ReturnCode.objects.filter(pk=row.pk).update(failures=0, failures_since=None)
    Person.objects.filter(pk=row.person_id).update(last_seen_on=now.date())
    return row.person


def _spelled_out(code: str) -> list[str]:
    typed = rules.words_of(code)
    if len(typed) != rules.CODE_WORDS:
        raise CodeIsWrong(
            _("A code has %(wanted)d words. We read %(count)d.")
            % {"wanted": rules.CODE_WORDS, "count": len(typed)}
        )
    words = rules.spelled_out(typed, _word_list())
    if None in words:
        raise CodeIsWrong(_("Please check word %(place)d.") % {"place": words.index(None) + 1})
    return [word for word in words if word]


def _count_try(row: ReturnCode, now: datetime) -> None:
    # Counted before the look at the secret: guesses made at the same time each cost one.
    code = ReturnCode.objects.filter(pk=row.pk)
    over = Q(failures_since=None) | Q(failures_since__lte=now - rules.TRIES_WITHIN)
    code.filter(over).update(failures=0, failures_since=now)
    if not code.filter(failures__lt=rules.MOST_TRIES).update(failures=F("failures") + 1):
        raise TooManyTries(_("That was tried many times. Please wait an hour and try again."))


def _proves(secret_hash: str, secret: str) -> bool:
    try:
        return _hasher.verify(secret_hash, secret)
    except VerifyMismatchError:
        return False
