from django.apps import AppConfig


class BoundariesConfig(AppConfig):
    """Role agreement and dual roles. Keeps: who agreed to which words, and disclosures."""

    name = "beenthere.boundaries"
    label = "boundaries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.boundaries import checks, listeners, registers, timers  # noqa: F401
        from beenthere.boundaries.guard import gate  # noqa: F401
        from beenthere.boundaries.guard import registers as moments  # noqa: F401
