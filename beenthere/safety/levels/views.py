"""The safety strip beside a talk, the plain questions, and what the people on call do about one talk."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.conversations.access import access_as_supporter, access_conversation
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.safety import access, queries
from beenthere.safety.levels import actions, catalog, log, rules
from beenthere.safety.levels import queries as levels
from beenthere.safety.models import Page
from beenthere.safety.reaching import actions as agreeing
from beenthere.safety.reaching import queries as reaching


def _mine(request: HttpRequest, key: str) -> Conversation:
    return access_as_supporter(member=request.member, key=key)  # type: ignore[attr-defined]


@require_safe
def strip(request: HttpRequest, key: str) -> HttpResponse:
    """Show where a talk stands and what to do now, to its supporter; whoever has seen just that is left alone."""
    conversation = _mine(request, key)
    shown = _strip(conversation)
    if request.GET.get("seen") == shown["mark"]:
        return HttpResponse(status=204)
    return render(request, "safety/strip.html", shown)


def _strip(conversation: Conversation) -> dict[str, Any]:
    shown = {
        "standing": levels.standing(conversation),
        "has_way": reaching.has_way(conversation),
        "next": reaching.next_contact(conversation),
        "asks_for_contact": reaching.asks_for_contact(conversation),
    }
    mark = hashlib.sha256(repr((shown, get_language())).encode()).hexdigest()[:16]
    return {"conversation": conversation, "levels": catalog.levels(), "mark": mark, **shown}


@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the answers to the plain questions; works without any reader."""
    conversation = _mine(request, key)
    answers = {slug: request.POST.get(slug, rules.NOT_ASKED) for slug in rules.QUESTIONS}
    # Who only notes the next contact must not blank what was answered before.
    if not _names_a_contact(request) or set(answers.values()) != {rules.NOT_ASKED}:
        actions.keep_answers(
            conversation=conversation,
            answers=answers,
            by=request.member,  # type: ignore[attr-defined]
            is_recheck=request.POST.get("recheck") == "1",
            now=datetime.now(UTC),
        )
    return _answered(request, conversation, _note_next_contact(request, conversation))


def _names_a_contact(request: HttpRequest) -> bool:
    return any(request.POST.get(name, "").strip() for name in ("next_when", "next_how", "next_none"))


def _note_next_contact(request: HttpRequest, conversation: Conversation) -> str:
    """Note the next contact where the form names one; return what is wrong with it, the answers are kept all the same."""
    if not _names_a_contact(request):
        return ""
    try:
        agreeing.note_next_contact(
            conversation=conversation,
            when=request.POST.get("next_when", ""),
            how=request.POST.get("next_how", ""),
            is_none=request.POST.get("next_none") == "1",
            by=request.member,  # type: ignore[attr-defined]
            now=datetime.now(UTC),
        )
    except Refused as refused:
        return str(refused)
    return ""


