"""The card on a seeker's page of a talk, and what the people on call do when they can not be reached there."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.people import queries as people
from beenthere.safety import access
from beenthere.safety.models import Page
from beenthere.safety.reaching import actions, queries, rules


def _of_seeker(request: HttpRequest, key: str) -> Conversation:
    return access_conversation(person=request.seeker, key=key, side="seeker")  # type: ignore[attr-defined]


def _card(request: HttpRequest, conversation: Conversation, problem: str = "") -> HttpResponse:
    shown = {
        "conversation": conversation,
        "card": queries.card(conversation),
        "supporter_name": people.display_name(conversation.supporter),
        "longest": rules.LONGEST_WAY,
        "problem": problem,
    }
    return render(request, "safety/reach.html", shown, status=400 if problem else 200)


@require_safe
def card(request: HttpRequest, key: str) -> HttpResponse:
    """Show a seeker what stands about reaching them; a piece of the page of their talk."""
    return _card(request, _of_seeker(request, key))


@sensitive_post_parameters("words")
@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Keep another way to reach this seeker."""
    conversation = _of_seeker(request, key)
    try:
        actions.leave_way(
            conversation=conversation, words=request.POST.get("words", ""), now=datetime.now(UTC)
        )
    except Refused as refused:
        return _card(request, conversation, str(refused))
    return _card(request, conversation)


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Forget the other way at once, during the talk and after it."""
    conversation = _of_seeker(request, key)
    actions.take_way_back(conversation=conversation, now=datetime.now(UTC))
    if request.POST.get("back") == "mine":
        return redirect("evening:mine_talk", key=key)
    if request.POST.get("back") == "close":
        return redirect("evening:close")
    return _card(request, conversation)


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Take this seeker's yes or no to the next contact."""
    conversation = _of_seeker(request, key)
    actions.answer_next_contact(
        conversation=conversation, agrees=request.POST.get("agrees") == "1", now=datetime.now(UTC)
    )
    return _card(request, conversation)


# -- the people on call ---------------------------------------------------------------


def _page(request: HttpRequest, key: str) -> tuple[Page, Conversation]:
    return access.access_page_of_talk(key=key, member=request.member)  # type: ignore[attr-defined]


@require_safe
@login_required
def way(request: HttpRequest, key: str) -> HttpResponse:
    """Show the other way to reach a seeker to somebody who has the page; each showing is logged."""
    page, talk = _page(request, key)
    now = datetime.now(UTC)
    if not queries.may_be_shown(page, now=now):
        raise NotHere
    words = actions.show_way(conversation=talk, person=request.member, now=now)  # type: ignore[attr-defined]
    return render(request, "safety/way.html", {"words": words, "page": page})


@sensitive_post_parameters("because")
@require_POST
@login_required
def welfare_check(request: HttpRequest, key: str) -> HttpResponse:
    """Note the decision on a welfare check."""
    _row, talk = _page(request, key)
    try:
        actions.decide_on_welfare_check(
            conversation=talk,
            decided=request.POST.get("decided", ""),
            because=request.POST.get("because", ""),
            person=request.member,  # type: ignore[attr-defined]
            now=datetime.now(UTC),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("levels:one", key=key)
