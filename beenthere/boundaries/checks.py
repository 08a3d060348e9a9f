"""What is checked about this room before the service starts."""

from typing import Any

from django.core.checks import Error, register

from beenthere.boundaries import texts


@register()
def content_is_right(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Report every problem of the agreement texts at once."""
    return [
        Error(f"boundaries/content/{problem.where} {problem.what}.", hint=problem.do, id="boundaries.E001")
        for problem in texts.problems()
    ]
