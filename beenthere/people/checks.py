"""What is checked about this room before the service starts."""

from typing import Any

from django.core.checks import Error, register

from beenthere.people import catalog


@register()
def content_is_right(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Report every problem of the topics, languages and needs files at once."""
    found = [problem for name in catalog.FILES for problem in catalog.problems(catalog.FOLDER / name)]
    return [
        Error(f"people/content/{problem.where} {problem.what}.", hint=problem.do, id="people.E001")
        for problem in found
    ]
