from django.apps import AppConfig


class FriendsConfig(AppConfig):
    """Two friends and their evenings. Keeps: invitations, pairs, evenings, and each side's own words about them."""

    name = "beenthere.friends"
    label = "friends"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beenthere.friends import listeners, registers, timers  # noqa: F401
        from beenthere.friends.pocket import checks as pocket_checks  # noqa: F401
        from beenthere.friends.pocket import registers as pocket_registers  # noqa: F401
