"""Erase what phones sent about an evening. Apart from the other actions, so that those of an evening may call it."""

from datetime import datetime

from beenthere.friends.models import FriendEvening
from beenthere.friends.pocket import queries
from beenthere.friends.pocket.models import ErasedEvening, PocketDevice, PocketEvent


def forget(*, evening: FriendEvening, now: datetime) -> None:
    """Erase what phones sent about an evening, and remember that it is gone so that they forget it too."""
    digest = queries.digest_of(evening.key)
    ErasedEvening.objects.get_or_create(digest=digest, defaults={"erased_at": now})
    PocketDevice.objects.filter(evening=evening).delete()
    PocketEvent.objects.filter(evening=evening).delete()
