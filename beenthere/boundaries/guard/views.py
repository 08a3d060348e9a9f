"""The one tap under a hint, and the coordinators' page of counts."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries.guard import actions, queries, rules
from beenthere.boundaries.guard.catalog import drifts
from beenthere.conversations.access import access_conversation
from beenthere.people.access import require_coordinator


@require_POST
def tap(request: HttpRequest, key: str) -> HttpResponse:
    """Take what a supporter says about a hint: not drift, I know, not now."""
    conversation = access_conversation(person=request.member, key=key, side="supporter")  # type: ignore[attr-defined]
    is_first = actions.answer(
        conversation=conversation,
        key=request.POST.get("noticed", ""),
        answer=request.POST.get("answer", ""),
    )
    return JsonResponse({"counted": is_first})


@require_safe
@login_required
def counts(request: HttpRequest) -> HttpResponse:
    """Show how often each drift was shown and what supporters tapped; no person, no talk."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    rows = [
        (drifts()[row.code], row, rules.may_mute(drifts()[row.code].severity))
        for row in queries.counts()
        if row.code in drifts()
    ]
    return render(request, "boundaries/guard.html", {"rows": rows, "is_on": queries.is_on()})


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    """Switch the guard on or off for everybody."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    actions.switch(is_on=request.POST.get("on") == "1", now=datetime.now(UTC))
    return redirect("guard:counts")


@require_POST
@login_required
def mute(request: HttpRequest) -> HttpResponse:
    """Stop or start the hints of one code."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    actions.mute(code=request.POST.get("code", ""), is_muted=request.POST.get("muted") == "1")
    return redirect("guard:counts")
