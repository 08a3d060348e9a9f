"""The talk of two friends: the same live room, companion and guard as on the line, tuned to friendship."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from beenthere.boundaries import queries_between as between
from beenthere.conversations.models import Conversation
from beenthere.evening.chat_words import chat_words_of_friends
from beenthere.evening.views_chat import SEEKER, SUPPORTER, chat_page
from beenthere.friends import access, actions, queries, suggesting
from beenthere.friends.doors import clock, must_sign_in, person_at
from beenthere.friends.models import FriendEvening
from beenthere.safety import queries as safety

SIDES = {"friend": SEEKER, "host": SUPPORTER}


@require_safe
def talk(request: HttpRequest, key: str, side: str) -> HttpResponse:
    """Show the talk of two friends, or the page where their evening is now."""
    if sign_in := must_sign_in(request, side):
        return sign_in
    evening = access.evening_for(person=person_at(request, side), key=key, side=side)
    conversation = evening.conversation
    if conversation is None or conversation.state != "open":
        return redirect(f"friends:{side}_evening", key=key)
    if side == "host":
        actions.host_looked(evening=evening, now=clock())
    page = chat_page(request, conversation, SIDES[side]) | _between(evening, conversation, side)
    return render(request, f"evening/chat/{SIDES[side]}.html", page)


def _between(evening: FriendEvening, conversation: Conversation, side: str) -> dict[str, Any]:
    host, friend = (queries.name_of(evening.pair, one) for one in ("host", "friend"))
    start = "friends" if side == "host" else "friend"
    return {
        "of_friends": True,
        "evening": evening,
        "own_side": side,
        "is_unsafe": side == "host" and suggesting.may_be_unsafe(evening),
        "supporter_name": host or "…",
        "other_name": (friend if side == "host" else host) or "…",
        "words": chat_words_of_friends(),
        "agreed": between.what_two_agreed(
            about=queries.about(evening.pair),
            name=host or "…",
            minutes=conversation.planned_minutes,
            conversation=conversation,
            local_number=safety.emergency_number(),
        ),
        "agreed_path": f"/{start}/pair/{evening.pair.key}/agreed/",
        "evening_path": f"/{start}/evening/{evening.key}/",
        "lines": safety.lines(),
    }
