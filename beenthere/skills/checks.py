"""What is checked about this room before the service starts."""

from typing import Any

from django.core.checks import Error, register

from beenthere.skills import queries, rules


@register()
def cards_are_right(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Report every problem of every card at once."""
    return [
        Error(f"skills/content/cards/{problem}.", hint=problem.do, id="skills.E001")
        for problem in rules.check_folder(queries.FOLDER)
    ]
