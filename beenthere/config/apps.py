from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "beenthere.config"
    label = "config"

    def ready(self) -> None:
        from beenthere.config import wording  # noqa: F401
