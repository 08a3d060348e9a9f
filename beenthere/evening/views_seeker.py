"""The seeker's walk up to the line: arrive, check in, and leave fast."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from beenthere.boundaries import agreed
from beenthere.boundaries import queries as agreements
from beenthere.evening import actions
from beenthere.evening.entry import entrance
from beenthere.evening.entry.rules import passes_always
from beenthere.evening.forms import ANSWERS, CheckInForm
from beenthere.friends import queries as friends
from beenthere.friends.actions import leave_fast as leave_friend_fast
from beenthere.kernel.refusals import Refused
from beenthere.matching import queries as line
from beenthere.people import queries as people
from beenthere.people.middleware import SEEKER_KEY
from beenthere.safety import queries as safety


def clock() -> datetime:
    """Return the time, for the actions below."""
    return datetime.now(UTC)


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """The first page: one button."""
    now = clock()
    seeker = request.seeker or None  # type: ignore[attr-defined]
    context = {
        "knows_a_friend": bool(seeker and friends.pairs_of(seeker, side="friend")),
        "is_open": safety.is_service_open(),
        "people_here": line.anyone_here(now=now),
        "estimate": line.estimate(now=now),
        "running": line.running_visit_of(request.seeker),  # type: ignore[attr-defined]
        "lines": safety.lines(),
    }
    return render(request, "evening/seeker/landing.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """The check-in: three calm steps, or straight to the agreement."""
    if settings.TABLE.doors == "friends":
        return redirect("evening:landing")
    running = line.running_visit_of(request.seeker)  # type: ignore[attr-defined]
    if running and (running.conversation or agreements.agreed_to_visit(running)):
        _hear_again(request)
        return redirect("evening:wait")
    if not safety.is_service_open():
        return _closed(request)
    says_unsafe = _says_unsafe(request)
    # Whoever is not safe is let by before anything is even looked up.
    if not (says_unsafe or running) and (until := entrance.rests_until(request, now=clock())):
        if request.method == "POST":
            return redirect("evening:start")
        return render(request, "evening/seeker/rest.html", {"until": until, "lines": safety.lines()})
    agreement = agreements.agreement("seeker", local_number=safety.emergency_number())
    form = CheckInForm(request.POST or None, agreement=agreement)
    problems: list[str] = []
    status, was_called = 400, False
    if request.method == "POST" and form.is_valid():
        try:
            if not (says_unsafe or running):
                entrance.require_sum(request, now=clock())
            return _let_in(request, form)
        except entrance.SumIsMissing as busy:
            problems, status = [str(busy)], busy.status
        except Refused as refused:
            problems = [str(refused)]
    elif request.method == "POST":
        problems = [_("Something could not be read. Please look at your choices once more.")]
    if problems and says_unsafe:
        was_called = _take_in_unsafe(request, form)
    context = {
        "form": form,
        "agreement": agreement,
        "topics": people.topics(),
        "needs": people.needs(),
        "languages": people.languages(),
        "answers": ANSWERS,
        "numbers": range(11),
        "problems": problems,
        "was_called": was_called,
        "given": _given(request) | ({"answer:yes"} if "not_safe" in request.GET else set()),
        "sum": entrance.sum_for(now=clock()),
        "changed": agreed.changes_since_last_yes(person=request.seeker or None, side="seeker"),  # type: ignore[attr-defined]
        "lines": safety.lines(),
    }
    return render(request, "evening/seeker/start.html", context, status=status if problems else 200)


def _says_unsafe(request: HttpRequest) -> bool:
    """Tell whether somebody says that they are not safe; nothing stands before them then."""
    if request.method == "POST":
        return passes_always(request.POST.get("answer", ""))
    return "not_safe" in request.GET


def _hear_again(request: HttpRequest) -> None:
    """A second tab or an old page: somebody is in already, and what they say about being safe counts all the same."""
    running = line.running_visit_of(request.seeker)  # type: ignore[attr-defined]
    if request.method == "POST" and _says_unsafe(request) and running is not None:
        actions.hear_again(visit=running, answer=request.POST.get("answer", ""), now=clock())


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
    entrance.came_in(request, visit.person, now=clock())
    return redirect("evening:wait")


def _take_in_unsafe(request: HttpRequest, form: CheckInForm) -> bool:
    """Keep the answer of somebody who is not safe, whatever else the form lacks; tell whether a human was called."""
    visit = actions.take_in_unsafe(
        person=request.seeker or None,  # type: ignore[attr-defined]
        answer=request.POST.get("answer", ""),
        topics=form.cleaned_data.get("topics") or (),
        language=form.cleaned_data.get("language") or "en",
        wants_demo=bool(request.session.get("wants_demo")),
        now=clock(),
    )
    request.session[SEEKER_KEY] = visit.person.key
    entrance.came_in(request, visit.person, now=clock())
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Leave fast: end the visit and the session, forget the page, go somewhere plain.

    A link can only leave the page; ending the visit needs the form, so that no other site can do it.
    """
    if request.method == "POST":
        visit = line.running_visit_of(request.seeker)  # type: ignore[attr-defined]
        if visit is not None:
            actions.leave_fast(visit=visit, now=clock())
        if request.seeker:  # type: ignore[attr-defined]
            leave_friend_fast(friend=request.seeker, now=clock())  # type: ignore[attr-defined]
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
