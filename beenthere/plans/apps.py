from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Safety plans and guided cards. Keeps: a seeker's plan, and whom they showed it to."""

    name = "beenthere.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.plans import checks, registers  # noqa: F401
