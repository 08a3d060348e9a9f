"""What must be right about the keys before anybody writes a word."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from beenthere.privacy.root_key import RootKeyIsMissing, RootKeyIsWrong, root_key


@register()
def root_key_is_usable(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """privacy.E001: there is a root key, apart from the data, that only this user can read."""
    try:
        root_key()
    except RootKeyIsMissing as error:
        # The demo makes its own at the first start.
        return [] if settings.IS_DEMO else [Error(str(error), id="privacy.E001")]
    except RootKeyIsWrong as error:
        return [Error(str(error), id="privacy.E001")]
    return []
