"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, Any]:
    """Return the service's name and mode."""
    return {
        "service_name": settings.TABLE.service_name,
        "contact_email": settings.TABLE.contact_email,
        "is_demo": settings.IS_DEMO,
    }
