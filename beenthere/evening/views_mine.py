"""Coming back with a return code: read, download, erase. No page here needs a script."""

import json
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.conversations import queries as conversations
from beenthere.conversations.access import access_conversation
from beenthere.friends import queries as friends
from beenthere.friends.actions import PHONE, came_by_words
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.people.middleware import SEEKER_KEY
from beenthere.people.models import Person
from beenthere.plans import queries as plans
from beenthere.privacy import actions, queries
from beenthere.privacy.keys import KeyIsGone
from beenthere.safety.levels import queries as levels
from beenthere.safety.reaching import queries as reaching
from beenthere.supervision.evidence import queries as evidence


def _seeker(request: HttpRequest) -> Person:
    person: Person | None = request.seeker  # type: ignore[attr-defined]
    if not person:
        raise NotHere(_("Please come back with your code first."))
    return person


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Ask for the return code; a right one opens one's own page."""
    if request.method != "POST":
        return render(request, "evening/mine/back.html")
    try:
        person = actions.come_back(code=request.POST.get("code", "")[:400], now=datetime.now(UTC))
    except Refused as refusal:
        # The words are not drawn again: the page may be left open.
        return render(request, "evening/mine/back.html", {"problem": str(refusal)}, status=refusal.status)
    request.session.cycle_key()
    request.session[SEEKER_KEY] = person.key
    if phone := came_by_words(friend=person, now=datetime.now(UTC)):
        request.session[PHONE] = phone.key
    return redirect("evening:mine")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own talks and what can be done with them."""
    person = _seeker(request)
    talks = [conversations.facts(row) for row in conversations.of(person=person, side="seeker")]
    shown: dict[str, object] = {
        "talks": talks,
        "has_code": queries.has_code(person),
        "has_plan": plans.has_plan(person),
        "openings": evidence.openings_for(person),
    }
    shown["knows_a_friend"] = bool(
        friends.pairs_of(person, side="friend") or friends.ended_pairs_of(person, side="friend")
    )
    return render(request, "evening/mine/mine.html", shown)


@require_POST
def new_code(request: HttpRequest) -> HttpResponse:
    """Make a return code and show it once."""
    code = actions.make_return_code(person=_seeker(request), now=datetime.now(UTC))
    return render(request, "evening/mine/code.html", {"words": code.split()})


@require_safe
def talk(request: HttpRequest, key: str) -> HttpResponse:
    """Show one talk, to read."""
    conversation = access_conversation(person=_seeker(request), key=key, side="seeker")
    try:
        lines = conversations.transcript(conversation)
    except KeyIsGone:
        lines = []
    shown = {
        "facts": conversations.facts(conversation),
        "lines": lines,
        "beside": levels.came_in(conversation),
        "of_friends": conversation.is_of_friends,
        "quoted_to": levels.quoted_to(conversation),
        "way_shown_to": reaching.shown_to(conversation),
        "way": reaching.way_of(conversation),
        "next": reaching.next_contact(conversation),
    }
    return render(request, "evening/mine/talk.html", shown)


@require_safe
def download_json(request: HttpRequest) -> HttpResponse:
    """Hand over everything that is kept, for a program."""
    found = queries.everything_about(person=_seeker(request), now=datetime.now(UTC))
    return _file(json.dumps(found, ensure_ascii=False, indent=2), "application/json", "mine.json")


@require_safe
def download_page(request: HttpRequest) -> HttpResponse:
    """Hand over everything that is kept, to read."""
    found = queries.everything_about(person=_seeker(request), now=datetime.now(UTC))
    talks = found.pop("conversations", [])
    rest = json.dumps(found, ensure_ascii=False, indent=2)
    page = render_to_string("evening/mine/download.html", {"talks": talks, "rest": rest})
    return _file(page, "text/html; charset=utf-8", "mine.html")


def _file(body: str, kind: str, name: str) -> HttpResponse:
    # A neutral name: downloads are listed for whoever uses the device next.
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once, then erase everything about this person."""
    person = _seeker(request)
    if request.method != "POST":
        return render(request, "evening/mine/erase.html")
    actions.erase_person(person=Person.objects.get(pk=person.pk), now=datetime.now(UTC))
    request.session.pop(SEEKER_KEY, None)
    request.session.cycle_key()
    return render(request, "evening/mine/erased.html")
