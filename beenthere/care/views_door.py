"""The door for a recipient: a link, one press with a code, half an hour to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from beenthere.care import access, actions, fhir, queries_handing
from beenthere.care.letters import Frozen
from beenthere.care.models import HandOver
from beenthere.care.views import clock
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.privacy.keys import KeyIsGone

MOST_CODE = 40


def _held(token: str) -> str:
    """Return where a browser's session keeps its grant; not the link itself, which would lie there in plain."""
    return f"letter:{access.digest_of(token)[:16]}"


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code; looking at the link alone opens nothing and is noted nowhere."""
    now = clock()
    row = access.living(token=token, now=now)
    if request.method != "POST":
        return render(request, "care/door.html", {"until": row.until})
    try:
        grant = actions.open_with_code(token=token, code=request.POST.get("code", "")[:MOST_CODE], now=now)
    except NotHere:
        raise
    except Refused as refusal:
        page = {"until": row.until, "words": str(refusal)}
        return render(request, "care/door.html", page, status=refusal.status)
    request.session[_held(token)] = grant
    return redirect("care:read", token=token)


def _opened(request: HttpRequest, token: str) -> HandOver | None:
    return access.opened(token=token, grant=request.session.get(_held(token), ""), now=clock())


@never_cache
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was handed over, exactly as its seeker saw it."""
    row = _opened(request, token)
    if row is None:
        return redirect("care:door", token=token)
    # Made by care/letter.html with every word escaped, and sealed since.
    article = mark_safe(_frozen(row).article)  # noqa: S308
    return render(request, "care/read.html", {"article": article, "token": token, "until": row.until})


@never_cache
@require_safe
def record(request: HttpRequest, token: str) -> HttpResponse:
    """Hand over the same as a file for a record system (FHIR R4)."""
    row = _opened(request, token)
    if row is None:
        return redirect("care:door", token=token)
    return HttpResponse(
        fhir.document(_frozen(row).letter, at=row.consented_at or clock()),
        content_type="application/fhir+json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="letter.fhir.json"'},
    )


def _frozen(row: HandOver) -> Frozen:
    try:
        return queries_handing.frozen(row)
    except KeyIsGone:
        # Taken back in this moment.
        raise NotHere from None
