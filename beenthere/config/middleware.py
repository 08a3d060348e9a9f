"""Headers for every page, and refusals as kind pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beenthere.kernel.refusals import Refused

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope",
        "microphone", "midi", "payment", "usb", "browsing-topics",
    )
)  # fmt: skip


class PrivatePages:
    """Keep pages out of caches and turn a refusal into a page that says what to do next."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show a refusal's own words with its status; leave every other error alone."""
        if not isinstance(error, Refused):
            return None
        return render(request, "refused.html", {"words": str(error)}, status=error.status)


private_pages = PrivatePages
