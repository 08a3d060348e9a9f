"""What is checked about this room before the service starts."""

from typing import Any

from django.core.checks import CheckMessage, register

from beenthere.kernel.content import errors
from beenthere.people import catalog


@register()
def content_is_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report every problem of the topics, languages and needs files at once."""
    found = [problem for name in catalog.FILES for problem in catalog.problems(catalog.FOLDER / name)]
    return errors("people/content", found, id="people.E001")
