"""Pages of the demo: three ways in, and a recorded evening with the companion moving."""

from datetime import UTC, datetime

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from beenthere.demo import players, queries
from beenthere.demo.access import in_demo_mode
from beenthere.demo.replay import panel_at
from beenthere.kernel.refusals import NotHere
from beenthere.skills.queries import cards

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@in_demo_mode
def entrance(request: HttpRequest) -> HttpResponse:
    """Show the three ways in and the recorded evening."""
    return render(request, "demo/entrance.html")


@in_demo_mode
def seeker(request: HttpRequest) -> HttpResponse:
    """Let a newcomer in as a seeker who will be met by the demo supporter."""
    if request.method == "POST":
        request.session["wants_demo"] = True
        return redirect("evening:start")
    return render(request, "demo/seeker.html", {"player": queries.script("supporter")})


@in_demo_mode
def supporter(request: HttpRequest) -> HttpResponse:
    """Sign a newcomer in as Bo and send the scripted seeker to the line."""
    if request.method == "POST":
        now = datetime.now(UTC)
        login(request, queries.tryout_account(), backend=BACKEND)
        players.send_the_seeker(now=now)
        return redirect("evening:desk")
    return render(request, "demo/supporter.html", {"player": queries.script("seeker")})


@in_demo_mode
def coordinator(request: HttpRequest) -> HttpResponse:
    """Sign a newcomer in as Dee, who coordinates and is on call."""
    if request.method == "POST":
        login(request, queries.coordinator_account(), backend=BACKEND)
        return redirect("insights:board")
    return render(request, "demo/coordinator.html")


@require_safe
@in_demo_mode
def show_replay(request: HttpRequest) -> HttpResponse:
    """Show the recorded evening; without JavaScript, one turn at a time by links."""
    evening = queries.evening()
    return render(request, "demo/replay.html", {"evening": evening, "count": len(evening.turns)})


@require_safe
@in_demo_mode
def show_turn(request: HttpRequest, turn: int) -> HttpResponse:
    """Show the talk up to one turn and what the companion suggested then."""
    evening = queries.evening()
    if not 1 <= turn <= len(evening.turns):
        raise NotHere
    panel = panel_at(evening=evening, turn=turn, cards=cards())
    context = {"evening": evening, "turns": evening.turns[:turn], "turn": turn, "panel": panel}
    context |= {"count": len(evening.turns), "next": turn + 1 if turn < len(evening.turns) else None}
    return render(request, "demo/replay_turn.html", context)
