from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The line: visits, offers, wishes. Keeps: visits, sealed notes, who is kept apart."""

    name = "beenthere.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.matching import listeners, registers, timers  # noqa: F401
