"""The chat page for both sides, and what can be done from it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries.agreed import what_we_agreed
from beenthere.companion import queries as companion
from beenthere.conversations import actions as conversations
from beenthere.conversations import queries as talks
from beenthere.conversations.access import access_as_supporter, access_conversation
from beenthere.conversations.models import Conversation
from beenthere.evening import actions
from beenthere.evening.chat_words import chat_words
from beenthere.friends import queries as friends
from beenthere.kernel.refusals import NotHere
from beenthere.matching import queries as matching
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.safety import actions as safety
from beenthere.safety import queries as calling
from beenthere.safety.levels import catalog as asked
from beenthere.safety.levels import queries as levels
from beenthere.safety.reaching import queries as reaching
from beenthere.safety.reaching.words import HOW_WORDS

SEEKER, SUPPORTER = "seeker", "supporter"
LONGEST_PLACE = 9


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
    return render(request, "evening/chat/seeker.html", chat_page(request, conversation, SEEKER))


@require_safe
def supporter_chat(request: HttpRequest, key: str) -> HttpResponse:
    """Show the talk to its supporter with the companion beside it."""
    conversation = _conversation(request, key=key, side=SUPPORTER)
    if conversation.is_of_friends:
        return redirect(friends.talk_path(conversation, SUPPORTER))
    if conversation.state == "agreeing":
        return redirect("evening:desk_before", key=key)
    return render(request, "evening/chat/supporter.html", chat_page(request, conversation, SUPPORTER))


def chat_page(request: HttpRequest, conversation: Conversation, side: str) -> dict[str, Any]:
    """Return what the chat page of one side shows."""
    name = people.display_name(conversation.supporter) or _("your supporter")
    visit = matching.visit_of_conversation(conversation)
    return {
        "conversation": conversation,
        "side": side,
        "prompts_on": companion.seeker_allows(conversation),
        "supporter_name": name,
        "other_name": name if side == SEEKER else _("The other person"),
        "agreed": what_we_agreed(conversation),
        "words": chat_words(),
        "socket": f"/live/{side}/{conversation.key}/",
        "plan_path": reverse(f"plans:in_{side}", args=[conversation.key]),
        "kept": talks.kept_seqs(conversation) if side == SEEKER else [],
        "lines": calling.lines() if side == SEEKER else None,
        "is_service_open": calling.is_service_open(),
        "questions": asked.questions() if side == SUPPORTER else (),
        "levels": asked.levels() if side == SUPPORTER else (),
        "hows": HOW_WORDS.items() if side == SUPPORTER else (),
        "note": matching.shared_note(visit) if visit and side == SUPPORTER else "",
        **_addresses(conversation, side),
    }


def _addresses(conversation: Conversation, side: str) -> dict[str, str]:
    if conversation.is_of_friends:
        path = friends.after_path(conversation, side)
        return {"next": path, "next_else": path, "deeds": "/chat" if side == SEEKER else "/desk/chat"}
    if side == SEEKER:
        return {"next": reverse("evening:close"), "next_else": reverse("evening:wait"), "deeds": "/chat"}
    debrief = reverse("evening:desk_debrief", args=[conversation.key])
    if conversation.opened_at is None:
        debrief = reverse("evening:desk")
    return {"next": debrief, "next_else": debrief, "deeds": "/desk/chat"}


def _person(request: HttpRequest, side: str) -> Person | None:
    """Return whoever this side's pages belong to; the two sides never mix."""
    return request.seeker if side == SEEKER else request.member  # type: ignore[attr-defined,no-any-return]


def _conversation(request: HttpRequest, *, key: str, side: str) -> Conversation:
    person = _person(request, side)
    if side == SEEKER:
        return access_conversation(person=person, key=key, side=side)
    return access_as_supporter(member=person, key=key)


Deed = Callable[[HttpRequest, Conversation, str, datetime], None]


