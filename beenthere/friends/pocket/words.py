"""What happened on an evening, in words for the page that looks back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from beenthere.companion.words import feeling_name
from beenthere.friends.pocket.queries import CardUse, Happened, Note, Tap
from beenthere.people import queries as people
from beenthere.skills.queries import cards


@dataclass(frozen=True)
class CardTold:
    """A card that was used: what it is called, whether it was planned, whether it fitted."""

    slug: str
    name: str
    is_planned: bool
    fitted: str


@dataclass(frozen=True)
class Told:
    """What happened, ready to be read; cards that were planned and left come last."""

    cards: tuple[CardTold, ...]
    left: tuple[str, ...]
    moments: tuple[tuple[datetime, str], ...]
    notes: tuple[Note, ...]
    breaths: int
    groundings: int


def told(happened: Happened, *, planned: Collection[str]) -> Told | None:
    """Return what happened in words, or None when no phone told anything."""
    if happened.is_empty:
        return None
    used = [one for one in happened.cards if one.slug in cards()]
    opened = {one.slug for one in used}
    return Told(
        cards=tuple(_card(one, planned) for one in used),
        left=tuple(cards()[slug].name for slug in planned if slug in cards() and slug not in opened),
        moments=tuple((tap.at, _moment(tap)) for tap in happened.moments),
        notes=happened.notes,
        breaths=happened.breaths,
        groundings=happened.groundings,
    )


def _card(one: CardUse, planned: Collection[str]) -> CardTold:
    fitted = {True: _("it fitted"), False: _("it did not fit"), None: ""}[one.fitted]
    return CardTold(one.slug, cards()[one.slug].name, one.slug in planned, fitted)


def _moment(tap: Tap) -> str:
    need = next((one.label for one in people.needs() if one.slug == tap.need), "")
    parts = [
        feeling_name(tap.emotion) if tap.emotion else _("hard to say"),
        _("%(n)s of 10") % {"n": tap.intensity},
        _("wanted: %(need)s") % {"need": need.lower()} if need else "",
        _("you were worried") if tap.is_danger else "",
    ]
    return ", ".join(part for part in parts if part)
