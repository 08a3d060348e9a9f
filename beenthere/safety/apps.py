from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Pages to people on call, crisis lines. Keeps: safety answers, who was paged."""

    name = "beenthere.safety"
    label = "safety"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.safety import checks, listeners, registers, timers  # noqa: F401
        from beenthere.safety.levels import beside, passing  # noqa: F401
        from beenthere.safety.levels import registers as level_registers  # noqa: F401
        from beenthere.safety.reaching import live  # noqa: F401
        from beenthere.safety.reaching import registers as reaching_registers  # noqa: F401
