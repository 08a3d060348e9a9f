"""What is checked about the pocket companion before the service starts."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as Caution
from django.core.checks import register

from beenthere.kernel.wording import NOTICES, found_in


@register()
def home_screen_tells_nothing(app_configs: Any, **kwargs: Any) -> list[Caution]:
    """Warn when what stands on a phone's home screen tells what it is for."""
    name = settings.TABLE.pocket_name
    is_known = name.strip().casefold() == settings.TABLE.service_name.strip().casefold()
    if not is_known and not found_in(name, NOTICES):
        return []
    hint = "Choose a word like “Notes” or “Lists”: others see the home screen too."
    return [Caution(f"BEENTHERE_POCKET_NAME ({name}) tells what it is for.", hint=hint, id="pocket.W001")]
