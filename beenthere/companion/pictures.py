"""The supporter's own trend as one small picture: reflections for each hundred messages, evening by evening."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from beenthere.companion.models import ListeningPicture

WIDTH, HEIGHT, EDGE = 560, 140, 24


def picture_of_trend(evenings: Sequence[ListeningPicture]) -> SafeString:
    """Return an SVG of the last twenty evenings, or nothing for fewer than two."""
    latest = [one for one in evenings if one.messages][-20:]
    if len(latest) < 2:
        return SafeString("")
    shares = [one.reflections / one.messages for one in latest]
    step = (WIDTH - 2 * EDGE) / (len(latest) - 1)
    points = [
        (EDGE + n * step, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * min(share, 1))
        for n, share in enumerate(shares)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    about = ", ".join(f"{one.on}: {round(100 * share)}" for one, share in zip(latest, shares, strict=True))
    title = _("Reflections in 100 messages, evening by evening")
    # Numbers and escaped words only.
    return mark_safe(  # noqa: S308
        f'<svg role="img" viewBox="0 0 {WIDTH} {HEIGHT}" class="trend"><title>{escape(title)}</title>'
        f'<desc>{escape(about)}</desc><polyline points="{line}"/>{dots}</svg>'
    )
