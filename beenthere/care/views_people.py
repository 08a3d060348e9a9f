"""People to turn to: the directory, one's own entries, and a first sentence to say."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.boundaries import actions_between as boundaries
from beenthere.boundaries import queries_between as between
from beenthere.care import access, actions, catalog, queries
from beenthere.care.views import clock, owner_of
from beenthere.kernel.refusals import NotHere, Refused

FIELDS = ("name", "reach", "cost", "waiting", "sentence")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Show the directory, what a supporter suggested, and one's own list."""
    owner = owner_of(request)
    page = {
        "entries": queries.directory(),
        "suggested": queries.suggestions_for(owner),
        "named": between.named_to(owner),
        "own": queries.own_entries_of(owner),
    }
    return render(request, "care/people.html", page)


def _sentences(first: str = "") -> list[str]:
    """Return what can be said first; what the directory advises for this entry comes first."""
    return [one for one in (first, *(_(one.words) for one in catalog.first_sentences())) if one]


def _said(request: HttpRequest) -> dict[str, str]:
    """Return what was typed; own words for the first sentence go before a chosen one."""
    said = {name: request.POST.get(name, "") for name in FIELDS}
    said["sentence"] = said["sentence"].strip() or request.POST.get("chosen", "")
    return said


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, key: str) -> HttpResponse:
    """Show one entry of the directory; keep it with a first sentence."""
    owner, row = owner_of(request), access.directory_entry(key)
    if request.method == "POST":
        kept = actions.keep_entry(owner=owner, entry=row, said=_said(request), now=clock())
        messages.success(request, _("Kept. Only you see this."))
        return redirect("care:own", key=kept.key)
    by = [one for one in queries.suggestions_for(owner) if one.entry.pk == row.pk]
    page = {"entry": row, "sentences": _sentences(row.first_sentence), "by": by[0] if by else None}
    return render(request, "care/entry.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write somebody to turn to, for oneself, or change that."""
    owner = owner_of(request)
    known = queries.own(access.own_entry(owner=owner, key=key), owner) if key else None
    page: dict[str, Any] = {"key": key, "typed": known, "entry_key": known.entry_key if known else ""}
    page["sentences"] = _sentences()
    if request.method != "POST":
        return render(request, "care/own.html", page)
    said = _said(request)
    try:
        actions.keep_entry(owner=owner, said=said, key=key, now=clock())
    except NotHere:
        raise
    except Refused as refusal:
        page |= {"typed": said, "words": str(refusal)}
        return render(request, "care/own.html", page, status=refusal.status)
    messages.success(request, _("Kept. Only you see this."))
    return redirect("care:people")


@require_POST
def own_forget(request: HttpRequest, key: str) -> HttpResponse:
    """Take somebody off one's own list."""
    actions.forget_own(owner=owner_of(request), key=key)
    messages.success(request, _("It is gone."))
    return redirect("care:people")


@require_POST
def named_forget(request: HttpRequest, key: str) -> HttpResponse:
    """Take somebody a friend named off one's own list; the friend does not learn of it."""
    boundaries.put_away(friend=owner_of(request), key=key, now=clock())
    messages.success(request, _("It is gone."))
    return redirect("care:people")
