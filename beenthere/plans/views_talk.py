"""The plan inside a talk: either side types, the seeker owns it."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from beenthere.conversations.access import access_as_supporter
from beenthere.people.models import Person
from beenthere.plans import access, actions, queries, rules
from beenthere.plans.access import Place
from beenthere.plans.views import answer_to_save, as_json, boxes

SEEKER = "seeker"


def _place(request: HttpRequest, *, key: str, side: str) -> Place:
    """Return where this browser stands in the talk; the two sides never mix."""
    person: Person | None = request.seeker  # type: ignore[attr-defined]
    if side != SEEKER:
        person = access_as_supporter(member=request.member, key=key).supporter  # type: ignore[attr-defined]
    return access.place_in_talk(person=person, key=key, side=side)


@require_safe
def together(request: HttpRequest, key: str, side: str) -> HttpResponse:
    """Show the plan of this talk: as a part for the chat, as its state for the script, or as a page."""
    place = _place(request, key=key, side=side)
    if not request.accepts("text/html"):
        return JsonResponse(_state(place))
    is_part = request.headers.get("HX-Request") == "true"
    name = "plans/together.html" if is_part else f"plans/together_{side}.html"
    return render(request, name, _page(place))


def _sees(place: Place) -> bool:
    if place.side == SEEKER:
        return True
    return access.supporter_sees(owner=place.owner, conversation=place.conversation)


def _is_shown(place: Place) -> bool:
    return access.is_shown_in(owner=place.owner, conversation=place.conversation)


def _state(place: Place) -> dict[str, Any]:
    if not _sees(place):
        return {"shown": False, "steps": []}
    return {"shown": True, "steps": [as_json(step) for step in queries.plan_text(place.owner).steps]}


def _page(place: Place, clash: actions.ChangedMeanwhile | None = None) -> dict[str, Any]:
    sees = _sees(place)
    path = reverse(f"plans:in_{place.side}", args=[place.conversation.key])
    return {
        "key": place.conversation.key,
        "side": place.side,
        "path": path,
        "sees": sees,
        "is_hidden_first": queries.waits_for_its_owner(owner=place.owner, conversation=place.conversation),
        "is_shown": _is_shown(place),
        "limit": rules.TEXT_LIMIT,
        "boxes": boxes(queries.plan_text(place.owner).steps, path, clash) if sees else [],
        "words": str(clash) if clash else "",
    }


@require_POST
def step(request: HttpRequest, key: str, side: str, slug: str) -> HttpResponse:
    """Save one step, from either side of the talk."""
    place = _place(request, key=key, side=side)
    again = reverse(f"plans:in_{side}", args=[key])
    writer = place.owner if side == SEEKER else place.conversation.supporter
    try:
        return answer_to_save(request, slug=slug, again=again, person=writer, conversation=place.conversation)
    except actions.ChangedMeanwhile as clash:
        return render(request, f"plans/together_{side}.html", _page(place, clash), status=clash.status)


@require_POST
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a plan from before into this talk, or take it out again."""
    place = _place(request, key=key, side=SEEKER)
    does = actions.show_in_talk if request.POST.get("on") == "1" else actions.hide_in_talk
    does(owner=place.owner, conversation=place.conversation, now=datetime.now(UTC))
    if not request.accepts("text/html"):
        return JsonResponse({"shown": _is_shown(place)})
    return redirect("plans:in_seeker", key=key)
