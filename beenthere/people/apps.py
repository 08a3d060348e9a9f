from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "beenthere.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.people import checks, timers  # noqa: F401
