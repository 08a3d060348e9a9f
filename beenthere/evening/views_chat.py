"""The chat page for both sides, and what can be done from it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries import queries as boundaries
from beenthere.companion import queries as companion
from beenthere.conversations import actions as conversations
from beenthere.conversations import queries as talks
from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation
from beenthere.evening.chat_words import chat_words
from beenthere.matching import queries as matching
from beenthere.people import queries as people
from beenthere.people.access import require_supporter
from beenthere.people.models import Person
from beenthere.safety import actions as safety
from beenthere.supervision import actions as supervision

SEEKER, SUPPORTER = "seeker", "supporter"


@require_safe
def seeker_chat(request: HttpRequest) -> HttpResponse:
    """Show the talk of this seeker, or the page where their evening is now."""
    visit = matching.visit_of(request.seeker)  # type: ignore[attr-defined]
    if visit is None:
        return redirect("evening:start")
    conversation = visit.conversation
    if conversation is None:
        return redirect("evening:wait")
    if conversation.state == "agreeing":
        return redirect("evening:meet")
    if conversation.state == "ended":
        return redirect("evening:close")
    return render(request, "evening/chat/seeker.html", _page(request, conversation, SEEKER))


@require_safe
def supporter_chat(request: HttpRequest, key: str) -> HttpResponse:
    """Show the talk to its supporter with the companion beside it."""
    conversation = _conversation(request, key=key, side=SUPPORTER)
    if conversation.state == "agreeing":
        return redirect("evening:desk_before", key=key)
    return render(request, "evening/chat/supporter.html", _page(request, conversation, SUPPORTER))


def _page(request: HttpRequest, conversation: Conversation, side: str) -> dict[str, Any]:
    name = people.display_name(conversation.supporter) or _("your supporter")
    visit = matching.visit_of_conversation(conversation)
    return {
        "conversation": conversation,
        "side": side,
        "prompts_on": companion.seeker_allows(conversation),
        "supporter_name": name,
        "other_name": name if side == SEEKER else _("The other person"),
        "frame": boundaries.frame(name=name),
        "agreement": boundaries.agreement(side),
        "words": chat_words(),
        "socket": f"/live/{side}/{conversation.key}/",
        "kept": talks.kept_seqs(conversation) if side == SEEKER else [],
        "note": matching.shared_note(visit) if visit and side == SUPPORTER else "",
        **_addresses(conversation, side),
    }


def _addresses(conversation: Conversation, side: str) -> dict[str, str]:
    if side == SEEKER:
        return {"next": reverse("evening:close"), "next_else": reverse("evening:wait"), "deeds": "/chat"}
    debrief = reverse("evening:desk_debrief", args=[conversation.key])
    if conversation.opened_at is None:
        debrief = reverse("evening:desk")
    return {"next": debrief, "next_else": debrief, "deeds": "/desk/chat"}


def _person(request: HttpRequest, side: str) -> Person | None:
    """Return whoever this side's pages belong to; the two sides never mix."""
    if side == SEEKER:
        return request.seeker  # type: ignore[attr-defined,no-any-return]
    return require_supporter(request.member)  # type: ignore[attr-defined]


def _conversation(request: HttpRequest, *, key: str, side: str) -> Conversation:
    return access_conversation(person=_person(request, side), key=key, side=side)


Deed = Callable[[HttpRequest, Conversation, str, datetime], None]


def deed_view(deed: Deed) -> Callable[..., HttpResponse]:
    """Return a view that does something in a conversation, for the script or for a plain form."""

    @require_POST
    def view(request: HttpRequest, key: str, side: str) -> HttpResponse:
        conversation = _conversation(request, key=key, side=side)
        _done(deed, request, conversation, side)
        if request.accepts("text/html"):
            return redirect(_addresses(conversation, side)["next"])
        return JsonResponse({"state": conversation.state})

    return view


def _done(deed: Deed, request: HttpRequest, conversation: Conversation, side: str) -> None:
    """Do it; when the other side ended the talk in the same moment, that is an answer too."""
    with suppress(conversations.AlreadyEnded):
        deed(request, conversation, side, datetime.now(UTC))
    conversation.refresh_from_db()


def propose_close(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Say that this may be a good time to close; when the other side said so already, it closes."""
    conversations.propose_close(conversation=conversation, side=side, now=now)


def go_on(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Answer that the talk may go on."""
    conversations.withdraw_close(conversation=conversation, now=now)


def end(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """End the talk."""
    conversations.end(conversation=conversation, side=side, why="closed", now=now)


def switch(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """End this talk so that the seeker meets somebody else, first in the line."""
    conversations.end(conversation=conversation, side=side, why="switched", now=now)


def report(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Tell the coordinators and never meet again; the other side only sees that the talk ended."""
    supervision.report(
        conversation=conversation, side=side, reason=request.POST.get("reason", "")[:500], now=now
    )
    conversations.end(conversation=conversation, side=side, why="reported", now=now)


def call_on_call(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Bring in the person on call."""
    visit = matching.visit_of_conversation(conversation)
    safety.page_on_call(visit=visit, conversation=conversation, why="button", now=now)


def keep(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Keep a message that helped, or let it go again."""
    seq = int(request.POST.get("seq", "0") or 0)
    conversations.keep_message(
        conversation=conversation, seq=seq, is_kept=request.POST.get("on") == "1", now=now
    )
