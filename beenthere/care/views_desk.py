"""A supporter suggests somebody of the directory in a talk; a coordinator keeps the directory."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beenthere.care import access, actions, queries
from beenthere.care.actions.directory import FIELDS
from beenthere.care.models import DirectoryEntry
from beenthere.care.views import clock
from beenthere.kernel.refusals import Refused
from beenthere.people.access import require_coordinator, require_supporter
from beenthere.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, key: str) -> HttpResponse:
    """Show the directory to the supporter of an open talk, and let them name one of it."""
    supporter = require_supporter(request.member)  # type: ignore[attr-defined]
    talk = access.talk_of_supporter(supporter=supporter, key=key)
    if request.method == "POST":
        entry = access.directory_entry(request.POST.get("entry", ""))
        actions.suggest(supporter=supporter, talk_key=key, entry=entry, now=clock())
        messages.success(
            request, _("They see it now. Both of you read the new line on how you know each other.")
        )
        return redirect("care:suggest", key=key)
    page = {"key": key, "entries": queries.directory(), "suggested": queries.suggested_in(talk)}
    return render(request, "care/suggest.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def directory(request: HttpRequest) -> HttpResponse:
    """Show the directory to a coordinator, and write a new entry."""
    dee = require_coordinator(request.member)  # type: ignore[attr-defined]
    return _written(request, dee, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def directory_entry(request: HttpRequest, key: str) -> HttpResponse:
    """Change an entry, say that it was checked today, or take it out."""
    dee = require_coordinator(request.member)  # type: ignore[attr-defined]
    entry = access.directory_entry(key)
    deed = request.POST.get("do", "") if request.method == "POST" else ""
    if deed == "checked":
        actions.check_entry(by=dee, entry=entry, now=clock())
    elif deed == "remove":
        actions.remove_entry(by=dee, entry=entry, now=clock())
    else:
        return _written(request, dee, entry)
    messages.success(request, _("Done."))
    return redirect("care:directory")


def _written(request: HttpRequest, dee: Person, entry: DirectoryEntry | None) -> HttpResponse:
    page: dict[str, Any] = {"entries": queries.directory(), "entry": entry, "typed": entry}
    if request.method != "POST":
        return render(request, "care/directory.html", page)
    said = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        actions.write_entry(by=dee, said=said, entry=entry, now=clock())
    except Refused as refusal:
        page |= {"typed": said, "words": str(refusal)}
        return render(request, "care/directory.html", page, status=refusal.status)
    messages.success(request, _("Saved, and checked today."))
    return redirect("care:directory")
