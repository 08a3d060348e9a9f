from django.apps import AppConfig


class ReliefConfig(AppConfig):
    """Before, after and tomorrow. Keeps: ratings, sealed closing notes, an agreed message."""

    name = "beenthere.relief"
    label = "relief"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.relief import registers, timers  # noqa: F401
