"""Take what a phone has kept, once and in its order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from beenthere.friends.actions import begin_unasked, finish
from beenthere.friends.models import FriendEvening
from beenthere.friends.pocket import queries, rules
from beenthere.friends.pocket.models import PocketDevice, PocketEvent
from beenthere.friends.pocket.rules import Batch, Event
from beenthere.kernel.refusals import OutOfStep, TooMuch
from beenthere.privacy import keys

TRIES = 5


class IsGone(OutOfStep):
    """The evening was erased at ``erased_at``; a phone forgets it too."""

    status = 410

    def __init__(self, erased_at: datetime) -> None:
        super().__init__(_("This evening was erased."))
        self.erased_at = erased_at


class IsLate(OutOfStep):
    """The evening ended so long ago that it takes nothing more."""


class IsAnotherPhone(OutOfStep):
    """A number stands for another event here: the phone was put back to an older state and needs a new name."""


class CallsTooOften(TooMuch):
    """One phone called more often than any evening needs."""


class _MovedOn(Exception):
    """Another call of the same phone was first, or the evening was erased meanwhile."""


@dataclass(frozen=True)
class Taken:
    """What the service has of a phone: everything up to ``ack``, once."""

    ack: int
    new: int


def take(*, evening: FriendEvening, batch: Batch, now: datetime) -> Taken:
    """Store what is new of a batch and return the highest number that is here without a gap.

    :raises IsGone: the evening was erased, before or meanwhile
    :raises IsLate: the evening takes nothing more
    :raises IsAnotherPhone: a number that is here belongs to another event
    :raises TooMuch: too many phones, or a phone that calls too often
    :raises OutOfStep: other calls of the same phone were first each time
    """
    refuse_gone(key=evening.key)
    if now > queries.takes_until(evening):
        raise IsLate(_("This evening ended too long ago. Nothing more can be added."))
    for number in range(TRIES):
        try:
            if number == 0:
                _count_call(_device(evening, batch.device, now), now)
            return _take_once(evening=evening, batch=batch, now=now)
        except (_MovedOn, IntegrityError):
            refuse_gone(key=evening.key)
    raise OutOfStep(_("This was sent twice at the same time. It will be sent again."))


def refuse_gone(*, key: str) -> None:
    """Let calls about an evening that is still here pass.

    :raises IsGone: it was erased; the words name no person
    """
    if (gone := queries.erased_at(key)) is not None:
        raise IsGone(gone)


def _device(evening: FriendEvening, device: str, now: datetime) -> PocketDevice:
    rows = PocketDevice.objects.filter(evening=evening)
    if (row := rows.filter(device=device).first()) is not None:
        return row
    if rows.count() >= rules.MOST_DEVICES:
        raise TooMuch(_("This evening is open on too many devices. Use one of the others."))
    return PocketDevice.objects.get_or_create(evening=evening, device=device, defaults={"calls_since": now})[
        0
    ]


def _count_call(row: PocketDevice, now: datetime) -> None:
    if not rules.may_call(calls=row.calls, since=row.calls_since, now=now):
        raise CallsTooOften(_("Too many calls at once. Nothing is lost; it will be sent in a minute."))
    if now - row.calls_since >= rules.CALLS_WITHIN:
        PocketDevice.objects.filter(pk=row.pk).update(calls=1, calls_since=now)
    else:
        PocketDevice.objects.filter(pk=row.pk).update(calls=F("calls") + 1)


@transaction.atomic
def _take_once(*, evening: FriendEvening, batch: Batch, now: datetime) -> Taken:
    row = PocketDevice.objects.filter(evening=evening, device=batch.device).first()
    if row is None:
        raise _MovedOn
    _refuse_another(row, batch)
    fresh = rules.following(row.last_n, batch.events)
    if not fresh:
        return Taken(ack=row.last_n, new=0)
    ack = fresh[-1].n
    # Claim the numbers: two tabs may send the same queue, and the second finds that they are taken.
    if not PocketDevice.objects.filter(pk=row.pk, last_n=row.last_n).update(last_n=ack):
        raise _MovedOn
    new = _store(evening, batch.device, fresh, now)
    kinds = {event.kind for event in fresh}
    begin_unasked(evening=evening, kinds=kinds, now=now)
    if "ended" in kinds:
        finish(evening=evening, now=now)
    return Taken(ack=ack, new=new)


def _refuse_another(row: PocketDevice, batch: Batch) -> None:
    sent = [event.n for event in batch.events if event.n <= row.last_n]
    stored = PocketEvent.objects.filter(evening_id=row.evening_id, device=row.device, n__in=sent)
    if rules.is_another(dict(stored.values_list("n", "client_key")), batch.events):
        raise IsAnotherPhone(_("This phone was put back to an older state. It goes on under a new name."))


def _store(evening: FriendEvening, device: str, fresh: Sequence[Event], now: datetime) -> int:
    sent = [event.key for event in fresh]
    stored = PocketEvent.objects.filter(evening=evening, client_key__in=sent)
    known = set(stored.values_list("client_key", flat=True))
    new = [_row(evening, device, event, now) for event in fresh if event.key not in known]
    PocketEvent.objects.bulk_create(new)
    return len(new)


def _row(evening: FriendEvening, device: str, event: Event, now: datetime) -> PocketEvent:
    sealed = keys.seal(
        subject=queries.subject_of(evening),
        place=queries.place_of(event.key),
        words=json.dumps(event.payload),
    )
    return PocketEvent(
        evening=evening,
        device=device,
        n=event.n,
        client_key=event.key,
        kind=event.kind,
        at=event.at,
        received_at=now,
        payload=sealed,
    )
