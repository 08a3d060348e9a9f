"""The guided cards for hard moments, for supporters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beenthere.kernel.refusals import NotHere
from beenthere.people.access import require_supporter
from beenthere.plans import queries
from beenthere.safety import queries as safety


@require_safe
def situations(request: HttpRequest) -> HttpResponse:
    """List the guided cards."""
    require_supporter(request.member)  # type: ignore[attr-defined]
    return render(request, "plans/situations.html", {"situations": queries.situations()})


@require_safe
def situation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one guided card, step by step."""
    require_supporter(request.member)  # type: ignore[attr-defined]
    found = queries.situation(slug)
    if found is None:
        raise NotHere
    return render(request, "plans/situation.html", {"card": found, "lines": safety.lines()})
