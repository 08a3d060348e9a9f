"""How a note reaches a host while no page of theirs is open: chosen by the host, and tried."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beenthere.friends.doors import clock, must_sign_in, page, person_at
from beenthere.friends.models import Side
from beenthere.kernel.refusals import Refused
from beenthere.notices import queries as ways
from beenthere.people.access import require_member
from beenthere.people.models import Person
from beenthere.safety import actions as safety


def _host(request: HttpRequest) -> Person:
    return require_member(person_at(request, Side.HOST))


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: HttpRequest) -> HttpResponse:
    """Show and keep by which ways a host is reached; an empty address forgets it."""
    if sign_in := must_sign_in(request, Side.HOST):
        return sign_in
    host, problem = _host(request), ""
    if request.method == "POST":
        try:
            address = request.POST.get("email", "").strip()
            safety.save_channel(person=host, channel="email", address=address, now=clock())
            messages.success(request, _("Kept."))
            return redirect("friends:reach")
        except Refused as refused:
            problem = str(refused)
    known = ways.address_of(person=host, channel="email") or ""
    return page(
        request,
        "reach",
        Side.HOST,
        email=request.POST.get("email", known),
        # Offered and never taken: whoever shares a mailbox may want another one.
        own_email=host.account.email if host.account and not known else "",
        channels=ways.channels_of(host),
        mail_is_on=settings.MAIL_IS_ON,
        problem=problem,
        status=400 if problem else 200,
    )


@require_POST
def no_push(request: HttpRequest) -> HttpResponse:
    """Send no more notes to the browser of a host."""
    safety.save_channel(person=_host(request), channel="push", address="", now=clock())
    return redirect("friends:reach")


@require_POST
def try_out(request: HttpRequest) -> HttpResponse:
    """Send a host a test by each way they chose."""
    if safety.try_channels(person=_host(request), link=reverse("friends:reach"), now=clock()):
        messages.success(request, _("A test is on its way. It should reach you in a few seconds."))
    else:
        messages.info(request, _("Choose a way first. Until then nothing reaches you."))
    return redirect("friends:reach")
