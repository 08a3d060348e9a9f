"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from beenthere.people.queries import holds_on_call, is_coordinator, is_on_call


def service(request: HttpRequest) -> dict[str, Any]:
    """Return the service's name and mode."""
    return {
        "service_name": settings.TABLE.service_name,
        "contact_email": settings.TABLE.contact_email,
        "is_demo": settings.IS_DEMO,
        "has_line": settings.TABLE.doors != "friends",
        "has_friends": settings.TABLE.doors != "line",
        "duties": SimpleLazyObject(lambda: _duties(request)),
    }


def _duties(request: HttpRequest) -> dict[str, bool]:
    member = getattr(request, "member", None) or None
    return {
        "coordinator": is_coordinator(member),
        "on_call": is_on_call(member),
        "holds_on_call": holds_on_call(member),
    }
