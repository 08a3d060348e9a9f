from django.apps import AppConfig


class DemoConfig(AppConfig):
    """An invented community and two scripted players; moves in demo mode only."""

    name = "beenthere.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.demo import players  # noqa: F401
