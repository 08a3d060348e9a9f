"""Mail settings from one URL."""

from typing import Any
from urllib.parse import unquote, urlsplit

from beenthere.config.table import SettingIsWrong, Table


def mail_settings(table: Table) -> dict[str, Any]:
    """Return Django's mail settings; without a URL, mail is off."""
    if not table.smtp_url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(table.smtp_url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingIsWrong("BEENTHERE_SMTP_URL is wrong: it must look like smtp://user:password@host:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": table.mail_from or f"beenthere@{parts.hostname}",
    }
