"""Who stands at these pages: a host by account, a friend by visit session; the two never mix."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from beenthere.friends import queries
from beenthere.friends.actions import PHONE
from beenthere.friends.forms import problem_of
from beenthere.friends.models import FriendEvening, Pair, PhoneLink, Side
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.people import actions as people
from beenthere.people.access import require_member
from beenthere.people.models import Person

PREFIX = {Side.HOST: "host", Side.FRIEND: "friend"}


def clock() -> datetime:
    """Return the time, for the actions below."""
    return datetime.now(UTC)


def require_door() -> None:
    """Let somebody in unless this deployment is for the line alone.

    :raises NotHere: it is
    """
    if settings.TABLE.doors == "line":
        raise NotHere


def person_at(request: HttpRequest, side: str) -> Person | None:
    """Return whoever this side's pages belong to.

    :raises NotHere: a host who has not signed in, or a deployment without friends
    """
    require_door()
    if side == Side.HOST:
        return require_member(request.member or _new_member(request))  # type: ignore[attr-defined]
    return request.seeker  # type: ignore[attr-defined,no-any-return]


def _new_member(request: HttpRequest) -> Person | None:
    """Return the person of an account that was made without one, such as on the command line."""
    if not request.user.is_authenticated:
        return None
    return people.member_for(account=request.user, now=clock())


def must_sign_in(request: HttpRequest, side: str) -> HttpResponse | None:
    """Return the way to sign in, for a host who has not yet."""
    require_door()
    if side != Side.HOST or request.user.is_authenticated:
        return None
    answer: HttpResponse = redirect_to_login(request.get_full_path())
    return answer


def go(name: str, side: str, key: str, **more: Any) -> HttpResponse:
    """Lead to a page of this side; the talk itself is kept by the room that draws the chat."""
    room = "evening" if name == "talk" else "friends"
    answer: HttpResponse = redirect(f"{room}:{PREFIX[Side(side)]}_{name}", key=key, **more)
    return answer


def page(
    request: HttpRequest,
    name: str,
    side: str,
    *,
    pair: Pair | None = None,
    evening: FriendEvening | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw a page in the frame of this side, with what both are called."""
    pair = pair or (evening.pair if evening else None)
    other = Side.FRIEND if side == Side.HOST else Side.HOST
    shown = {
        "frame": "desk.html" if side == Side.HOST else "seeker.html",
        "side": side,
        "pair": pair,
        "evening": evening,
        "other_name": queries.name_of(pair, other) if pair and pair.confirmed_at else "",
        "own_name": queries.name_of(pair, side) if pair else "",
        "new_phone": _new_phone(request, side),
        "paths": paths(side, pair=pair, evening=evening),
        **context,
    }
    return render(request, f"friends/{name}.html", shown, status=status)


def _new_phone(request: HttpRequest, side: str) -> PhoneLink | None:
    """Return what a friend has to be told of another phone that came in."""
    friend: Person | None = request.seeker  # type: ignore[attr-defined]
    if side != Side.FRIEND or not friend:
        return None
    return next(iter(queries.new_phones(friend, phone=request.session.get(PHONE, ""))), None)


def form_page(
    request: HttpRequest,
    name: str,
    side: str,
    *,
    form: Form,
    do: Callable[[], HttpResponse],
    words_of: Callable[[Form], str] = problem_of,
    **context: Any,
) -> HttpResponse:
    """Do what a form asks once it was sent and reads well; else draw it, with what was given and what is wrong, in words."""
    problem = words_of(form) if form.errors else ""
    if form.is_valid():
        try:
            return do()
        except Refused as refused:
            problem = str(refused)
    status = 400 if problem or form.errors else 200
    return page(request, name, side, form=form, problem=problem, status=status, **context)


def paths(side: str, *, pair: Pair | None, evening: FriendEvening | None) -> dict[str, str]:
    """Return the addresses of this side's pages about a pair and an evening."""
    start = "/friends" if side == Side.HOST else "/friend"
    found = {"home": f"{start}/"}
    if pair is not None:
        found |= {"pair": f"{start}/pair/{pair.key}/"}
    if evening is not None:
        found |= {"evening": f"{start}/evening/{evening.key}/"}
    return found
