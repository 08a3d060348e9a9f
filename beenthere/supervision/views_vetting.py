"""The coordinators' page of who is on the way in, with one next step for each."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.kernel.refusals import Refused
from beenthere.people.access import require_coordinator, supporter_with
from beenthere.people.models import Person
from beenthere.supervision import actions_vetting, queries_vetting


@require_safe
@login_required
def people_on_the_way(request: HttpRequest) -> HttpResponse:
    """Show everybody on their way in with their gates, and those who are in."""
    member = require_coordinator(request.member)  # type: ignore[attr-defined]
    groups = queries_vetting.everybody(reader=member, now=datetime.now(UTC))
    context = {**groups, "gates": queries_vetting.gates_in_use()}
    return render(request, "supervision/approve.html", context)


@require_POST
@login_required
def take_step(request: HttpRequest, key: str) -> HttpResponse:
    """Do one thing on somebody's way: confirm a gate, give the last yes, pause, send away, let start again."""
    member = request.member  # type: ignore[attr-defined]
    supporter = supporter_with(key=key, member=member)
    try:
        _take(request, supporter=supporter, by=member, now=datetime.now(UTC))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("supervision:approve")


def _take(request: HttpRequest, *, supporter: Person, by: Person, now: datetime) -> None:
    said = request.POST
    step = said.get("step", "")
    if step == "references":
        place = int(said["place"]) if said.get("place") in ("1", "2") else 0
        actions_vetting.take_reference(
            supporter=supporter,
            referee=said.get("referee", ""),
            words=said.get("words", ""),
            place=place,
            by=by,
            now=now,
        )
    elif step in actions_vetting.DEEDS:
        actions_vetting.decide(supporter=supporter, deed=step, by=by, now=now)
    elif step:
        actions_vetting.confirm(
            supporter=supporter, gate=step, is_practised="practice" in said, by=by, now=now
        )
    else:
        raise Refused(_("Please choose what to do."))
