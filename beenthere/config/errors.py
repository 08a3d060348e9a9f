"""Pages for things that went wrong; each says what to try next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def form_is_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection token is missing or old."""
    words = _("This page was open for a long time. Go back, load it again, and send it once more.")
    return render(request, "refused.html", {"words": words}, status=403)


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: missing and foreign look the same."""
    words = _("There is nothing here. The link may be old, or it belongs to someone else.")
    return render(request, "refused.html", {"words": words}, status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """500: our fault, said plainly."""
    words = _("Something went wrong on our side. Please try again in a moment.")
    return render(request, "refused.html", {"words": words}, status=500)
