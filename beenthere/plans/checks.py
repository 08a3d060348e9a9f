"""What is checked about this room before the service starts."""

from typing import Any

from django.core.checks import CheckMessage, register

from beenthere.kernel.content import errors
from beenthere.plans import catalog


@register()
def content_is_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report every problem of the steps and of the guided cards at once."""
    return errors("plans/content", catalog.problems(), id="plans.E001")
