"""What two friends agreed: both sides, the ties, the lines that stand above a talk."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from beenthere.boundaries import queries, texts
from beenthere.boundaries.agreed import WhatWeAgreed, side_agreed
from beenthere.boundaries.models import Agreement, Disclosure, Named, Terms
from beenthere.boundaries.rules import counts
from beenthere.boundaries.texts import Tie
from beenthere.conversations.models import Conversation
from beenthere.people.models import Person
from beenthere.privacy import keys

# Friends know each other already; what is asked is what else there is.
NOT_ASKED = ("stranger", "friend", "know_each_other")


def ties() -> list[Tie]:
    """Return what a host is asked besides being a friend."""
    return [tie for tie in queries.ties() if tie.slug not in NOT_ASKED]


def latest_row(about: str) -> Disclosure | None:
    """Return what the host said last about ties."""
    rows = Disclosure.objects.filter(about=about).exclude(about="").select_related("supporter")
    return rows.order_by("-at", "-id").first()


def is_told(
    about: str, *, kinds: Collection[str], detail: str = "", particulars: Mapping[str, str] | None = None
) -> bool:
    """Tell whether this is what the host said last, word for word."""
    row = latest_row(about)
    if row is None:
        return False
    asked = queries.details_asked(list(kinds))
    more = {name: words.strip() for name, words in (particulars or {}).items() if name in asked}
    standing = (set(row.kinds), queries.disclosed(row, name="").detail, dict(queries.particulars(row)))
    return standing == (set(kinds), detail, more)


@dataclass(frozen=True)
class WhoWasNamed:
    """Somebody a host named to their friend, in the host's words."""

    key: str
    name: str
    reach: str
    at: datetime


def named_place(row: Named) -> str:
    """Return where in the database whom a host named is sealed to."""
    return f"named:{row.key}"


def named_to(person: Person, *, also_put_away: bool = False) -> list[WhoWasNamed]:
    """Return whom their friends named to somebody, the newest first, without those they took off their list."""
    rows = Named.objects.filter(to=person)
    return _named(rows if also_put_away else rows.filter(put_away_at=None))


def named_by(person: Person) -> list[WhoWasNamed]:
    """Return whom a host named to their friends, the newest first."""
    return _named(Named.objects.filter(by=person))


def named_between(about: str) -> list[WhoWasNamed]:
    """Return whom a host named to one friend, for both of them, the newest first."""
    return _named(Named.objects.filter(about=about))


def _named(rows: QuerySet[Named]) -> list[WhoWasNamed]:
    return [_one_named(row) for row in rows.select_related("by").order_by("-at", "-id")]


def _one_named(row: Named) -> WhoWasNamed:
    words = keys.unseal(subject=f"person:{row.by.key}", place=named_place(row), sealed=bytes(row.sealed))
    return WhoWasNamed(key=row.key, at=row.at, **json.loads(words))


def disclosures(about: str, *, name: str) -> list[queries.Disclosed]:
    """Return everything the host said about ties, the latest last."""
    rows = Disclosure.objects.filter(about=about).exclude(about="").select_related("supporter")
    return [queries.disclosed(row, name=name) for row in rows.order_by("at", "id")]


def yes_in_force(*, person: Person | None, side: str, about: str) -> Agreement | None:
    """Return one friend's yes to the words in force now, not taken back."""
    if person is None:
        return None
    text = texts.newest(side)
    rows = Agreement.objects.filter(person=person, side=side, about=about).select_related("wording")
    given = rows.order_by("-at", "-id")
    return next(
        (row for row in given if counts(queries.as_yes(row), version=text.version, digest=text.digest)), None
    )


def what_two_agreed(
    *,
    about: str,
    name: str,
    minutes: int | None = None,
    conversation: Conversation | None = None,
    local_number: str = "",
) -> WhatWeAgreed:
    """Return what two friends agreed; an open talk goes on under the words it was opened with."""
    rows = Agreement.objects.filter(about=about).exclude(about="").select_related("wording")
    latest = {row.side: row for row in rows.order_by("at", "id")}
    said = disclosures(about, name=name)
    kept = (
        Terms.objects.select_related("frame").filter(conversation=conversation).first()
        if conversation
        else None
    )
    return WhatWeAgreed(
        frame=queries.frame(
            name=name,
            minutes=minutes,
            local_number=local_number,
            text=queries.wording_text(kept.frame) if kept else None,
            kind="evening",
        ),
        sides=tuple(side_agreed(latest[side], local_number) for side in ("friend", "host") if side in latest),
        ties=tuple(said),
        standing=said[-1].changes if said else (),
    )
