"""What a page that waits for the other one asks: is anything new, and what is it in words."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from beenthere.friends import access, actions, queries, queries_after, suggesting
from beenthere.friends.doors import clock, page, paths, person_at
from beenthere.friends.models import FriendEvening, Side


def _evening(request: HttpRequest, side: str, key: str) -> FriendEvening:
    return access.evening_for(person=person_at(request, side), key=key, side=side)


def watched(row: FriendEvening, side: str) -> dict[str, Any]:
    """Return what a page about an evening is drawn with, so that it says by itself when something is new."""
    start = paths(side, pair=None, evening=row)["evening"]
    return {"watch": f"{start}state/", "news": f"{start}news/", "now": now_of(row, side)}


def now_of(row: FriendEvening, side: str) -> str:
    """Return what a page knows; it is drawn with the page, so that nothing is missed in between."""
    said = suggesting.checked_in(row)
    letter = queries_after.letter(row, side=side)
    note = queries.not_safe_note(row) if side == Side.FRIEND else None
    looked = bool(note and note.looked_at)
    known = (said.distress, said.need, len(said.topics), said.is_unsafe, bool(letter), looked)
    when = f"{minute(row.planned_for)} {minute(row.ends_at)} {'off' if row.called_off_at else ''}"
    return f"{row.state} {'ended' if row.pair.ended_at else ''} {when} {known}"


def minute(when: datetime) -> str:
    """Return a time as exactly as pages show it."""
    return f"{when:%Y-%m-%dT%H:%M}"


@require_safe
def state(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Say in a few words where an evening is, for a page that is open."""
    return HttpResponse(now_of(_evening(request, side, key), side), content_type="text/plain")


@require_safe
def news(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Say what is new to a page in front of somebody, also while they write; their words stay where they are."""
    row = _evening(request, side, key)
    if side == Side.HOST:
        actions.host_looked(evening=row, now=clock())
    is_unsafe = side == Side.HOST and suggesting.may_be_unsafe(row)
    return page(request, "news", side, evening=row, is_unsafe=is_unsafe)
