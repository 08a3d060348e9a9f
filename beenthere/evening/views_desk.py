"""The supporter's desk: here or away, the next person, before the talk, and after it."""

from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import agreed
from beenthere.boundaries import queries as agreements
from beenthere.conversations import queries as conversations
from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation
from beenthere.evening.forms_desk import BeforeForm, DebriefForm, ProfileForm
from beenthere.evening.views_way import way_of
from beenthere.kernel.refusals import NotHere, OutOfStep, Refused
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.models import Offer
from beenthere.people import actions as people
from beenthere.people import queries as persons
from beenthere.people.access import require_listener, require_supporter
from beenthere.people.models import Person
from beenthere.safety.levels import queries as levels
from beenthere.safety.reaching import queries as reaching
from beenthere.supervision import actions as supervision


def _member(request: HttpRequest) -> Person:
    """Return the person of this account, made at their first visit to the desk."""
    if request.member:  # type: ignore[attr-defined]
        return request.member  # type: ignore[attr-defined,no-any-return]
    return people.member_for(account=request.user, now=datetime.now(UTC))  # type: ignore[arg-type]


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the desk, or what has to happen before there is one."""
    member = _member(request)
    if settings.TABLE.doors == "friends":
        return redirect("friends:host_home")
    profile = persons.profile_of(member)
    if profile is None:
        return redirect("evening:desk_profile")
    if profile.standing != persons.Standing.ACTIVE:
        return render(request, "evening/desk/not_yet.html", way_of(member, talks=_talks(member)))
    context = {"profile": profile, "talks": _talks(member), **_offer_facts(member)}
    return render(request, "evening/desk/desk.html", context)


def _talks(supporter: Person) -> list[dict[str, Any]]:
    """Return the talks going on, with what the desk says about each."""
    running = conversations.running_of(person=supporter, side="supporter")
    return [
        {"key": talk.key, "state": talk.state, "ends_at": talk.ends_at}
        for talk in reversed(running)
        if not talk.is_of_friends
    ]


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save what a supporter says about themselves."""
    member = _member(request)
    saved = persons.profile_of(member)
    form = ProfileForm(request.POST or None, initial=ProfileForm.initial_of(saved))
    if request.method == "POST" and form.is_valid() and _saved(form, member):
        return redirect("evening:desk")
    return render(request, "evening/desk/profile.html", {"form": form, "profile": saved})


def _saved(form: ProfileForm, member: Person) -> bool:
    try:
        people.save_profile(person=member, now=datetime.now(UTC), **form.cleaned_data)
    except people.ProfileIsWrong as wrong:
        form.take_problems(wrong.problems)
        return False
    return True


@require_POST
@login_required
def availability(request: HttpRequest) -> HttpResponse:
    """Be here for people, or away."""
    supporter = require_supporter(request.member)  # type: ignore[attr-defined]
    is_here = request.POST.get("here") == "1"
    now = datetime.now(UTC)
    if is_here:
        _require_room(supporter, now)
    people.set_availability(supporter=supporter, is_available=is_here, now=now)
    if is_here:
        matching.match(now)
    return redirect("evening:desk")


def _require_room(supporter: Person, now: datetime) -> None:
    """Let whoever has a heavy talk take no other one; who was just offered to them is offered to the next.

    :raises StillResting: a talk of theirs stands at A2 or above
    """
    if levels.is_in_a_heavy_talk(supporter):
        matching.release(supporter=supporter, now=now)
        raise people.StillResting(
            _("Your talk is a heavy one. It is enough for now; nobody else is offered to you.")
        )


@require_safe
@login_required
def offer(request: HttpRequest) -> HttpResponse:
    """Return the open offer as a piece of the desk."""
    supporter = require_supporter(request.member)  # type: ignore[attr-defined]
    context = {
        "profile": persons.profile_of(supporter),
        "talks": _talks(supporter),
        **_offer_facts(supporter),
    }
    return render(request, "evening/desk/offer.html", context)


def _offer_facts(supporter: Person) -> dict[str, Any]:
    now = datetime.now(UTC)
    open_offer = line.open_offer_for(supporter, now=now)
    return {"offer": _offer_words(open_offer, now=now) if open_offer else None}


