"""What is checked about this room before the service starts."""

from datetime import UTC, datetime
from typing import Any

from django.core.checks import CheckMessage, Warning, register

from beenthere.kernel.content import errors
from beenthere.safety import catalog
from beenthere.safety.levels import catalog as asked


@register()
def lines_are_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report every problem of the crisis lines at once; old entries are a warning."""
    if wrong := errors("safety/content/lines", catalog.problems(), id="safety.E001"):
        return wrong
    return [
        Warning(f"safety/content/lines/{old.where} {old.what}.", hint=old.do, id="safety.W001")
        for old in catalog.stale(today=datetime.now(UTC).date())
    ]


@register()
def questions_are_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report every problem of the plain questions at once."""
    return errors("safety/content", asked.problems(), id="safety.E003")
