"""The end of an evening, and the next day."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from beenthere.companion import queries as companion
from beenthere.evening import actions
from beenthere.evening.entry import entrance
from beenthere.evening.forms import SAFE, GoodbyeForm, TomorrowForm
from beenthere.evening.views_seeker import clock
from beenthere.friends import queries as friends
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.matching import queries as line
from beenthere.matching.access import access_visit
from beenthere.matching.models import Visit
from beenthere.matching.rules import may_go_on
from beenthere.people.middleware import SEEKER_KEY
from beenthere.privacy import actions as privacy
from beenthere.relief import actions as relief
from beenthere.relief import queries as answers
from beenthere.safety import queries as safety
from beenthere.safety.reaching import queries as reaching
from beenthere.supervision import queries as reports


def close(request: HttpRequest) -> HttpResponse:
    """A number again, what helped, one next step, and whether to ask tomorrow."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    if visit.conversation is None or visit.conversation.state != "ended":
        return redirect("evening:wait")
    if line.is_in_line(visit):
        return redirect("evening:wait")
    form = GoodbyeForm(request.POST or None, cards=_cards(visit))
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_goodbye(visit=visit, said=form.said(), now=clock())
            return redirect("evening:goodbye")
        except Refused as refused:
            problem = str(refused)
    elif request.method == "POST":
        problem = " ".join(str(e) for errors in form.errors.values() for e in errors)
    context = {"visit": visit, "form": form, "problem": problem, "cards": _cards(visit)}
    context |= {"numbers": range(11), "why": visit.conversation.ended_why, "mail_is_on": settings.MAIL_IS_ON}
    talk = visit.conversation
    context |= {"way": reaching.way_of(talk), "next": reaching.next_contact(talk)}
    context |= _after_a_report(request, visit)
    context |= {"given": {f"{name}:{v}" for name in request.POST for v in request.POST.getlist(name)}}
    return render(request, "evening/seeker/close.html", context, status=400 if problem else 200)


def _after_a_report(request: HttpRequest, visit: Visit) -> dict[str, bool]:
    """Tell whether they reported this talk, and whether they may meet somebody else tonight."""
    talk, now = visit.conversation, clock()
    if talk is None or not reports.was_reported_by_seeker(talk):
        return {"has_reported": False, "may_meet_another": False}
    # Whoever was sent away for a while is not asked in again, unless they are not safe.
    may_come = visit.is_unsafe or entrance.rests_until(request, now=now) is None
    goes_on = may_go_on(ended_at=talk.ended_at, now=now) and safety.is_service_open()
    return {"has_reported": True, "may_meet_another": may_come and goes_on}


@require_POST
def somebody_else(request: HttpRequest) -> HttpResponse:
    """Meet somebody else after a report, first in the line; pressed twice, or too late, it leads to where the evening is."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    if not line.is_in_line(visit) and _after_a_report(request, visit)["may_meet_another"]:
        visit = actions.meet_somebody_else(visit=visit, now=clock())
    return redirect("evening:wait")


def _cards(visit: Visit) -> list[tuple[str, str]]:
    """Return the skills used tonight, in plain words."""
    if visit.conversation is None:
        return []
    return [(card.slug, str(card.helped)) for card in companion.used_cards(visit.conversation)]


def goodbye(request: HttpRequest) -> HttpResponse:
    """Goodbye, with eight words to come back when wanted."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"visit": visit, "follow_up": answers.follow_up(visit)}
    context["next"] = reaching.next_contact(visit.conversation)
    if request.method == "POST":
        context["code"] = privacy.make_return_code(person=visit.person, now=clock())
    return render(request, "evening/seeker/goodbye.html", context)


def tomorrow(request: HttpRequest, token: str) -> HttpResponse:
    """How is it today? A number, and a way back in."""
    now = clock()
    asked = answers.follow_up_of(token=token, now=now)
    if asked is None:
        raise NotHere
    form = TomorrowForm(request.POST or None)
    context: dict[str, Any] = {"token": token, "numbers": range(11), "safe": SAFE, "lines": safety.lines()}
    may_call = safety.may_page(visit=asked.visit, conversation=None)
    context["is_open"] = safety.is_service_open() and may_call
    context["evening"] = friends.evening_of_visit(asked.visit)
    context["can_call"] = context["evening"] is not None and safety.is_service_open()
    if request.method == "POST" and form.is_valid():
        is_safe = {"yes": True, "no": False, "not_sure": False}.get(form.cleaned_data["safe"])
        relief.answer_follow_up(token=token, value=form.cleaned_data["value"], is_safe=is_safe, now=now)
        request.session[SEEKER_KEY] = asked.visit.person.key
        return render(request, "evening/seeker/tomorrow_thanks.html", context | {"is_safe": is_safe})
    return render(request, "evening/seeker/tomorrow.html", context)


@require_POST
def not_tomorrow(request: HttpRequest, token: str) -> HttpResponse:
    """No more notes, please."""
    asked = answers.follow_up_of(token=token, now=clock())
    if asked is None:
        raise NotHere
    relief.withdraw_follow_up(visit=asked.visit, now=clock())
    return render(request, "evening/seeker/tomorrow_stopped.html")
