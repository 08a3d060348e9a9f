"""The console of the people on call. It shows facts; words are behind one page, and behind joining."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.notices import queries as ways
from beenthere.notices.actions import AddressIsWrong
from beenthere.people import queries as people
from beenthere.people.access import require_on_call
from beenthere.people.models import Person
from beenthere.safety import access, actions, queries
from beenthere.safety.views_duty import duty_context

FORM_CHANNELS = ("email", "apprise")


def _pages(reader: Person) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "now": now,
        "pages": queries.open_pages(reader=reader),
        "taken": queries.acknowledged_pages(since=now - timedelta(hours=24), reader=reader),
    }


@require_safe
@login_required
def console(request: HttpRequest) -> HttpResponse:
    """Show the open pages and how I am reached; who has laid the duty down is shown where to take it up."""
    member = request.member  # type: ignore[attr-defined]
    if people.holds_on_call(member) and not people.is_on_call(member):
        return redirect("safety:duty")
    person = require_on_call(member)
    addresses = {channel: ways.address_of(person=person, channel=channel) or "" for channel in FORM_CHANNELS}
    context = {
        **_pages(person),
        **duty_context(person),
        "addresses": addresses,
        "channels": ways.channels_of(person),
    }
    return render(request, "safety/console.html", context)


@require_safe
@login_required
def live(request: HttpRequest) -> HttpResponse:
    """Return the open pages alone."""
    person = require_on_call(request.member)  # type: ignore[attr-defined]
    return render(request, "safety/pages.html", _pages(person))


@require_POST
@login_required
def acknowledge(request: HttpRequest, key: str) -> HttpResponse:
    """Take a page; the second is told kindly who has it."""
    member = request.member  # type: ignore[attr-defined]
    page = access.access_page(key=key, member=member)
    if actions.acknowledge(page=page, person=member, now=datetime.now(UTC)):
        messages.success(request, _("You have it. Thank you."))
    elif page.acknowledged_by_id == member.pk:
        messages.info(request, _("You have it already."))
    else:
        name = queries.name_of(page.acknowledged_by)
        messages.info(request, _("%(name)s has it already. Thank you for coming.") % {"name": name})
    # A coordinator who stands in has no console: the page itself is where they go on.
    return redirect("safety:console") if people.is_on_call(member) else redirect("levels:one", key=key)


@require_POST
@login_required
def save_channels(request: HttpRequest) -> HttpResponse:
    """Keep how I am reached."""
    person = require_on_call(request.member)  # type: ignore[attr-defined]
    for channel in FORM_CHANNELS:
        _save(request, person, channel, request.POST.get(channel, "").strip())
    return redirect("safety:console")


def _save(request: HttpRequest, person: Any, channel: str, address: str) -> None:
    try:
        actions.save_channel(person=person, channel=channel, address=address, now=datetime.now(UTC))
    except AddressIsWrong as wrong:
        messages.error(request, str(wrong))


@require_POST
@login_required
def try_channels(request: HttpRequest) -> HttpResponse:
    """Send a test by each of my channels."""
    person = require_on_call(request.member)  # type: ignore[attr-defined]
    if actions.try_channels(person=person, now=datetime.now(UTC)):
        messages.success(request, _("A test is on its way. It should reach you in a few seconds."))
    else:
        messages.info(request, _("Add an address first. Until then you are called on this page only."))
    return redirect("safety:console")
