"""A seeker puts a hand-over together, sees it exactly as it goes, says yes, takes it back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beenthere.care import access, actions, assembly, letters, queries, queries_handing, rules
from beenthere.care.letters import Frozen
from beenthere.care.models import HandOver
from beenthere.care.rules import Wish
from beenthere.care.views import clock, owner_of
from beenthere.kernel.refusals import NotHere, OutOfStep, Refused
from beenthere.people.models import Person


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a hand-over to somebody the seeker named."""
    contact_key, pieces = request.POST.get("contact", ""), tuple(request.POST.getlist("piece"))
    row = actions.begin(owner=owner_of(request), contact_key=contact_key, pieces=pieces, now=clock())
    return redirect("care:hand_over", key=row.key)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what goes into a draft; afterwards show what became of it."""
    owner = owner_of(request)
    row = access.own_hand_over(owner=owner, key=key)
    if row.consented_at is not None:
        return _status_page(request, row)
    if request.method != "POST":
        return _choice_page(request, owner, row, queries_handing.wish_of(row))
    wish = _wish(request)
    try:
        actions.choose(owner=owner, key=key, wish=wish)
    except NotHere:
        raise
    except Refused as refusal:
        return _choice_page(request, owner, row, wish, words=str(refusal), status=refusal.status)
    return redirect("care:look", key=key)


def _wish(request: HttpRequest) -> Wish:
    days = request.POST.get("days", "")
    return Wish(
        pieces=tuple(request.POST.getlist("piece")),
        own=request.POST.get("own", ""),
        theirs=request.POST.get("theirs") == "on",
        purpose=request.POST.get("purpose", ""),
        first_line=request.POST.get("first_line", ""),
        signed=request.POST.get("signed", ""),
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0,
        way=request.POST.get("way", ""),
    )


def _choice_page(
    request: HttpRequest, owner: Person, row: HandOver, wish: Wish, *, words: str = "", status: int = 200
) -> HttpResponse:
    page = {
        "key": row.key,
        "to": queries.contact(row.contact, owner) if row.contact else None,
        "choices": assembly.choices(owner),
        "wish": wish,
        "chosen": set(wish.pieces),
        "purposes": queries.purpose_labels().items(),
        "days": rules.DAYS,
        "own_limit": rules.OWN_LIMIT,
        "mail_is_on": settings.MAIL_IS_ON,
        "words": words,
    }
    return render(request, "care/choose.html", page, status=status)


def _status_page(request: HttpRequest, row: HandOver, *, code: str = "") -> HttpResponse:
    given = queries_handing.given(row, now=clock())
    article = queries_handing.article_of(row) if given.state == "open" else ""
    page = {"given": given, "code": rules.shown_code(code) if code else "", "article": _as_made(article)}
    return render(request, "care/given.html", page)


def _as_made(article: str) -> Any:
    # Made by care/letter.html with every word escaped, and sealed since; the same characters go to both sides.
    return mark_safe(article)  # noqa: S308


def _page_of(row: HandOver, wish: Wish, frozen: Frozen) -> dict[str, Any]:
    return {
        "key": row.key,
        "letter": frozen.letter,
        "wish": wish,
        "article": _as_made(frozen.article),
        "mail": frozen,
        "seen": letters.digest_of(frozen.article),
        "is_empty": not frozen.letter.parts,
    }


@require_safe
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Show a draft exactly as it would go out, with the question for a yes."""
    return _look_page(request, owner_of(request), key)


def _look_page(
    request: HttpRequest, owner: Person, key: str, *, words: str = "", status: int = 200
) -> HttpResponse:
    link = queries_handing.link_of(_("the-link"))
    row, wish, frozen = actions.preview(owner=owner, key=key, link=link, now=clock())
    return render(request, "care/look.html", _page_of(row, wish, frozen) | {"words": words}, status=status)


@require_POST
def agree(request: HttpRequest, key: str) -> HttpResponse:
    """Take the seeker's yes; the code is shown on this one page."""
    owner, seen = owner_of(request), request.POST.get("seen", "")
    if request.POST.get("yes") != "on":
        words = _("Please tick your yes first. Or go back; nothing has been sent.")
        return _look_page(request, owner, key, words=words, status=400)
    try:
        row, code = actions.agree(owner=owner, key=key, seen=seen, now=clock())
    except NotHere:
        # A second press of the same yes leads to what the first one made.
        return redirect("care:hand_over", key=access.own_hand_over(owner=owner, key=key).key)
    except (OutOfStep, Refused) as refusal:
        return _look_page(request, owner, key, words=str(refusal), status=refusal.status)
    return _status_page(request, row, code=code)


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """Show a hand-over ready for paper: a draft as it stands, or what was sent.

    :raises NotHere: taken back
    """
    owner = owner_of(request)
    row = access.own_hand_over(owner=owner, key=key)
    if row.consented_at is None:
        article = actions.preview(owner=owner, key=key, now=clock())[2].article
    else:
        article = queries_handing.article_of(row)
    if not article:
        raise NotHere
    return render(request, "care/paper.html", {"key": key, "article": _as_made(article)})


@require_POST
def code(request: HttpRequest, key: str) -> HttpResponse:
    """Make a new code and show it once."""
    owner = owner_of(request)
    made = actions.new_code(owner=owner, key=key, now=clock())
    return _status_page(request, access.own_hand_over(owner=owner, key=key), code=made)


@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take a hand-over back."""
    actions.revoke(owner=owner_of(request), key=key, now=clock())
    messages.success(request, _("You took it back. The link opens nothing now."))
    return redirect("care:hand_over", key=key)


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Forget a draft, or the note that something was handed over."""
    actions.forget_hand_over(owner=owner_of(request), key=key, now=clock())
    messages.success(request, _("It is gone."))
    return redirect("care:home")
