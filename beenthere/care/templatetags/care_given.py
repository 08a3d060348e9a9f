"""Show what was chosen and typed before."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from beenthere.care.assembly import LineChoice

register = template.Library()


@register.simple_tag
def if_piece(chosen: set[str], kind: str, key: str = "") -> SafeString:
    """Return ``checked`` when this piece was chosen before."""
    piece = f"{kind}:{key}" if key else kind
    return mark_safe(" checked" if piece in chosen else "")  # noqa: S308 - constants only


@register.simple_tag
def if_any_line(chosen: set[str], lines: tuple[LineChoice, ...]) -> SafeString:
    """Return ``open`` when one of these lines was chosen before, or kept in the talk."""
    is_any = any(line.is_kept or line.piece in chosen for line in lines)
    return mark_safe(" open" if is_any else "")  # noqa: S308 - constants only


@register.simple_tag
def said_for(said: Mapping[str, str], slug: str) -> str:
    """Return what was typed for one question."""
    return said.get(slug, "")
