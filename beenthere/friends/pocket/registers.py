"""What phones sent, for download and erasing; and how long it stays."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest

from beenthere.friends.models import FriendEvening, Side
from beenthere.friends.pocket import forgetting, queries, rules
from beenthere.friends.pocket.models import ErasedEvening, PocketDevice, PocketEvent
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.privacy.registry import erases, exports, retains


@erases
def erase_pocket(person: Person, now: datetime) -> None:
    """Delete what phones sent about the evenings of a person, on either side, and let the phones forget it too."""
    for evening in FriendEvening.objects.filter(Q(pair__host=person) | Q(pair__friend=person)):
        forgetting.forget(evening=evening, now=now)


@exports
def export_pocket(person: Person) -> dict[str, Any]:
    """Return what happened on a person's evenings; the host's own notes only to the host."""
    mine = FriendEvening.objects.filter(Q(pair__host=person) | Q(pair__friend=person)).select_related("pair")
    told = [
        _evening(evening, Side.HOST if evening.pair.host_id == person.pk else Side.FRIEND)
        for evening in mine.order_by("planned_for", "id")
    ]
    return {"pocket": [one for one in told if one]} if any(told) else {}


def _evening(evening: FriendEvening, side: str) -> dict[str, Any]:
    found = queries.happened(evening, side=side)
    if found.is_empty:
        return {}
    return {
        "evening": evening.planned_for.isoformat(),
        "cards": [
            {"card": one.slug, "at": one.first_at.isoformat(), "times": one.times, "fitted": one.fitted}
            for one in found.cards
        ],
        "moments": [vars(one) | {"at": one.at.isoformat()} for one in found.moments],
        "notes": [{"at": one.at.isoformat(), "text": one.text} for one in found.notes],
        "breaths": found.breaths,
        "five_senses": found.groundings,
        "ended_at": found.ended_at.isoformat() if found.ended_at else None,
    }


@retains
def forget_old_pockets(now: datetime) -> None:
    """Delete what phones sent once the days for words are over, and their key where no plan needs it."""
    stays = timedelta(days=settings.TABLE.keep_days)
    over = Greatest(F("ends_at"), Coalesce(F("over_at"), F("ends_at")))
    old = FriendEvening.objects.annotate(last_at=over).filter(last_at__lte=now - stays)
    for evening in old.filter(pk__in=PocketDevice.objects.values("evening")):
        PocketEvent.objects.filter(evening=evening).delete()
        PocketDevice.objects.filter(evening=evening).delete()
        if evening.plan is None:
            keys.destroy_key(subject=queries.subject_of(evening))


@retains
def forget_that_it_was_erased(now: datetime) -> None:
    """Delete the last trace of an erased evening once no phone can be waiting for it."""
    ErasedEvening.objects.filter(erased_at__lte=now - rules.REMEMBERED).delete()
