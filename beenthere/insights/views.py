"""The coordinators' board."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beenthere.insights import picture, queries
from beenthere.people.access import require_coordinator


@require_safe
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Show the board with its first numbers."""
    reader = require_coordinator(request.member)  # type: ignore[attr-defined]
    now = datetime.now(UTC)
    found = queries.first_numbers(now=now)
    context = {
        **queries.board(now=now, reader=reader),
        "numbers": found,
        "days": queries.NUMBER_DAYS,
        "picture": picture.of(found),
    }
    return render(request, "insights/board.html", context)


@require_safe
@login_required
def live(request: HttpRequest) -> HttpResponse:
    """Return the moving part of the board."""
    reader = require_coordinator(request.member)  # type: ignore[attr-defined]
    return render(request, "insights/live.html", queries.board(now=datetime.now(UTC), reader=reader))
