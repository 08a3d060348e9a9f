"""Show a form again without losing what was chosen."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def if_given(given: set[str], name: str, value: object) -> SafeString:
    """Return ``checked`` when this choice was made before."""
    return mark_safe(" checked" if f"{name}:{value}" in given else "")  # noqa: S308 - constants only


@register.simple_tag
def if_chosen(given: set[str], name: str, value: object) -> SafeString:
    """Return ``selected`` when this option was chosen before."""
    return mark_safe(" selected" if f"{name}:{value}" in given else "")  # noqa: S308 - constants only
