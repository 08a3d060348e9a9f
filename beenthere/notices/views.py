"""Browser push: the service worker, the public key, a subscription."""

import json
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beenthere.kernel.refusals import NotHere, Refused
from beenthere.notices import actions
from beenthere.notices.vapid import public_key
from beenthere.notices.worker import SERVICE_WORKER


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the worker from the root, so that its scope is every page."""
    return HttpResponse(SERVICE_WORKER, content_type="text/javascript")


@require_safe
def push_key(request: HttpRequest) -> HttpResponse:
    """Return the key by which a browser subscribes."""
    return JsonResponse({"key": public_key()})


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Remember where this browser can be reached.

    :raises NotHere: nobody is signed in or on a visit
    """
    person = (request.member if request.POST.get("as") == "member" else request.seeker) or None  # type: ignore[attr-defined]
    if person is None:
        raise NotHere
    address = _subscription(request.POST.get("subscription", ""))
    actions.save_address(person=person, channel="push", address=address, now=datetime.now(UTC))
    return JsonResponse({"ok": True})


def _subscription(text: str) -> str:
    try:
        read = json.loads(text)
        endpoint = str(read["endpoint"])
        wanted = {
            "endpoint": endpoint,
            "keys": {name: str(read["keys"][name]) for name in ("p256dh", "auth")},
        }
    except (ValueError, KeyError, TypeError):
        raise Refused(_("This browser did not say how to reach it. Choose another way.")) from None
    if not endpoint.startswith("https://"):
        raise Refused(_("This browser did not say how to reach it. Choose another way."))
    return json.dumps(wanted)
