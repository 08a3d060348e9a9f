"""What is checked about this room before the service starts."""

from datetime import UTC, datetime
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from beenthere.safety import catalog, queries

NO_ON_CALL = Warning(
    "No on-call person is set. Until there is one, the service says that it is closed.",
    hint="Give somebody the duty `on_call` and let them add e-mail or another channel on /on-call/.",
    id="safety.E002",
)


@register()
def lines_are_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report every problem of the crisis lines at once; old entries are a warning."""
    wrong: list[CheckMessage] = [
        Error(f"safety/content/lines/{problem.where} {problem.what}.", hint=problem.do, id="safety.E001")
        for problem in catalog.problems()
    ]
    if wrong:
        return wrong
    return [
        Warning(f"safety/content/lines/{old.where} {old.what}.", hint=old.do, id="safety.W001")
        for old in catalog.stale(today=datetime.now(UTC).date())
    ]


def on_call_hint() -> CheckMessage | None:
    """Return what the doctor and the board say while nobody can be called, else None."""
    return None if queries.is_service_open() else NO_ON_CALL
