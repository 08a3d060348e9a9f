from django.apps import AppConfig


class CompanionConfig(AppConfig):
    """The panel beside the supporter's chat. Keeps: which cards were pinned, put away, used."""

    name = "beenthere.companion"
    label = "companion"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.companion import ears, listeners, quoting, registers, timers  # noqa: F401
