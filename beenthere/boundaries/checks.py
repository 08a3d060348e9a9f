"""What is checked about this room before the service starts."""

from typing import Any

from django.core.checks import CheckMessage, register

from beenthere.boundaries import text_problems, texts
from beenthere.boundaries.guard import catalog
from beenthere.kernel.content import errors


@register()
def content_is_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report every problem of the texts at once, ours and the deployment's own, and of the drifts."""
    own = texts.own_folder()
    ours = [*text_problems.problems(), *catalog.problems()]
    theirs = text_problems.own_problems(own)
    return [
        *errors("boundaries/content", ours, id="boundaries.E001"),
        *errors(str(own.parent), theirs, id="boundaries.E001"),
    ]
