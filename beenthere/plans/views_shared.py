"""Showing a plan to somebody outside: the owner's links, and the page behind one."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from beenthere.kernel.refusals import Refused
from beenthere.plans import access, actions, queries
from beenthere.plans.views import owner_of, page_of
from beenthere.safety import queries as safety


@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Make a link for one other person."""
    owner, now = owner_of(request), datetime.now(UTC)
    typed = {name: request.POST.get(name, "") for name in ("purpose", "whom", "days")}
    try:
        actions.share(
            owner=owner,
            purpose=typed["purpose"],
            whom=typed["whom"],
            until=_until(typed["days"], now),
            now=now,
        )
    except Refused as refusal:
        page = page_of(owner, typed=typed, share_words=str(refusal))
        return render(request, "plans/plan.html", page, status=refusal.status)
    messages.success(request, _("The link is ready. You find it under “Who can see it”."))
    return redirect(reverse("plans:plan") + "#shares")


def _until(days: str, now: datetime) -> datetime:
    """Return the end of a link; what is no number of days is a day that has passed."""
    count = int(days) if days.isascii() and days.isdigit() and len(days) <= 3 else 0
    return now + timedelta(days=count)


@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Close a link."""
    actions.revoke(owner=owner_of(request), key=key, now=datetime.now(UTC))
    messages.success(request, _("The link is closed. It no longer opens your plan."))
    return redirect(reverse("plans:plan") + "#shares")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show a plan to whoever holds its link, after one press.

    The press keeps programs that look at links by themselves from reading the plan and from
    telling its owner that somebody did.
    """
    now = datetime.now(UTC)
    if request.method != "POST":
        row = access.living_share(token=token, now=now)
        return render(request, "plans/shared_door.html", {"until": row.until})
    row = actions.open_share(token=token, now=now)
    page = {"plan": queries.plan_text(row.plan.owner), "until": row.until, "lines": safety.lines()}
    return render(request, "plans/shared.html", page)
