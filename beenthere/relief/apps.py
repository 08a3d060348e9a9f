from django.apps import AppConfig


class ReliefConfig(AppConfig):
    name = "beenthere.relief"
    label = "relief"
    default_auto_field = "django.db.models.BigAutoField"
