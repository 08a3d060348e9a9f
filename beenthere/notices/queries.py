"""What may be asked about notices."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import gettext

from beenthere.notices.models import Address, Notice, State
from beenthere.people.models import Person
from beenthere.privacy import keys


@dataclass(frozen=True)
class Words:
    """What a notice says: neutral, since others may read along."""

    title: str
    body: str


@cache
def _kinds() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "content" / "kinds.yml").read_text(encoding="utf-8")
    )
    return read


def is_kind(kind: str) -> bool:
    """Tell whether there are words for this kind."""
    return kind in _kinds()


def words(kind: str) -> Words:
    """Return what a notice of this kind says."""
    read = _kinds()[kind]
    return Words(gettext(read["title"]), gettext(read["body"]))


def address_of(*, person: Person, channel: str) -> str | None:
    """Return where somebody is reached, or None."""
    row = Address.objects.filter(person=person, channel=channel).first()
    if row is None:
        return None
    try:
        return keys.unseal(subject=f"person:{person.key}", place=f"address:{row.key}", sealed=row.sealed)
    except keys.KeyIsGone:
        return None


def channels_of(person: Person) -> list[str]:
    """Return the channels by which somebody can be reached, in-app always among them."""
    working = Address.objects.filter(person=person, is_broken=False)
    return ["in_app", *working.order_by("channel").values_list("channel", flat=True)]


def is_reached(person: Person | None) -> bool:
    """Tell whether anything reaches somebody while no page of theirs is open."""
    if person is None:
        return False
    silent = {"in_app"} if settings.MAIL_IS_ON else {"in_app", "email"}
    return not silent.issuperset(channels_of(person))


def unread_for(person: Person) -> list[Notice]:
    """Return the in-app notices somebody has not seen."""
    unread = Notice.objects.filter(to=person, channel="in_app", read_at=None).exclude(state=State.WITHDRAWN)
    return list(unread.order_by("made_at"))


def state_of(*, dedup_key: str) -> tuple[str, datetime | None]:
    """Return what became of a notice and when the mail server took it; nothing known is an empty word."""
    row = Notice.objects.filter(dedup_key=dedup_key).first()
    return (row.state, row.sent_at) if row else ("", None)
