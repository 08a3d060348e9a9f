"""The panel beside the supporter's chat. It may fail or be slow; the chat goes on without it."""

import logging
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from datetime import UTC, datetime

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from beenthere.companion import actions, queries
from beenthere.companion.rules import PHASES
from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation
from beenthere.skills.queries import search

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 2.0
MOST_FOUND = 6
# A pool of its own: a rule that hangs takes these threads and nobody else's.
_pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="companion")


@require_safe
def panel(request: HttpRequest, key: str) -> HttpResponse:
    """Show the panel to the supporter of this conversation."""
    return _drawn(request, _mine(request, key))


def _mine(request: HttpRequest, key: str) -> Conversation:
    return access_conversation(person=request.member, key=key, side="supporter")  # type: ignore[attr-defined]


def _drawn(request: HttpRequest, conversation: Conversation, *, found: str = "") -> HttpResponse:
    context = {"conversation": conversation, "phases": PHASES, "reasons": actions.REASONS.items()}
    try:
        context["picture"] = _pool.submit(_picture, conversation).result(timeout=PATIENCE_SECONDS)
    except TookTooLong:
        logger.error("the companion took too long")
        return render(request, "companion/off.html")
    except Exception:
        logger.exception("the companion failed")
        return render(request, "companion/off.html")
    if found:
        context |= {"looked_for": found, "found": search(found)[:MOST_FOUND]}
    return render(request, "companion/panel.html", context)


def _picture(conversation: Conversation) -> queries.Picture:
    try:
        return queries.picture(conversation=conversation, now=datetime.now(UTC))
    finally:
        connections.close_all()


@require_safe
def look_up(request: HttpRequest, key: str) -> HttpResponse:
    """Show the panel with the cards that hold some words."""
    return _drawn(request, _mine(request, key), found=request.GET.get("words", "").strip()[:80])


def _after(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _drawn(request, conversation)
    return redirect(f"/desk/chat/{conversation.key}/")


@require_POST
def card(request: HttpRequest, key: str, slug: str, kind: str) -> HttpResponse:
    """Pin a card, unpin it, put it away with a reason, or say it was used."""
    conversation = _mine(request, key)
    actions.note(
        conversation=conversation,
        slug=slug,
        kind=kind,
        reason=request.POST.get("reason", ""),
        now=datetime.now(UTC),
    )
    return _after(request, conversation)


@require_POST
def phase(request: HttpRequest, key: str) -> HttpResponse:
    """Say where the talk is."""
    conversation = _mine(request, key)
    actions.set_phase(conversation=conversation, phase=request.POST.get("phase", ""))
    return _after(request, conversation)


@require_POST
def switch(request: HttpRequest, key: str) -> HttpResponse:
    """Switch the panel on or off."""
    conversation = _mine(request, key)
    actions.switch(conversation=conversation, is_on=request.POST.get("on") == "1")
    return _after(request, conversation)


@require_POST
def allow(request: HttpRequest, key: str) -> HttpResponse:
    """Let the seeker switch the prompts off, or on again."""
    conversation = access_conversation(person=request.seeker, key=key, side="seeker")  # type: ignore[attr-defined]
    actions.allow(conversation=conversation, allows=request.POST.get("on") == "1")
    return redirect("/chat/")
