"""A seeker's own plan: write, print, take along, erase. Every page works without a script."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.kernel.refusals import Refused
from beenthere.people.models import Person
from beenthere.plans import access, actions, queries, rules
from beenthere.plans.queries import StepText
from beenthere.privacy import queries as privacy
from beenthere.safety import queries as safety


def owner_of(request: HttpRequest) -> Person:
    """Return the seeker at this browser.

    :raises NotHere: nobody, or somebody with an account
    """
    return access.require_owner(request.seeker)  # type: ignore[attr-defined]


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show a seeker their plan, to write in."""
    owner = owner_of(request)
    actions.look_after(owner=owner, now=datetime.now(UTC))
    return render(request, "plans/plan.html", page_of(owner))


def page_of(owner: Person, **more: Any) -> dict[str, Any]:
    """Return what the plan's page shows."""
    found = queries.plan_text(owner)
    return {
        "boxes": boxes(found.steps, reverse("plans:plan") + "step/"),
        "limit": rules.TEXT_LIMIT,
        "is_empty": found.is_empty,
        "changed_at": found.changed_at,
        "lines": safety.lines(),
        "shares": queries.shares_of(owner, now=datetime.now(UTC)),
        "purposes": purposes(),
        "days": rules.DAYS,
        "whom_limit": rules.WHOM_LIMIT,
        "kept_until": queries.kept_until(owner),
        "has_code": privacy.has_code(owner),
        **more,
    }


def purposes() -> list[tuple[str, str]]:
    """Return whom a plan may be shown to, in words."""
    return [
        ("therapist", _("My therapist or doctor")),
        ("friend", _("A friend")),
        ("family", _("Family")),
        ("other", _("Someone else")),
    ]


def boxes(
    steps: tuple[StepText, ...], path: str, clash: actions.ChangedMeanwhile | None = None
) -> list[dict[str, Any]]:
    """Return the boxes to write in; the one that was changed by both shows both texts."""
    return [_box(step, f"{path}{step.slug}/", clash) for step in steps]


def _box(step: StepText, path: str, clash: actions.ChangedMeanwhile | None) -> dict[str, Any]:
    if clash is None or clash.theirs.slug != step.slug:
        return {"step": step, "path": path, "text": step.text, "theirs": None}
    return {"step": step, "path": path, "text": clash.mine, "theirs": clash.theirs.text}


def answer_to_save(request: HttpRequest, *, slug: str, again: str, **write: Any) -> HttpResponse:
    """Save what was posted for a step and answer the script or the form.

    :raises Refused: for a form; a script gets the refusal's words as JSON
    """
    wants_page = request.accepts("text/html")
    try:
        saved = actions.write_step(
            slug=slug,
            text=request.POST.get("text", ""),
            version=_number(request.POST.get("version", "")),
            now=datetime.now(UTC),
            **write,
        )
    except actions.ChangedMeanwhile as clash:
        if wants_page:
            raise
        return JsonResponse({**as_json(clash.theirs), "words": str(clash)}, status=clash.status)
    except Refused as refusal:
        if wants_page:
            raise
        return JsonResponse({"words": str(refusal)}, status=refusal.status)
    if not wants_page:
        return JsonResponse(as_json(saved))
    messages.success(request, _("Saved."))
    return redirect(f"{again}#step-{slug}")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def as_json(step: StepText) -> dict[str, Any]:
    """Return a step as the script needs it."""
    return {"slug": step.slug, "text": step.text, "version": step.version, "by": step.edited_by}


@require_POST
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Save one step of one's own plan."""
    owner = owner_of(request)
    try:
        return answer_to_save(request, slug=slug, again=reverse("plans:plan"), person=owner)
    except actions.ChangedMeanwhile as clash:
        steps = queries.plan_text(owner).steps
        both = boxes(steps, reverse("plans:plan") + "step/", clash)
        page = page_of(owner, words=str(clash)) | {"boxes": both}
        return render(request, "plans/plan.html", page, status=clash.status)


@require_safe
def printable(request: HttpRequest) -> HttpResponse:
    """Show the plan ready for paper."""
    return render(request, "plans/print.html", _to_read(owner_of(request)))


def _to_read(owner: Person) -> dict[str, Any]:
    return {
        "plan": queries.plan_text(owner),
        "lines": safety.lines(),
        "today": datetime.now(UTC).date(),
    }


@require_safe
def download_page(request: HttpRequest) -> HttpResponse:
    """Hand over the plan as one file that opens without a network and holds no script."""
    page = render_to_string("plans/file.html", _to_read(owner_of(request)))
    return _file(page, "text/html; charset=utf-8", "plan.html")


@require_safe
def download_text(request: HttpRequest) -> HttpResponse:
    """Hand over the plan as plain text."""
    words = render_to_string("plans/file.txt", _to_read(owner_of(request)))
    return _file(words, "text/plain; charset=utf-8", "plan.txt")


def _file(body: str, kind: str, name: str) -> HttpResponse:
    # A neutral name: downloads are listed for whoever uses the device next.
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once, then erase the plan and close its links."""
    owner = owner_of(request)
    if request.method != "POST":
        return render(request, "plans/erase.html")
    actions.erase(owner=owner, now=datetime.now(UTC))
    messages.success(request, _("Your plan is gone. No link opens it now."))
    return redirect("plans:plan")
