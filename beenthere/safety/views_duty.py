"""Who is on call, and the buttons to take the duty, lay it down for now, or take it back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.kernel.refusals import NotHere
from beenthere.people import queries as people
from beenthere.people.access import require_coordinator, require_on_call_or_coordinator
from beenthere.people.models import Person
from beenthere.safety import actions_duty, queries


def duty_context(person: Person) -> dict[str, Any]:
    """Return who is on call and what this person may press."""
    on_call = people.on_call_people()
    return {
        "me": person,
        "on_call": [(one, queries.name_of(one)) for one in on_call],
        "resting": [(one, queries.name_of(one)) for one in people.resting_on_call()],
        "is_on_call": person in on_call,
        "coordinates": people.is_coordinator(person),
    }


@require_safe
@login_required
def duty(request: HttpRequest) -> HttpResponse:
    """Show who is on call."""
    person = require_on_call_or_coordinator(request.member)  # type: ignore[attr-defined]
    return render(request, "safety/duty.html", duty_context(person))


@require_POST
@login_required
def take(request: HttpRequest) -> HttpResponse:
    """Be on call from now on."""
    person = require_on_call_or_coordinator(request.member)  # type: ignore[attr-defined]
    if actions_duty.take_up(person=person, by=person, now=datetime.now(UTC)):
        messages.success(request, _("You are on call now. Thank you. Please check how we reach you."))
    return redirect("safety:console")


@require_POST
@login_required
def lay_down(request: HttpRequest) -> HttpResponse:
    """Be called no more for now."""
    person = require_on_call_or_coordinator(request.member)  # type: ignore[attr-defined]
    return _leave(
        request, person, lambda now: actions_duty.lay_down(person=person, now=now), _("You are off call now.")
    )


@require_POST
@login_required
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take the duty back from somebody."""
    by = require_coordinator(request.member)  # type: ignore[attr-defined]
    held = [*people.on_call_people(), *people.resting_on_call()]
    person = next((one for one in held if one.key == key), None)
    if person is None:
        raise NotHere
    done = _("%(name)s is not on call any more.") % {"name": queries.name_of(person)}
    return _leave(request, person, lambda now: actions_duty.take_back(person=person, by=by, now=now), done)


def _leave(
    request: HttpRequest, person: Person, leave: Callable[[datetime], bool], done: str
) -> HttpResponse:
    why = actions_duty.why_ask_first(person)
    if why and request.POST.get("sure") != "1":
        is_own = person == request.member  # type: ignore[attr-defined]
        shown = {"why": why, "is_own": is_own, "name": queries.name_of(person)}
        return render(request, "safety/duty_sure.html", shown)
    if leave(datetime.now(UTC)):
        messages.success(request, done)
    return redirect("safety:duty")
