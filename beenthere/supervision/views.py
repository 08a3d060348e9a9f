"""The coordinators' pages about people: who may support, who needs somebody."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.people import actions as people
from beenthere.people import queries as persons
from beenthere.people.access import require_coordinator, supporter_with
from beenthere.privacy import actions as privacy
from beenthere.supervision import access, actions, queries


@require_safe
@login_required
def approve(request: HttpRequest) -> HttpResponse:
    """Show who asked to support."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    waiting = [
        {
            "key": profile.person.key,
            "name": profile.display_name,
            "topics": persons.topic_labels(profile.topics),
            "refused": persons.topic_labels(profile.refused_topics),
            "languages": profile.languages,
            "hours": profile.hours,
            "profession": profile.profession,
            "limit": profile.chat_limit,
            "applied_at": profile.applied_at,
        }
        for profile in persons.applicants()
    ]
    return render(request, "supervision/approve.html", {"waiting": waiting})


@require_POST
@login_required
def approve_one(request: HttpRequest, key: str) -> HttpResponse:
    """Let a supporter in."""
    member = request.member  # type: ignore[attr-defined]
    supporter = supporter_with(key=key, member=member)
    now = datetime.now(UTC)
    people.approve(supporter=supporter, by=member, now=now)
    if "practice" in request.POST:
        people.note_module(supporter=supporter, module="practice", by=member, now=now)
    return redirect("supervision:approve")


@require_safe
@login_required
def supervision(request: HttpRequest) -> HttpResponse:
    """Show the supporters who asked for somebody, and the reports."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    context = {"requests": queries.requests(), "reports": queries.open_reports()}
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
