from django.apps import AppConfig


class CompanionConfig(AppConfig):
    name = "beenthere.companion"
    label = "companion"
    default_auto_field = "django.db.models.BigAutoField"