def _offer_words(offered: Offer, *, now: datetime) -> dict[str, Any]:
    """Say who waits, in words. How bad somebody feels is not here: it is no ground to choose by."""
    visit = offered.visit
    return {
        "key": offered.key,
        "topics": persons.topic_labels(visit.topics),
        "need": next((need.label for need in persons.needs() if need.slug == visit.need), ""),
        "language": next((one.label for one in persons.languages() if one.slug == visit.language), ""),
        "minutes": int((now - visit.entered_at).total_seconds() // 60),
        "because": line.because_in_words(offered.because),
        "is_demo": visit.is_demo,
        "expires_at": offered.expires_at,
        "seconds": max(0, int((offered.expires_at - now).total_seconds())),
    }


@require_POST
@login_required
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes to the person offered; the talk is made and waits for both to agree."""
    supporter = require_supporter(request.member)  # type: ignore[attr-defined]
    now = datetime.now(UTC)
    _require_room(supporter, now)
    taken = matching.accept(offer_key=key, supporter=supporter, now=now)
    conversation = matching.begin_talk(offer=taken, now=now)
    return redirect("evening:desk_before", key=conversation.key)


@require_POST
@login_required
def decline(request: HttpRequest, key: str) -> HttpResponse:
    """Pass; somebody else is asked."""
    supporter = require_supporter(request.member)  # type: ignore[attr-defined]
    now = datetime.now(UTC)
    matching.decline(offer_key=key, supporter=supporter, now=now)
    matching.match(now)
    return redirect("evening:desk")


def _conversation(request: HttpRequest, key: str) -> Conversation:
    supporter = require_listener(request.member)  # type: ignore[attr-defined]
    conversation = access_conversation(person=supporter, key=key, side="supporter")
    if conversation.is_of_friends:
        # A debrief may reach the coordinators; two friends look back on a page of their own.
        raise NotHere
    return conversation


@login_required
def before(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for the supporter's yes and for other ties; then wait for the seeker's yes."""
    conversation = _conversation(request, key)
    if conversation.state != "agreeing":
        return _onward(conversation)
    ready = agreements.readiness(conversation)
    if ready.supporter_agreed and ready.kinds is not None:
        return render(request, "evening/desk/waiting.html", {"conversation": conversation})
    text = agreements.agreement("supporter")
    form = BeforeForm(
        request.POST or None,
        text=text,
        ties=agreements.ties(),
        asks_ties=ready.kinds is None,
        initial=_said_before(conversation),
    )
    if request.method == "POST" and form.is_valid() and _prepared(form, conversation, text.version):
        return redirect("evening:desk_before", key=key)
    return render(request, "evening/desk/before.html", _before_facts(conversation, form, text))


def _said_before(conversation: Conversation) -> dict[str, Any]:
    """Start from the job of the profile, and from what was said about the same person in an earlier talk."""
    profile = persons.profile_of(conversation.supporter)
    return {
        "kinds": agreements.earlier_ties(conversation),
        "profession": profile.profession if profile else "",
    }


def _before_facts(
    conversation: Conversation, form: BeforeForm, text: agreements.AgreementText
) -> dict[str, Any]:
    made_from = line.offer_of_conversation(conversation)
    because = line.because_in_words(made_from.because) if made_from else []
    return {
        "conversation": conversation,
        "form": form,
        "text": text,
        "because": because,
        "changed": agreed.changes_since_last_yes(person=conversation.supporter, side="supporter"),
    }


def _prepared(form: BeforeForm, conversation: Conversation, version: str) -> bool:
    """Store the yes and the ties; what is wrong with them stands on the page."""
    supporter, now = cast(Person, conversation.supporter), datetime.now(UTC)
    try:
        if "kinds" in form.fields and agreements.readiness(conversation).kinds is None:
            boundaries.disclose(
                supporter=supporter,
                conversation=conversation,
                kinds=form.cleaned_data["kinds"],
                detail=form.cleaned_data["detail"],
                particulars=form.particulars(),
                now=now,
            )
        conversation.refresh_from_db()
        if conversation.state == "agreeing":
            boundaries.agree(
                person=supporter,
                side="supporter",
                conversation=conversation,
                version=form.cleaned_data["version"] or version,
                answers=form.answers(),
                now=now,
            )
    except OutOfStep as moved_on:
        form.add_error(None, str(moved_on))
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_safe
@login_required
def before_state(request: HttpRequest, key: str) -> HttpResponse:
    """Tell a waiting page whether the talk is open; X-Go names the page to go to."""
    conversation = _conversation(request, key)
    response = render(request, "evening/desk/waiting_state.html", {"conversation": conversation})
    if conversation.state != "agreeing":
        response["X-Go"] = _onward(conversation)["Location"]
    elif not agreements.readiness(conversation).supporter_agreed:
        # The words changed while they waited; the page before the talk asks once more.
        response["X-Go"] = reverse("evening:desk_before", args=[key])
    return response


def _onward(conversation: Conversation) -> HttpResponse:
    """Go where a talk that is not waiting any more leads."""
    if conversation.state == "open":
        return redirect("evening:desk_chat", key=conversation.key)
    if conversation.opened_at is None:
        return redirect("evening:desk_moved_on")
    return redirect("evening:desk_debrief", key=conversation.key)


@require_safe
@login_required
def moved_on(request: HttpRequest) -> HttpResponse:
    """Say kindly that the person chose another way before the first word."""
    return render(request, "evening/desk/moved_on.html")


@login_required
def debrief(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the supporter how they are after a talk, in five small steps, all of them optional."""
    conversation = _conversation(request, key)
    form = DebriefForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        supervision.debrief(
            conversation=conversation,
            supporter=cast(Person, conversation.supporter),
            answers=form.answers(),
            flags=form.cleaned_data["flags"],
            wants_supervision=form.cleaned_data["wants_supervision"],
            now=datetime.now(UTC),
        )
        asked = form.cleaned_data["wants_supervision"] or bool(form.cleaned_data["flags"])
        return render(request, "evening/desk/debriefed.html", {"asked": asked})
    context = {"form": form, "conversation": conversation, "title": _("After the talk")}
    context["next"] = reaching.next_contact(conversation)
    return render(request, "evening/desk/debrief.html", context)
