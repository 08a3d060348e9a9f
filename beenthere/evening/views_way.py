"""The supporter's own way in: what is done, what is still to come, signing, and leaving."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import agreed
from beenthere.boundaries import queries as agreements
from beenthere.evening.forms_desk import SignForm
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.people import queries as persons
from beenthere.people.access import require_member
from beenthere.people.models import Person
from beenthere.people.vetting import actions as vetting
from beenthere.people.vetting import queries as gates
from beenthere.supervision import queries_vetting


def way_of(member: Person, *, talks: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return what the pages show of somebody's way: their steps, and the words when these are next."""
    now = datetime.now(UTC)
    profile = persons.the_profile_of(person=member)
    then = gates.next_step(profile, now=now)
    context: dict[str, Any] = {
        "profile": profile,
        "one": {"steps": queries_vetting.steps_in_words(profile, now=now)},
        "then": then,
        "talks": talks or [],
        "was_in": profile.approved_at is not None,
    }
    return context | (_to_sign(member) if then == "agreement" else {})


def _to_sign(member: Person) -> dict[str, Any]:
    text = agreements.agreement("supporter")
    changed = agreed.changes_since_last_yes(person=member, side="supporter")
    return {"text": text, "form": SignForm(text=text), "changed": changed}


def _with_a_profile(request: HttpRequest) -> Person:
    member = require_member(request.member)  # type: ignore[attr-defined]
    persons.the_profile_of(person=member)
    return member


@require_safe
@login_required
def way(request: HttpRequest) -> HttpResponse:
    """Show somebody's own steps."""
    return render(request, "evening/desk/not_yet.html", way_of(_with_a_profile(request)))


@require_POST
@login_required
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the words in force."""
    member = _with_a_profile(request)
    form = SignForm(request.POST, text=agreements.agreement("supporter"))
    try:
        if not form.is_valid():
            raise Refused(_("Please tick each box you agree to; some are needed."))
        boundaries.sign(
            supporter=member,
            version=form.cleaned_data["version"],
            answers=form.answers(),
            now=datetime.now(UTC),
        )
    except NotHere:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening:desk")


@require_POST
@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the team; nothing has to be explained."""
    member = _with_a_profile(request)
    if request.POST.get("sure") != "1":
        messages.error(request, _("Please tick the box first, so that nobody leaves by a wrong click."))
        return redirect("evening:desk_way")
    vetting.leave(supporter=member, by=member, now=datetime.now(UTC))
    return redirect("evening:desk")
