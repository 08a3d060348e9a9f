from django.apps import AppConfig


class BoundariesConfig(AppConfig):
    name = "beenthere.boundaries"
    label = "boundaries"
    default_auto_field = "django.db.models.BigAutoField"
