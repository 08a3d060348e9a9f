"""The seeker's walk: arrive, check in, wait, meet, and leave fast."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as agreements
from beenthere.evening import actions
from beenthere.evening.forms import ANSWERS, CheckInForm, WishForm
from beenthere.kernel.refusals import Refused
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.access import access_visit
from beenthere.matching.models import Visit
from beenthere.notices import actions as notices
from beenthere.people import queries as people
from beenthere.people.middleware import SEEKER_KEY
from beenthere.safety import queries as safety

KEEP_MINUTES = 15


def clock() -> datetime:
    """Return the time, for the actions below."""
    return datetime.now(UTC)


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """The first page: one button."""
    now = clock()
    context = {
        "is_open": safety.is_service_open(),
        "people_here": line.anyone_here(now=now),
        "estimate": line.estimate(now=now),
        "running": line.running_visit_of(request.seeker),  # type: ignore[attr-defined]
        "lines": safety.lines(),
    }
    return render(request, "evening/seeker/landing.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """The check-in: three calm steps, or straight to the agreement."""
    if line.running_visit_of(request.seeker):  # type: ignore[attr-defined]
        return redirect("evening:wait")
    if not safety.is_service_open():
        return _closed(request)
    agreement = agreements.agreement("seeker", local_number=_local_number())
    form = CheckInForm(request.POST or None, agreement=agreement)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, form)
        except Refused as refused:
            problems = [str(refused)]
    elif request.method == "POST":
        problems = [_("Something could not be read. Please look at your choices once more.")]
    context = {
        "form": form,
        "agreement": agreement,
        "topics": people.topics(),
        "needs": people.needs(),
        "languages": people.languages(),
        "answers": ANSWERS,
        "numbers": range(11),
        "problems": problems,
        "given": _given(request),
        "lines": safety.lines(),
    }
    return render(request, "evening/seeker/start.html", context, status=400 if problems else 200)


def _closed(request: HttpRequest) -> HttpResponse:
    # Nobody could be called in an emergency, so nobody is let in and nothing is promised.
    return render(request, "evening/seeker/closed.html", {"lines": safety.lines()})


def _given(request: HttpRequest) -> set[str]:
    """Return what was ticked, so that a page shown again has lost nothing."""
    return {f"{name}:{value}" for name in request.POST for value in request.POST.getlist(name)}


def _let_in(request: HttpRequest, form: CheckInForm) -> HttpResponse:
    said = form.said(wants_demo=bool(request.session.get("wants_demo")))
    visit = actions.check_in(person=request.seeker or None, said=said, now=clock())  # type: ignore[attr-defined]
    request.session[SEEKER_KEY] = visit.person.key
    return redirect("evening:wait")


def _local_number() -> str:
    return next((found.phone for found in safety.lines().emergency if found.phone), "")


# -- waiting ------------------------------------------------------------------


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
        "show_lines": safety.should_show_lines(request.seeker, now=now),  # type: ignore[attr-defined]
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


# -- meeting ------------------------------------------------------------------


@require_safe
def meet(request: HttpRequest) -> HttpResponse:
    """Who is here, why, and what else ties the two; yes and "someone else, please" are equal."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    conversation = visit.conversation
    if conversation is None or conversation.state != "agreeing":
        return redirect(_place_now(visit) or "evening:wait")
    offer = line.offer_of_conversation(conversation)
    context = {
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


# -- leaving, lines, limits ---------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Leave fast: end the visit and the session, forget the page, go somewhere plain.

    A link can only leave the page; ending the visit needs the form, so that no other site can do it.
    """
    if request.method == "POST":
        visit = line.running_visit_of(request.seeker)  # type: ignore[attr-defined]
        if visit is not None:
            actions.leave_fast(visit=visit, now=clock())
        request.session.flush()
    response = redirect(settings.AWAY_URL)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """Numbers to call, of this region or another."""
    shown = safety.lines(request.GET.get("region", ""))
    return render(request, "evening/seeker/lines.html", {"lines": shown, "regions": safety.regions()})


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """What this can not do, and who can see what."""
    context = {"keep_days": settings.TABLE.keep_days, "lines": safety.lines()}
    return render(request, "evening/seeker/limits.html", context)
