"""A talk as somebody on call sees it who is beside it: to read along, to write while they lead, to hand back."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation, Voice
from beenthere.evening.chat_words import chat_words_on_call
from beenthere.kernel.refusals import NotHere
from beenthere.matching import queries as matching
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.people.access import require_on_call
from beenthere.people.models import Person
from beenthere.safety import queries as safety
from beenthere.safety.levels import actions, rules
from beenthere.safety.levels import queries as levels
from beenthere.safety.levels import views as grave
from beenthere.safety.reaching import queries as reaching


def _beside(request: HttpRequest, key: str) -> tuple[Person, Conversation]:
    person = require_on_call(request.member)  # type: ignore[attr-defined]
    return person, access_conversation(person=person, key=key, side=Voice.ON_CALL)


@require_safe
@login_required
def talk(request: HttpRequest, key: str) -> HttpResponse:
    """Show a talk to somebody on call who has joined it; each opening is a row of the safety log."""
    person, conversation = _beside(request, key)
    actions.note_opened(conversation=conversation, person=person, now=datetime.now(UTC))
    page = {
        "conversation": conversation,
        "own_name": people.shown_on_call(person),
        "supporter_name": people.display_name(conversation.supporter) or _("The supporter"),
        "leads": (person.pk, "lead") in levels.modes(conversation),
        "standing": levels.standing(conversation),
        "next": reaching.next_contact(conversation),
        "words": chat_words_on_call(),
        "socket": f"/live/{Voice.ON_CALL}/{conversation.key}/",
    }
    return render(request, "evening/chat/on_call.html", page)


@require_safe
@login_required
def after(request: HttpRequest, key: str) -> HttpResponse:
    """Say where the seeker is now that this talk is over, to somebody on call who is beside it."""
    _person, conversation = _beside(request, key)
    visit = matching.visit_of_conversation(conversation)
    shown = {
        "where": _where_now(visit, conversation),
        "page": safety.page_of_now(visit),
        "is_grave": levels.highest(conversation) >= rules.GRAVE,
        "number": safety.emergency_number(),
    }
    return render(request, "evening/chat/after_on_call.html", shown)


def _where_now(visit: Visit | None, conversation: Conversation) -> str:
    """Return "line", "talk" for another talk, or nothing when they are at none of our pages."""
    if visit is None:
        return ""
    if matching.is_in_line(visit):
        return "line"
    talk = visit.conversation
    is_in_another = talk is not None and talk.pk != conversation.pk and talk.state != "ended"
    return "talk" if is_in_another else ""


@require_POST
@login_required
def change(request: HttpRequest, key: str, deed: str) -> HttpResponse:
    """Take the lead, go back to reading along, or hand back; handing back closes this page too."""
    person, conversation = _beside(request, key)
    now = datetime.now(UTC)
    if deed == "hand-back":
        if grave.asks_first(request, conversation):
            return grave.sure(request, back=reverse("evening:on_call_talk", args=[key]))
        actions.hand_back(conversation=conversation, person=person, now=now)
        return redirect("safety:console")
    if deed not in ("background", "lead"):
        raise NotHere
    actions.join(conversation=conversation, person=person, mode=deed, now=now)
    return redirect("evening:on_call_talk", key=key)
