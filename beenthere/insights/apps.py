from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "beenthere.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"
