"""Start-up checks of this room: a message may be called "sent" only when it is on disk."""

from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections

_POSTGRES = {
    "synchronous_commit": {"on", "remote_apply", "remote_write"},
    "fsync": {"on"},
    "full_page_writes": {"on"},
}


def durability_problems(alias: str) -> list[str]:
    """Return why a database could lose what it has committed; empty when it can not."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _sqlite_problems(cursor)
        found = {}
        for name in _POSTGRES:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    return [f"{name} is {value}" for name, value in found.items() if value not in _POSTGRES[name]]


def _sqlite_problems(cursor: Any) -> list[str]:
    problems = []
    mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in {"wal", "memory"}:
        problems.append(f"journal_mode is {mode}, not wal")
    level = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if level != 2:
        problems.append(f"synchronous is {level}, not 2 (FULL): a power cut would lose sent messages")
    return problems


@register(Tags.database)
def durable(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """Refuse a database that acknowledges before it has written."""
    return [
        Error(
            f"The database {alias!r} could lose what it has committed: {problem}.",
            hint="Leave SQLite's settings as shipped, or switch PostgreSQL's setting on.",
            id="conversations.E001",
        )
        for alias in databases or []
        for problem in durability_problems(alias)
    ]
