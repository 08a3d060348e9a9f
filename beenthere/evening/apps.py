from django.apps import AppConfig


class EveningConfig(AppConfig):
    name = "beenthere.evening"
    label = "evening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.evening import timers  # noqa: F401
