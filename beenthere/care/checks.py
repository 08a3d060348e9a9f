"""What is checked about this room before the service starts, and the operator's words it keeps."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, register

from beenthere.care import catalog
from beenthere.care.models import DirectoryEntry
from beenthere.kernel.content import errors
from beenthere.kernel.wording import operator_words


@register()
def content_is_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report every problem of the first sentences and of the three questions at once."""
    return errors("care/content", catalog.problems(), id="care.E001")


@operator_words
def directory_words() -> Iterable[tuple[str, str]]:
    """The entries of the directory, which stand on pages."""
    for row in DirectoryEntry.objects.order_by("name"):
        words = (row.name, row.about, row.cost, row.waiting, row.first_sentence)
        yield from ((f"care directory, {row.name}", text) for text in words)
