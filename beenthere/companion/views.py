"""The panel beside the supporter's chat. It may fail or be slow; the chat goes on without it."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries.guard import queries as guarding
from beenthere.boundaries.guard import reading as guard
from beenthere.boundaries.guard.actions import Nudge
from beenthere.companion import actions, ears, growth, queries
from beenthere.companion.pictures import picture_of_trend
from beenthere.companion.rules import PHASES
from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation
from beenthere.people.access import require_coordinator, require_supporter
from beenthere.skills.queries import search

logger = logging.getLogger(__name__)
T = TypeVar("T")
PATIENCE_SECONDS = 2.0
MOST_FOUND = 6
MOST_DRAFT = 4000
# Pools of their own: a rule that hangs takes these threads and nobody else's, and the guard's hints do not wait behind it.
_pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="companion")
_guard_pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="guard-hints")
# After a quiet line that hung, drafts do not wait for the next one for so long.
REST_SECONDS = 30.0
_quiet_until = 0.0


@require_safe
def panel(request: HttpRequest, key: str) -> HttpResponse:
    """Show the panel to the supporter of this conversation."""
    return _drawn(request, _mine(request, key))


def _mine(request: HttpRequest, key: str) -> Conversation:
    return access_conversation(person=request.member, key=key, side="supporter")  # type: ignore[attr-defined]


def _drawn(request: HttpRequest, conversation: Conversation, *, found: str = "") -> HttpResponse:
    context = {"conversation": conversation, "phases": PHASES, "reasons": actions.REASONS.items()}
    try:
        context["picture"] = _patiently(_pool, _picture, conversation)
    except TookTooLong:
        logger.error("the companion took too long")
        return render(request, "companion/off.html", {"hangs": True})
    except Exception:
        logger.exception("the companion failed")
        return render(request, "companion/off.html", {"hangs": True})
    if found:
        context |= {"looked_for": found, "found": search(found)[:MOST_FOUND]}
    return render(request, "companion/panel.html", context)


def _patiently(pool: ThreadPoolExecutor, work: Callable[..., T], *args: Any) -> T:
    """Run something on one pool and wait a while; what has not begun by then is called off."""
    asked = pool.submit(_and_close, work, *args)
    try:
        return asked.result(timeout=PATIENCE_SECONDS)
    finally:
        asked.cancel()


def _and_close(work: Callable[..., T], *args: Any) -> T:
    try:
        return work(*args)
    finally:
        connections.close_all()


def _picture(conversation: Conversation) -> queries.Picture:
    return queries.picture(conversation=conversation, now=datetime.now(UTC))


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


@require_safe
def standing(request: HttpRequest, key: str) -> HttpResponse:
    """Say in one word whether prompts and readers are on, so that a switch is seen within two seconds."""
    conversation = _mine(request, key)
    panel = actions.panel_of(conversation=conversation)
    now = f"{panel.is_on} {panel.seeker_allows} {ears.are_on()} {guarding.standing()}"
    return HttpResponse(now, content_type="text/plain")


@require_POST
def hint(request: HttpRequest, key: str) -> HttpResponse:
    """Say what a draft does, in one line or none. The draft is read once and kept nowhere."""
    conversation = _mine(request, key)
    draft = request.POST.get("draft", "")[:MOST_DRAFT]
    # The guard speaks first; the quiet line about style only when it has nothing to say.
    try:
        nudge = _patiently(_guard_pool, _nudge, conversation, draft)
    except Exception:
        logger.exception("the guard gave no hint")
        guard.doubt()
        return JsonResponse({"hint": "", "guard": None})
    words = "" if nudge else _quiet_line(conversation, draft)
    return JsonResponse({"hint": words, "guard": asdict(nudge) if nudge else None})


def _nudge(conversation: Conversation, draft: str) -> Nudge | None:
    return queries.guarded(conversation=conversation, draft=draft, now=datetime.now(UTC))


def _quiet_line(conversation: Conversation, draft: str) -> str:
    """Return the companion's line, or nothing when it fails; that says nothing about the guard."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return ""
    try:
        return _patiently(_pool, _hint, conversation, draft)
    except TookTooLong:
        logger.error("the quiet line took too long")
        _quiet_until = time.monotonic() + REST_SECONDS
    except Exception:
        logger.exception("no quiet line could be given")
    return ""


def _hint(conversation: Conversation, draft: str) -> str:
    return queries.hint_for(conversation=conversation, draft=draft)


@require_POST
def wrong(request: HttpRequest, key: str) -> HttpResponse:
    """Count that a reading was wrong."""
    conversation = _mine(request, key)
    actions.say_wrong(reader=request.POST.get("reader", ""), label=request.POST.get("label", ""))
    return _after(request, conversation)


@login_required
def show_growth(request: HttpRequest) -> HttpResponse:
    """Show a supporter their own evenings; on POST, delete them."""
    member = require_supporter(request.member)  # type: ignore[attr-defined]
    if request.method == "POST":
        growth.forget_pictures(supporter=member)
        return redirect("companion:growth")
    evenings = queries.evenings_of(member)
    return render(
        request, "companion/growth.html", {"evenings": evenings, "trend": picture_of_trend(evenings)}
    )


@login_required
def readers(request: HttpRequest) -> HttpResponse:
    """Let a coordinator switch the readers on or off, and see which readings were called wrong."""
    require_coordinator(request.member)  # type: ignore[attr-defined]
    if request.method == "POST":
        actions.switch_readers(is_on=request.POST.get("on") == "1")
        return redirect("companion:readers")
    return render(
        request, "companion/readers.html", {"are_on": ears.are_on(), "wrong": queries.wrong_readings()}
    )


@require_POST
def allow(request: HttpRequest, key: str) -> HttpResponse:
    """Let the seeker switch the prompts off, or on again."""
    conversation = access_conversation(person=request.seeker, key=key, side="seeker")  # type: ignore[attr-defined]
    actions.allow(conversation=conversation, allows=request.POST.get("on") == "1")
    back = request.POST.get("back", "")
    # Two friends talk at an address of their own; only a path of this site is followed.
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/chat/")
