from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Keys, return codes, consent, erasing, export, retention, the audit trail."""

    name = "beenthere.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.privacy import checks, registers, timers  # noqa: F401
