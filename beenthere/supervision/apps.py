from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Debriefs and reports. Keeps: sealed debriefs, sealed reports."""

    name = "beenthere.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.supervision import listeners, registers, timers  # noqa: F401
