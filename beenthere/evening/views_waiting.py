"""The seeker's walk from the line to the talk: wait, be asked, meet."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as agreements
from beenthere.evening import actions
from beenthere.evening.forms import WishForm
from beenthere.evening.views_agreed import agree_again
from beenthere.evening.views_seeker import clock
from beenthere.kernel.refusals import Refused
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.access import access_visit
from beenthere.matching.models import Visit
from beenthere.notices import actions as notices
from beenthere.people import queries as people
from beenthere.safety import queries as safety

KEEP_MINUTES = 15


@require_safe
def wait(request: HttpRequest) -> HttpResponse:
    """The waiting room."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    if place := _place_now(visit):
        return redirect(place)
    context = _waiting(request, visit) | {
        "note": line.own_note(visit),
        "minutes": KEEP_MINUTES,
        "mail_is_on": settings.MAIL_IS_ON,
        "wishes": {wish.kind for wish in line.wishes_of(visit)},
    }
    return render(request, "evening/seeker/wait.html", context)


@require_safe
def wait_state(request: HttpRequest) -> HttpResponse:
    """The part of the waiting room that changes; asked every few seconds."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    response = render(request, "evening/seeker/wait_state.html", _waiting(request, visit))
    if place := _place_now(visit):
        response["X-Go"] = place
    return response


def _place_now(visit: Visit) -> str | None:
    """Return the page where this evening is, unless that is the waiting room."""
    if line.is_in_line(visit):
        return None
    if visit.conversation is None:
        return "/wait/left/"
    return {"agreeing": "/meet/", "open": "/chat/", "ended": "/close/"}[visit.conversation.state]


def _waiting(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    now = clock()
    return {
        "visit": visit,
        "is_open": safety.is_service_open(),
        "said_unsafe": safety.last_answer(visit) in ("yes", "not_sure"),
        "place": line.place_in_line(visit),
        "estimate": line.estimate(now=now),
        "here": line.here(visit, now=now),
        "asks_still_there": visit.asked_still_there_at is not None,
        "kept_until": visit.kept_until,
        "lines_call": safety.lines_call(request.seeker, now=now),  # type: ignore[attr-defined]
        "lines": safety.lines(),
        "broken_talk": visit.conversation is not None,
    }


@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """Say that somebody is at the page."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    if line.is_in_line(visit):
        matching.still_here(visit=visit, now=clock())
    return redirect("evening:wait")


@require_POST
def wait_not_safe(request: HttpRequest) -> HttpResponse:
    """Take somebody's own word, while they wait, that they are not safe right now."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    actions.hear_again(visit=visit, answer="yes", now=clock())
    return redirect("evening:wait")


@require_POST
def keep_place(request: HttpRequest) -> HttpResponse:
    """Leave the page and keep the place for a while."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    matching.keep_place(visit=visit, minutes=KEEP_MINUTES, now=clock())
    return redirect("evening:wait")


@require_POST
def leave_line(request: HttpRequest) -> HttpResponse:
    """Leave the line."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    matching.leave_line(visit=visit, now=clock())
    return redirect("evening:left")


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """A kind word for whoever left, and the ways back."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    return render(request, "evening/seeker/left.html", {"visit": visit, "lines": safety.lines()})


@require_POST
def write_note(request: HttpRequest) -> HttpResponse:
    """Keep what somebody writes while waiting; share it only when asked to."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    matching.write_note(visit=visit, words=request.POST.get("words", ""), now=clock())
    if "share" in request.POST:
        matching.share_note(visit=visit, now=clock())
    return redirect("evening:wait")


@require_POST
def wish(request: HttpRequest) -> HttpResponse:
    """Nobody is here: keep what somebody would like instead."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    form = WishForm(request.POST)
    if not form.is_valid():
        raise Refused(_("That could not be read. Go back and look at it once more. Nothing is lost."))
    given, now = form.cleaned_data, clock()
    channel = given["channel"] or "in_app"
    if channel == "email":
        notices.save_address(person=visit.person, channel="email", address=given["email"], now=now)
    matching.make_wish(
        visit=visit,
        kind=given["kind"],
        words=given["words"],
        wanted_at=given["wanted_at"],
        channel=channel,
        now=now,
    )
    return redirect("evening:wait")


@require_safe
def meet(request: HttpRequest) -> HttpResponse:
    """Who is here, why, and what else ties the two; yes and "someone else, please" are equal."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    conversation = visit.conversation
    if conversation is None or conversation.state != "agreeing":
        return redirect(_place_now(visit) or "evening:wait")
    offer = line.offer_of_conversation(conversation)
    context = {
        **agree_again(visit, local_number=safety.emergency_number()),
        "name": people.display_name(conversation.supporter),
        "because": line.because_in_words(offer.because) if offer else [],
        "disclosures": agreements.disclosures(conversation),
        "waits_for": agreements.why_not_open(conversation),
        "visit": visit,
    }
    return render(request, "evening/seeker/meet.html", context)


@require_safe
def meet_state(request: HttpRequest) -> HttpResponse:
    """What changed while two people meet."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    conversation = visit.conversation
    waits_for = agreements.why_not_open(conversation) if conversation else None
    is_meeting = conversation is not None and conversation.state == "agreeing"
    state = f"{waits_for}:{len(agreements.disclosures(conversation)) if is_meeting and conversation else ''}"
    response = HttpResponse(state, content_type="text/plain")
    if not is_meeting:
        response["X-Go"] = _place_now(visit) or "/wait/"
    return response


@require_POST
def meet_answer(request: HttpRequest) -> HttpResponse:
    """Say yes to this person, or ask for someone else."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    if visit.conversation is None or visit.conversation.state != "agreeing":
        return redirect(_place_now(visit) or "evening:wait")
    accepts = request.POST.get("answer") == "yes"
    boundaries.answer_disclosure(
        conversation=visit.conversation, seeker=visit.person, accepts=accepts, now=clock()
    )
    visit.refresh_from_db()
    return redirect(_place_now(visit) or "evening:wait")
