"""What two people agreed, how the words changed, and what is said later about how they know each other."""

from datetime import UTC, datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import agreed
from beenthere.boundaries import queries as agreements
from beenthere.conversations.access import access_as_supporter, access_conversation
from beenthere.conversations.models import Conversation
from beenthere.evening.forms_desk import TiesForm
from beenthere.kernel.refusals import NotHere, OutOfStep, Refused
from beenthere.matching.access import access_visit
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.people.models import Person

SIDES = ("seeker", "supporter", "friend", "host")


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Show how the words of one side changed; they are no secret."""
    side = request.GET.get("side") or "seeker"
    if side not in SIDES:
        raise NotHere(_("There are no such words."))
    listed = agreed.versions(side)
    new = _chosen(request, "new", listed, listed[-1])
    old = _chosen(request, "old", listed, listed[max(0, listed.index(new) - 1)])
    context: dict[str, Any] = {"side": side, "versions": listed, "old": old, "new": new}
    context["changed"] = agreed.changes(side, old=old, new=new)
    return render(request, "evening/agreed/versions.html", context)


def _chosen(request: HttpRequest, name: str, listed: list[str], otherwise: str) -> str:
    """Return a version that exists; one of the other side's list falls back, so that the form never ends in an error."""
    said = request.GET.get(name, "")
    return said if said in listed else otherwise


@require_safe
def agreed_page(request: HttpRequest, key: str, side: str) -> HttpResponse:
    """Show both sides what both agreed, the ties, and the way to take a yes back."""
    conversation = _conversation(request, key=key, side=side)
    context: dict[str, Any] = {
        "conversation": conversation,
        "side": side,
        "agreed": agreed.what_we_agreed(conversation),
        "supporter_name": people.display_name(conversation.supporter) or _("your supporter"),
        "back": reverse("evening:chat") if side == "seeker" else reverse("evening:desk_chat", args=[key]),
    }
    return render(request, f"evening/agreed/{side}.html", context)


def _conversation(request: HttpRequest, *, key: str, side: str) -> Conversation:
    if side == "seeker":
        conversation = access_conversation(person=request.seeker, key=key, side=side)  # type: ignore[attr-defined]
    else:
        conversation = access_as_supporter(member=request.member, key=key)  # type: ignore[attr-defined]
    if conversation.is_of_friends:
        # Two friends agreed on pages of their own; a tie said here would reach neither of them there.
        raise NotHere
    return conversation


def agree_again(visit: Visit, *, local_number: str) -> dict[str, Any]:
    """Return the words in force and what changed in them, when they are no longer those that were agreed to."""
    if visit.conversation is None or agreements.readiness(visit.conversation).seeker_agreed:
        return {}
    return {
        "agreement": agreements.agreement("seeker", local_number=local_number),
        "changed": agreed.changes_since_last_yes(person=visit.person, side="seeker"),
    }


@require_POST
def meet_agree(request: HttpRequest) -> HttpResponse:
    """Say yes to words that changed since the check-in."""
    visit = access_visit(seeker=request.seeker)  # type: ignore[attr-defined]
    if visit.conversation is not None and visit.conversation.state == "agreeing":
        text = agreements.agreement("seeker")
        boundaries.agree(
            person=visit.person,
            side="seeker",
            visit=visit,
            version=request.POST.get("version", ""),
            answers={box.slug: box.slug in request.POST for box in text.boxes},
            now=datetime.now(UTC),
        )
    return redirect("evening:meet")


@require_POST
def answer_ties(request: HttpRequest, key: str) -> HttpResponse:
    """Take the seeker's answer to a tie that was said during the talk."""
    conversation = _conversation(request, key=key, side="seeker")
    if conversation.state != "ended" and request.POST.get("answer") in ("yes", "no"):
        boundaries.answer_disclosure(
            conversation=conversation,
            seeker=cast(Person, conversation.seeker),
            accepts=request.POST["answer"] == "yes",
            now=datetime.now(UTC),
        )
    return redirect("evening:chat")


@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: HttpRequest, key: str) -> HttpResponse:
    """Let the supporter say how they know this person, when they see it during the talk."""
    conversation = _conversation(request, key=key, side="supporter")
    if conversation.state == "agreeing":
        return redirect("evening:desk_before", key=key)
    if conversation.state == "ended":
        return redirect("evening:supporter_agreed", key=key)
    form = TiesForm(request.POST or None, ties=agreements.ties(), initial=_job(conversation))
    if request.method == "POST" and form.is_valid() and _said(form, conversation):
        return redirect("evening:desk_chat", key=key)
    return render(request, "evening/agreed/ties.html", {"form": form, "conversation": conversation})


def _job(conversation: Conversation) -> dict[str, str]:
    profile = people.profile_of(conversation.supporter)
    return {"profession": profile.profession if profile else ""}


def _said(form: TiesForm, conversation: Conversation) -> bool:
    try:
        boundaries.disclose(
            supporter=cast(Person, conversation.supporter),
            conversation=conversation,
            kinds=form.cleaned_data["kinds"],
            detail=form.cleaned_data["detail"],
            particulars=form.particulars(),
            now=datetime.now(UTC),
        )
    except OutOfStep:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