@require_POST
def raise_level(request: HttpRequest, key: str) -> HttpResponse:
    """Raise the level of a talk by its supporter."""
    conversation = _mine(request, key)
    try:
        actions.set_level(
            conversation=conversation,
            level=_number(request.POST.get("level", "")),
            role="supporter",
            by=request.member,  # type: ignore[attr-defined]
            now=datetime.now(UTC),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return _answered(request, conversation)


def _number(given: str) -> int:
    return int(given) if given in {str(level) for level in rules.LEVELS} else -1


def _answered(request: HttpRequest, conversation: Conversation, problem: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "safety/strip.html", _strip(conversation))
    if request.accepts("text/html"):
        messages.error(request, problem) if problem else None
        return redirect(f"/desk/chat/{conversation.key}/")
    return JsonResponse({"level": levels.level_of(conversation), "problem": problem})


@require_POST
def not_safe(request: HttpRequest, key: str) -> HttpResponse:
    """Take a seeker's own word that they are not safe right now."""
    person = request.seeker  # type: ignore[attr-defined]
    conversation = access_conversation(person=person, key=key, side="seeker")
    actions.say_not_safe(conversation=conversation, now=datetime.now(UTC))
    if request.accepts("text/html"):
        return redirect("evening:lines")
    return JsonResponse({"level": levels.level_of(conversation), "is_open": queries.is_service_open()})


# -- the people on call ---------------------------------------------------------------


def _page(request: HttpRequest, key: str) -> tuple[Page, Conversation]:
    return access.access_page_of_talk(key=key, member=request.member)  # type: ignore[attr-defined]


@require_safe
@login_required
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show what happened around one page, as facts, and what can be done."""
    page = access.access_page(key=key, member=request.member)  # type: ignore[attr-defined]
    talk = page.conversation
    context: dict[str, Any] = {"page": queries.facts_of(page), "steps": rules.STEPS, "talk": talk}
    if talk is not None:
        person, now = request.member, datetime.now(UTC)  # type: ignore[attr-defined]
        context |= {
            **_strip(talk),
            "log": log.steps(talk),
            "shows_way": reaching.is_out_of_reach(talk, now=now),
            "may_show_way": reaching.may_be_shown(page, now=now),
            "decisions": reaching.decisions(talk),
            "ticked": levels.ticked(talk),
            "lines": queries.lines(),
            "in_reach": levels.words_in_reach(talk, now=now),
            "may_quote": rules.may_quote(page.why, is_taken=page.acknowledged_at is not None),
            "is_beside": bool(levels.seats({(talk.pk, person.pk)}, now=now)),
            "lower": [level for level in catalog.levels() if level.level < levels.level_of(talk)],
        }
    return render(request, "safety/one.html", context)


@require_safe
@login_required
def words(request: HttpRequest, key: str) -> HttpResponse:
    """Show the words a reader marked; asked for by the page on its own, so that a slow reader holds up nothing."""
    row, talk = _page(request, key)
    if not rules.may_quote(row.why, is_taken=row.acknowledged_at is not None):
        raise NotHere
    person = request.member  # type: ignore[attr-defined]
    found = actions.quote(conversation=talk, person=person, now=datetime.now(UTC))
    return render(request, "safety/words.html", {"found": found})


def asks_first(request: HttpRequest, conversation: Conversation) -> bool:
    """Tell whether handing back a grave talk has yet to be said a second time."""
    return levels.is_grave(conversation) and request.POST.get("sure") != "1"


def sure(request: HttpRequest, *, back: str) -> HttpResponse:
    """Ask in words before a grave talk is handed back."""
    return render(request, "safety/sure.html", {"back": back})


@require_POST
@login_required
def beside(request: HttpRequest, key: str, deed: str) -> HttpResponse:
    """Join in the background, lead, or hand back."""
    _row, talk = _page(request, key)
    person, now = request.member, datetime.now(UTC)  # type: ignore[attr-defined]
    if deed == "hand-back":
        if asks_first(request, talk):
            return sure(request, back=reverse("levels:one", args=[key]))
        actions.hand_back(conversation=talk, person=person, now=now)
    elif deed in ("background", "lead"):
        actions.join(conversation=talk, person=person, mode=deed, now=now)
    else:
        raise NotHere
    return redirect("levels:one", key=key)


@require_POST
@login_required
def tick(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Tick a step of the emergency list."""
    _row, talk = _page(request, key)
    try:
        actions.tick(
            conversation=talk,
            step=step,
            person=request.member,  # type: ignore[attr-defined]
            now=datetime.now(UTC),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("levels:one", key=key)


@require_POST
@login_required
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Raise or lower the level of a talk by somebody on call."""
    _row, talk = _page(request, key)
    person = request.member  # type: ignore[attr-defined]
    try:
        actions.set_level(
            conversation=talk,
            level=_number(request.POST.get("level", "")),
            role=levels.role_of(person),
            by=person,
            reason=request.POST.get("reason", ""),
            expected=_number(request.POST.get("seen", "")),
            now=datetime.now(UTC),
        )
        messages.success(request, _("Changed, and logged."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("levels:one", key=key)
