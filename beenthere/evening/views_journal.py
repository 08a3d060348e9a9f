"""A supporter's own role journal: evenings, pieces, months. Nobody else reads it here."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from beenthere.boundaries import actions_journal, queries_journal
from beenthere.boundaries.access import access_moment, access_own_piece
from beenthere.conversations.access import access_conversation
from beenthere.people.access import require_supporter
from beenthere.people.models import Person


def _supporter(request: HttpRequest) -> Person:
    return require_supporter(request.member)  # type: ignore[attr-defined]


@require_safe
@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """Show the last evenings with their moments and pieces."""
    supporter, now = _supporter(request), datetime.now(UTC)
    context = {
        "evenings": queries_journal.journal(supporter=supporter, now=now),
        "month": queries_journal.month_of(now),
        "most": actions_journal.MOST_WORDS,
    }
    return render(request, "evening/desk/journal.html", context)


@require_safe
@login_required
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Show one's own month: counts with what they are counted from."""
    own = queries_journal.month(supporter=_supporter(request), name=month)
    return render(request, "evening/desk/journal_month.html", {"own": own})


@require_POST
@login_required
def write(request: HttpRequest) -> HttpResponse:
    """Keep a piece about a moment or a talk; share a moment without a word when that is what was pressed."""
    supporter, now = _supporter(request), datetime.now(UTC)
    said = {part: request.POST.get(part, "") for part in actions_journal.PARTS}
    about: dict[str, Any] = _about(request, supporter)
    if "share" in request.POST and "noticed" in about and not any(map(str.strip, said.values())):
        actions_journal.share_moment(noticed=about["noticed"], supporter=supporter, now=now)
        return redirect("evening:journal")
    piece = actions_journal.reflect(supporter=supporter, words=said, now=now, **about)
    if "share" in request.POST:
        actions_journal.share(piece=piece, supporter=supporter, now=now)
    return redirect("evening:journal")


def _about(request: HttpRequest, supporter: Person) -> dict[str, Any]:
    if key := request.POST.get("noticed", ""):
        return {"noticed": access_moment(key=key, supporter=supporter)}
    talk = request.POST.get("talk", "")
    return {"conversation": access_conversation(person=supporter, key=talk, side="supporter")}


@require_POST
@login_required
def share(request: HttpRequest, key: str) -> HttpResponse:
    """Share one piece with supervision."""
    supporter = _supporter(request)
    piece = access_own_piece(key=key, supporter=supporter)
    actions_journal.share(piece=piece, supporter=supporter, now=datetime.now(UTC))
    return redirect("evening:journal")


@require_POST
@login_required
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Make a piece private again."""
    supporter = _supporter(request)
    actions_journal.take_back(piece=access_own_piece(key=key, supporter=supporter), supporter=supporter)
    return redirect("evening:journal")


@require_POST
@login_required
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Delete a piece."""
    supporter = _supporter(request)
    actions_journal.forget(piece=access_own_piece(key=key, supporter=supporter), supporter=supporter)
    return redirect("evening:journal")
