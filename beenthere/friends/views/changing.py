"""A planned evening is called off or moved, from either side."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beenthere.friends import access, actions
from beenthere.friends.doors import clock, form_page, go, must_sign_in, page, person_at
from beenthere.friends.forms import MoveForm
from beenthere.friends.models import EveningState, FriendEvening
from beenthere.friends.views.watching import watched


def _evening(request: HttpRequest, side: str, key: str) -> FriendEvening:
    """Return the evening for this side of it.

    :raises NotHere: missing, somebody else's, or the other side's page
    """
    return access.evening_for(person=person_at(request, side), key=key, side=side)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Ask once, then call a planned evening off."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = _evening(request, side, key)
    if request.method == "POST":
        actions.call_evening_off(evening=row, side=side, now=clock())
        return go("pair", side, row.pair.key)
    if not _can_change(row):
        return go("evening", side, key)
    return page(request, "call_off", side, evening=row, **watched(row, side))


def _can_change(row: FriendEvening) -> bool:
    return row.state == EveningState.PLANNED and row.started_at is None and row.pair.ended_at is None


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, side: str, key: str) -> HttpResponse:
    """Give a planned evening another time."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    row = _evening(request, side, key)
    if not _can_change(row):
        return go("evening", side, key)
    form = MoveForm(request.POST or None, starts=row.planned_for, lasts=row.ends_at - row.planned_for)

    def moved() -> HttpResponse:
        starts = form.cleaned_data["planned_for"]
        ends_at = starts + timedelta(hours=form.cleaned_data["hours"])
        actions.move_evening(evening=row, side=side, planned_for=starts, ends_at=ends_at, now=clock())
        messages.success(request, _("The time is changed. Your friend is told that something changed."))
        return go("evening", side, key)

    return form_page(request, "move", side, form=form, do=moved, evening=row, **watched(row, side))
