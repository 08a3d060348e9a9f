"""The coordinators' pages about people: who may support, who needs somebody."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.boundaries import actions_journal, queries_journal
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.people.access import require_coordinator
from beenthere.privacy import actions as privacy
from beenthere.supervision import access, actions, queries


@require_safe
@login_required
def supervision(request: HttpRequest) -> HttpResponse:
    """Show the supporters who asked for somebody, and the reports."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    context = {"requests": queries.requests(), "reports": queries.open_reports(reader=request.member)}  # type: ignore[attr-defined]
    return render(request, "supervision/supervision.html", context)


@require_safe
@login_required
def left(request: HttpRequest) -> HttpResponse:
    """Show the notes and wished-for times that seekers left for the team."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    return render(request, "supervision/left.html", {"left": line.left_for_the_team()})


@require_POST
@login_required
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Take one of them; the trail remembers who did."""
    member = require_coordinator(request.member)  # type: ignore[attr-defined]
    now = datetime.now(UTC)
    if matching.take_wish(key=key, now=now):
        privacy.record(actor=member.key, deed="took a note for the team", about=key, now=now)
    return redirect("supervision:left")


@require_POST
@login_required
def talked(request: HttpRequest, key: str) -> HttpResponse:
    """Note that somebody talked with the supporter."""
    member = request.member  # type: ignore[attr-defined]
    debrief = access.access_debrief(key=key, member=member)
    actions.talked(debrief=debrief, by=member, now=datetime.now(UTC))
    return redirect("supervision:supervision")


@require_POST
@login_required
def seen(request: HttpRequest, key: str) -> HttpResponse:
    """Take a report."""
    member = request.member  # type: ignore[attr-defined]
    report = access.access_report(key=key, member=member)
    actions.seen(report=report, by=member, now=datetime.now(UTC))
    return redirect("supervision:supervision")


@require_POST
@login_required
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """Note what was done about a report."""
    member = request.member  # type: ignore[attr-defined]
    report = access.access_report(key=key, member=member)
    actions.settle(report=report, by=member, note=request.POST.get("note", ""), now=datetime.now(UTC))
    return redirect("supervision:supervision")


@require_POST
@login_required
def bar(request: HttpRequest, key: str) -> HttpResponse:
    """Let the seeker of a report rest from this place until tomorrow."""
    member = request.member  # type: ignore[attr-defined]
    report = access.access_report(key=key, member=member)
    try:
        actions.bar_seeker(report=report, by=member, now=datetime.now(UTC))
        messages.success(
            request, _("They can come in again tomorrow. The numbers and “I am not safe” stay open to them.")
        )
    except actions.StayWithThem as refused:
        messages.error(request, str(refused))
    return redirect("supervision:supervision")


@require_safe
@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """List the pieces of role journals that supporters shared; the words open one by one."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    return render(request, "supervision/journal.html", {"pieces": queries_journal.shared_pieces()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def journal_piece(request: HttpRequest, key: str) -> HttpResponse:
    """Open one shared piece; from then on its supporter can not take it back, and the trail remembers who read it."""
    member = request.member  # type: ignore[attr-defined]
    row = access.access_shared_piece(key=key, member=member)
    if request.method == "POST":
        now = datetime.now(UTC)
        if not actions_journal.read(piece=row, by=member, now=now):
            return redirect("supervision:journal")
        privacy.record(actor=member.key, deed="read a shared journal piece", about=key, now=now)
        return redirect("supervision:journal_piece", key=key)
    context = {"piece": queries_journal.piece(row) if row.read_at else None, "key": key}
    return render(request, "supervision/journal_piece.html", context)
