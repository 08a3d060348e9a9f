from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "beenthere.skills"
    label = "skills"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up check of the cards."""
        from beenthere.skills import checks  # noqa: F401
