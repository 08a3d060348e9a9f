"""A seeker's own page of who else is there, and whom they named. Every page works without a script."""

from datetime import UTC, date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.care import access, actions, queries, queries_handing
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.people.models import Person

FIELDS = ("role", "name", "email", "phone", "may_know")


def clock() -> datetime:
    """Return the time it is."""
    return datetime.now(UTC)


def owner_of(request: HttpRequest) -> Person:
    """Return the seeker at this browser.

    :raises NotHere: nobody, or somebody with an account
    """
    return access.require_owner(request.seeker)  # type: ignore[attr-defined]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a seeker whom they named, what they wrote and what they handed over."""
    owner = owner_of(request)
    page = {
        "contacts": queries.contacts_of(owner),
        "given": queries_handing.given_of(owner, now=clock()),
        "sentences": queries.sentences_of(owner),
        "suggested": queries.suggestions_for(owner),
        "kept_until": queries.kept_until(owner),
    }
    return render(request, "care/home.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, key: str = "") -> HttpResponse:
    """Name somebody, or change what is known about them."""
    owner = owner_of(request)
    row = access.own_contact(owner=owner, key=key) if key else None
    if request.method != "POST":
        known = queries.contact(row, owner) if row else None
        return _contact_page(request, key=key, typed=known)
    typed = {name: request.POST.get(name, "") for name in (*FIELDS, "until")}
    try:
        _save(owner, key=key, typed=typed)
    except NotHere:
        raise
    except Refused as refusal:
        return _contact_page(request, key=key, typed=typed, words=str(refusal), status=refusal.status)
    messages.success(request, _("Saved. Only you see this."))
    return redirect("care:home")


def _save(owner: Person, *, key: str, typed: dict[str, str]) -> None:
    until = _day(typed["until"])
    if key:
        actions.change_contact(owner=owner, key=key, said=typed, until=until, now=clock())
    else:
        actions.name_contact(owner=owner, said=typed, until=until, now=clock())


def _day(text: str) -> date | None:
    """Return the day that was typed, or none.

    :raises Refused: it is no day
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(_("Please write the day like this: 2026-12-31. Or leave it empty.")) from None


def _contact_page(
    request: HttpRequest, *, key: str, typed: object, words: str = "", status: int = 200
) -> HttpResponse:
    page = {"key": key, "typed": typed, "words": words, "roles": queries.role_labels().items()}
    return render(request, "care/contact.html", page, status=status)


@require_POST
def contact_forget(request: HttpRequest, key: str) -> HttpResponse:
    """Take somebody off the list."""
    actions.forget_contact(owner=owner_of(request), key=key, now=clock())
    messages.success(request, _("They are off your list. What was open for them is closed."))
    return redirect("care:home")
