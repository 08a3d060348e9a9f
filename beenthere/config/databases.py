"""Where the tables live, and how a commit is made to last."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from beenthere.config.table import SettingIsWrong

# FULL is what makes "sent" true after a power cut; NORMAL loses commits in WAL mode.
# secure_delete overwrites erased keys instead of leaving them in free pages.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
)


def database(url: str, sqlite_path: Path) -> dict[str, Any]:
    """Return Django's settings for the main database."""
    return _postgres(url) if url else _sqlite(sqlite_path)


def keyring_database(url: str, sqlite_path: Path) -> dict[str, Any]:
    """Return Django's settings for the keys, which never share a file with the messages."""
    return database(url, sqlite_path)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        },
        "TEST": {"NAME": None},
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise SettingIsWrong(
            "BEENTHERE_DATABASE_URL is wrong: it must look like postgresql://user:password@host/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_HEALTH_CHECKS": True,
    }
