from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """How somebody is told something outside the page. Keeps: sealed addresses, notices."""

    name = "beenthere.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.notices import registers, timers  # noqa: F401
