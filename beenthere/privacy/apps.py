from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "beenthere.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
