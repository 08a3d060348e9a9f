from django.apps import AppConfig


class CareConfig(AppConfig):
    """Who else is there for a seeker. Keeps: care contacts, sentences, own entries, hand-overs."""

    name = "beenthere.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.care import checks, helping, registers, timers  # noqa: F401
