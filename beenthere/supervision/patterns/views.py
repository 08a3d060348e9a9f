"""The page of the week: patterns in facts, each with what to ask."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from beenthere.people.access import require_coordinator
from beenthere.supervision.patterns import actions, queries


@require_safe
@login_required
def week(request: HttpRequest) -> HttpResponse:
    """Show what should be looked at."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    return render(request, "supervision/week.html", {"listed": queries.to_look_at()})


@require_POST
@login_required
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """Settle one with a note."""
    by = require_coordinator(request.member)  # type: ignore[attr-defined]
    actions.settle(key=key, by=by, note=request.POST.get("note", ""), now=datetime.now(UTC))
    return redirect("supervision:patterns")
