from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "beenthere.config"
    label = "config"
