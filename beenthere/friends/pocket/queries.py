"""What phones told about an evening, for the pages of the pair. The words are unsealed here and nowhere else."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from beenthere.friends.models import FriendEvening, Side
from beenthere.friends.pocket import rules
from beenthere.friends.pocket.models import ErasedEvening, PocketEvent
from beenthere.friends.pocket.rules import Tap
from beenthere.friends.queries import subject_of
from beenthere.privacy import keys

__all__ = ["Tap", "subject_of"]


@dataclass(frozen=True)
class CardUse:
    """A card that was opened, how often, and whether the host said that it fitted; None when they did not say."""

    slug: str
    first_at: datetime
    times: int
    fitted: bool | None


@dataclass(frozen=True)
class Note:
    """A line the host wrote for themselves."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Happened:
    """What happened on an evening, as the host's phones kept it; their clocks, not ours."""

    cards: tuple[CardUse, ...] = ()
    moments: tuple[Tap, ...] = ()
    notes: tuple[Note, ...] = ()
    breaths: int = 0
    groundings: int = 0
    ended_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether no phone told anything."""
        return self == Happened()


def place_of(client_key: str) -> str:
    """Return what binds an event's ciphertext to that event."""
    return f"pocket:{client_key}"


def digest_of(key: str) -> str:
    """Return what remains of the key of an evening that is gone."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def erased_at(key: str) -> datetime | None:
    """Return when an evening was erased, or None."""
    row = ErasedEvening.objects.filter(digest=digest_of(key)).first()
    return row.erased_at if row else None


def takes_until(evening: FriendEvening) -> datetime:
    """Return until when an evening takes what phones have kept."""
    keep_days = settings.TABLE.keep_days
    return rules.takes_until(ends_at=evening.ends_at, over_at=evening.over_at, keep_days=keep_days)


def happened(evening: FriendEvening, *, side: str = "") -> Happened:
    """Return what happened on an evening; the notes only for the host, who wrote them for themselves."""
    told = _told(evening)
    return Happened(
        cards=_cards(told),
        moments=rules.settled([_tap(at, body) for kind, at, body in told if kind == "moment"]),
        notes=_notes(told) if side == Side.HOST else (),
        breaths=sum(body["breaths"] for kind, _at, body in told if kind == "breathed"),
        groundings=sum(kind == "grounded" for kind, _at, _body in told),
        ended_at=max((at for kind, at, _body in told if kind == "ended"), default=None),
    )


Told = list[tuple[str, datetime, dict[str, Any]]]


def _told(evening: FriendEvening) -> Told:
    """Return each event in the order of the phones' clocks; each phone's own in its own order where clocks agree."""
    rows = PocketEvent.objects.filter(evening=evening).order_by("at", "device", "n")
    try:
        cipher = keys.cipher_for(subject=subject_of(evening))
    except keys.KeyIsGone:
        # Erased in this moment: what is left is noise.
        return []
    return [
        (row.kind, row.at, json.loads(cipher.decrypt(place_of(row.client_key).encode(), row.payload)))
        for row in rows
    ]


def _cards(told: Told) -> tuple[CardUse, ...]:
    opened = [(body["card"], at) for kind, at, body in told if kind == "opened"]
    fitted = {body["card"]: body["did"] for kind, _at, body in told if kind == "fitted"}
    slugs = dict.fromkeys([*(slug for slug, _at in opened), *fitted])
    firsts = {body["card"]: at for kind, at, body in reversed(told) if kind in ("opened", "fitted")}
    return tuple(
        CardUse(
            slug=slug,
            first_at=firsts[slug],
            times=sum(one == slug for one, _at in opened),
            fitted=fitted.get(slug),
        )
        for slug in slugs
    )


def _tap(at: datetime, body: dict[str, Any]) -> Tap:
    return Tap(at, body["emotion"], body["intensity"], body["need"], body["danger"], body["heard"])


def _notes(told: Told) -> tuple[Note, ...]:
    return tuple(Note(at, body["text"]) for kind, at, body in told if kind == "note")