def deed_view(deed: Deed) -> Callable[..., HttpResponse]:
    """Return a view that does something in a conversation, for the script or for a plain form."""

    @require_POST
    def view(request: HttpRequest, key: str, side: str) -> HttpResponse:
        conversation = _conversation(request, key=key, side=side)
        if conversation.is_of_friends and deed in NOT_BETWEEN_FRIENDS:
            raise NotHere
        if waits := _why_not_yet(conversation, deed, side):
            return _not_yet(request, conversation, waits)
        if _asks_first(request, conversation, deed, side):
            return _ask_first(request, conversation)
        try:
            _done(deed, request, conversation, side)
        except conversations.NotClosedYet:
            conversation.refresh_from_db()
            return _not_yet(request, conversation, _why_not_yet(conversation, deed, side) or "stay")
        if request.accepts("text/html"):
            return redirect(_addresses(conversation, side)["next"])
        reached = {"is_open": calling.is_service_open()} if deed is call_on_call else {}
        return JsonResponse({"state": conversation.state} | reached)

    return view


def _why_not_yet(conversation: Conversation, deed: Deed, side: str) -> str:
    # Agreeing to the other side's proposal closes a talk just as well.
    closes = deed is end or (deed is propose_close and conversation.close_proposed_by == SEEKER)
    if side != SUPPORTER or not closes or conversation.state != "open" or conversation.is_of_friends:
        return ""
    return reaching.why_not_close(conversation, now=datetime.now(UTC))


def _not_yet(request: HttpRequest, conversation: Conversation, waits: str) -> HttpResponse:
    """Ask a supporter to check once more before closing at A2 and above, and to agree on the next contact and stay from A3 on."""
    if request.accepts("text/html"):
        asks = _("Before you close: ask about safety once more, and note it.")
        messages.error(request, asks if waits == "recheck" else chat_words()[waits])
        return redirect("evening:desk_chat", key=conversation.key)
    return JsonResponse({"state": conversation.state, "waits": waits})


def _asks_first(request: HttpRequest, conversation: Conversation, deed: Deed, side: str) -> bool:
    """Tell whether a supporter is about to end a talk at A3 or A4 and has not said so a second time."""
    is_theirs = side == SUPPORTER and deed in ENDS_AT_ONCE and not conversation.is_of_friends
    return is_theirs and request.POST.get("sure") != "1" and levels.is_grave(conversation)


def _ask_first(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Call a human, and say what would happen before it does."""
    visit = matching.visit_of_conversation(conversation)
    safety.page_on_call(visit=visit, conversation=conversation, why="button", now=datetime.now(UTC))
    if not request.accepts("text/html"):
        return JsonResponse({"state": conversation.state, "waits": "sure"})
    return render(
        request,
        "evening/chat/sure.html",
        {"conversation": conversation, "reason": request.POST.get("reason", "")[:500]},
    )


def _done(deed: Deed, request: HttpRequest, conversation: Conversation, side: str) -> None:
    """Do it; when the other side ended the talk in the same moment, that is an answer too."""
    with suppress(conversations.AlreadyEnded):
        deed(request, conversation, side, datetime.now(UTC))
    conversation.refresh_from_db()


def propose_close(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Say that this may be a good time to close; when the other side said so already, it closes."""
    conversations.propose_close(
        conversation=conversation,
        side=side,
        now=now,
        may_end=lambda talk: not reaching.why_not_close(talk, now=now) if side == SUPPORTER else True,
    )


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
    reason = request.POST.get("reason", "")[:500]
    actions.report_and_block(conversation=conversation, side=side, reason=reason, now=now)


def flag(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """End a talk in which this place was misused; who misused it waits a while before they come in again."""
    actions.flag(conversation=conversation, side=side, now=now)


def withdraw(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Take one's yes back; the talk ends kindly with it."""
    person = cast(Person, _person(request, side))
    boundaries.withdraw(person=person, side=side, conversation=conversation, now=now)


def call_on_call(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Bring in the person on call."""
    visit = matching.visit_of_conversation(conversation)
    safety.page_on_call(visit=visit, conversation=conversation, why="button", now=now)


def keep(request: HttpRequest, conversation: Conversation, side: str, now: datetime) -> None:
    """Keep a message that helped, or let it go again."""
    given = request.POST.get("seq", "")
    seq = int(given) if given.isdecimal() and len(given) <= LONGEST_PLACE else 0
    conversations.keep_message(
        conversation=conversation, seq=seq, is_kept=request.POST.get("on") == "1", now=now
    )


# A friend is nobody to swap, to be reported behind, or to call the service about; a pair is ended, or blocked, on pages of its own.
NOT_BETWEEN_FRIENDS = frozenset({switch, report, flag, withdraw, call_on_call})
# From A3 on a supporter says these a second time, and a human is called first.
ENDS_AT_ONCE = frozenset({switch, report, flag, withdraw})
