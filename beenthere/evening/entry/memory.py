"""What the entry remembers: who takes a break, how many came, which sums were done.

It stands in rows, so that two processes and a restart know the same. Keys of rows are digests under a
key that is made anew each day, lives in the keyring and is destroyed when the next day is over: from
then on nothing here can be told of anybody. No address of a device and nothing about a browser is
looked at; a break follows the visit and its session, and whoever clears both is new.
"""

import hmac
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Sum

from beenthere.evening.entry import rules
from beenthere.evening.entry.rules import Ask
from beenthere.evening.models import Arrivals, Remembered
from beenthere.privacy import keys

MARK = "door"
KEY = "entry"
BREAK, CAME, SUM = Remembered.Kind.BREAK, Remembered.Kind.MARK, Remembered.Kind.SUM


def tidy(*, now: datetime) -> None:
    """Forget what is over, and destroy the keys nothing is under any more."""
    Remembered.objects.filter(until__lte=now).delete()
    Arrivals.objects.filter(second__lte=_second(now - rules.WINDOW)).delete()
    keys.destroy_older(kind=KEY, than=_yesterday(now))


def _digests(words: str, *, now: datetime) -> list[str]:
    """Return the digests of today and of yesterday, if anybody came then."""
    today = _subject(now)
    keys.make_key(subject=today)
    found = [keys.digest(subject=today, words=words)]
    with suppress(keys.KeyIsGone):
        found.append(keys.digest(subject=f"{KEY}:{_yesterday(now)}", words=words))
    return found


def _subject(now: datetime) -> str:
    return f"{KEY}:{now.date().isoformat()}"


def _yesterday(now: datetime) -> str:
    return (now.date() - timedelta(days=1)).isoformat()


# -- breaks ----------------------------------------------------------------------------------------


def new_mark() -> str:
    """Return a random mark for a session, so that a break follows it through an erased visit."""
    return secrets.token_urlsafe(12)


def came_in(*, person_key: str, mark: str, now: datetime) -> None:
    """Remember which session a visit came from, as long as a key can tell."""
    Remembered.objects.update_or_create(
        kind=CAME,
        digest=_digests(person_key, now=now)[0],
        defaults={"leads_to": _digests(mark, now=now)[0], "until": now + timedelta(days=1)},
    )


@transaction.atomic
def cool(*, person_key: str, now: datetime) -> None:
    """Let a visit, and the session it came from, take a break."""
    visit = _digests(person_key, now=now)
    came = Remembered.objects.filter(kind=CAME, digest__in=visit).values_list("leads_to", flat=True)
    until = now + timedelta(minutes=settings.TABLE.cooling_minutes)
    for digest in {*visit, *came}:
        Remembered.objects.update_or_create(kind=BREAK, digest=digest, defaults={"until": until})


def cooling_until(*, person_key: str, mark: str, now: datetime) -> datetime | None:
    """Return until when somebody takes a break, or None."""
    named = [digest for words in (person_key, mark) if words for digest in _digests(words, now=now)]
    if not named:
        return None
    breaks = Remembered.objects.filter(kind=BREAK, digest__in=named)
    until = breaks.aggregate(last=Max("until"))["last"]
    return until if rules.is_cooling(until=until, now=now) else None


# -- floods ----------------------------------------------------------------------------------------


def arrive(*, now: datetime) -> None:
    """Count somebody who wants to come in; only that, and for a minute."""
    row, is_new = Arrivals.objects.get_or_create(second=_second(now), defaults={"count": 1})
    if not is_new:
        Arrivals.objects.filter(pk=row.pk).update(count=F("count") + 1)


def asked_now(*, now: datetime) -> Ask | None:
    """Return the sum that is asked of browsers now, or None."""
    within = Arrivals.objects.filter(second__gt=_second(now - rules.WINDOW), second__lte=_second(now))
    arrivals = within.aggregate(all=Sum("count"))["all"] or 0
    return rules.ask(arrivals=arrivals, limit=settings.TABLE.entry_per_minute)


def _second(now: datetime) -> int:
    return int(now.timestamp())


def challenge(asked: Ask, *, now: datetime) -> str:
    """Return a fresh challenge, signed, so that nothing has to be kept until it is answered."""
    body = f"{secrets.token_hex(8)}.{asked.bits}.{asked.wait_seconds}.{_second(now)}"
    return f"{body}.{_digests(body, now=now)[0]}"


def is_met(*, given: str, answer: str, now: datetime) -> bool:
    """Tell whether a challenge of ours was answered or waited for; it counts once, in whichever process."""
    body, _dot, signature = given.rpartition(".")
    if not any(hmac.compare_digest(signature.encode(), own.encode()) for own in _digests(body, now=now)):
        return False
    _random, bits, wait, issued = body.split(".")
    met = rules.is_met(
        Ask(int(bits), int(wait)),
        challenge=given,
        answer=answer,
        issued_at=datetime.fromtimestamp(int(issued), tz=now.tzinfo),
        now=now,
    )
    return met and _counts_once(signature, now)


def _counts_once(signature: str, now: datetime) -> bool:
    _row, is_new = Remembered.objects.get_or_create(
        kind=SUM, digest=signature, defaults={"until": now + rules.STAYS}
    )
    return is_new
