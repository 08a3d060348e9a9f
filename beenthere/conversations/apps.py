from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "beenthere.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.conversations import checks, listeners, registers, timers  # noqa: F401
