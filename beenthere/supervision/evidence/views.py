"""The pages on which two people open the words of a reported talk."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from beenthere.kernel.refusals import NotHere, Refused
from beenthere.people.access import require_coordinator
from beenthere.supervision import access
from beenthere.supervision.evidence import actions, queries
from beenthere.supervision.models import Evidence


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """List the evidence there is, as facts."""
    reader = access.require_staff(request.member)  # type: ignore[attr-defined]
    now = datetime.now(UTC)
    shown = [queries.facts(row, reader=reader, now=now) for row in queries.all_evidence(reader=reader)]
    return render(request, "supervision/evidence.html", {"listed": shown})


@require_safe
@login_required
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show where one piece of evidence stands, without a word of it."""
    reader = request.member  # type: ignore[attr-defined]
    row = access.access_evidence(key=key, member=reader)
    return render(request, "supervision/evidence_one.html", _page(request, row))


def _page(request: HttpRequest, row: Evidence) -> dict[str, object]:
    reader = request.member  # type: ignore[attr-defined]
    return {
        "one": queries.facts(row, reader=reader, now=datetime.now(UTC)),
        "may_ask": _may_ask(request),
    }


def _may_ask(request: HttpRequest) -> bool:
    try:
        require_coordinator(request.member)  # type: ignore[attr-defined]
    except NotHere:
        return False
    return True


def _tried(request: HttpRequest, key: str, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("supervision:evidence_one", key=key)


@require_POST
@login_required
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask to read, with a reason; only a coordinator asks."""
    by = require_coordinator(request.member)  # type: ignore[attr-defined]
    row = access.access_evidence(key=key, member=by)
    reason, now = request.POST.get("reason", ""), datetime.now(UTC)
    return _tried(request, key, lambda: actions.ask(evidence=row, by=by, reason=reason, now=now))


@require_POST
@login_required
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes or no as the second person."""
    by = request.member  # type: ignore[attr-defined]
    row = access.access_evidence(key=key, member=by)
    says_yes, now = request.POST.get("answer") == "yes", datetime.now(UTC)
    return _tried(request, key, lambda: actions.answer(evidence=row, by=by, says_yes=says_yes, now=now))


@require_POST
@login_required
def read(request: HttpRequest, key: str) -> HttpResponse:
    """Show the words; each time is written down."""
    by = request.member  # type: ignore[attr-defined]
    row = access.access_evidence(key=key, member=by)
    try:
        said = actions.read(evidence=row, by=by, now=datetime.now(UTC))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("supervision:evidence_one", key=key)
    shown = {"said": said, "is_read": True, "leaves_out": queries.leaves_out(said)}
    return render(request, "supervision/evidence_one.html", _page(request, row) | shown)
