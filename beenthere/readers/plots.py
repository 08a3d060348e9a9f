"""Small pictures as SVG, with a title and a text that says the same: no picture is the only way to know."""

from collections.abc import Sequence
from html import escape

from beenthere.readers.reviewing import Felt

WIDTH, HEIGHT, EDGE = 640, 180, 28


def course(felt: Sequence[Felt], *, title: str, about: str) -> str:
    """Return the course of intensity, 0-10 upward, with a soft band of one standard deviation; gaps are gaps."""
    if not felt:
        return ""
    last = max(one.turn for one in felt)
    first = min(one.turn for one in felt)

    def x(turn: int) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * ((turn - first) / max(last - first, 1))

    def y(value: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / 10

    upper = " ".join(f"{x(one.turn):.1f},{y(one.high):.1f}" for one in felt)
    lower = " ".join(f"{x(one.turn):.1f},{y(one.low):.1f}" for one in reversed(felt))
    line = " ".join(f"{x(one.turn):.1f},{y(one.intensity):.1f}" for one in felt)
    grid = "".join(
        f'<line class="grid" x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{y(v):.1f}" y2="{y(v):.1f}"/>'
        f'<text x="4" y="{y(v) + 4:.1f}">{v}</text>'
        for v in (0, 5, 10)
    )
    dots = "".join(f'<circle cx="{x(one.turn):.1f}" cy="{y(one.intensity):.1f}" r="2.5"/>' for one in felt)
    body = f'{grid}<polygon class="band" points="{upper} {lower}"/><polyline class="line" points="{line}"/>{dots}'
    return _svg(body, title, about, HEIGHT)


def bars(counts: Sequence[tuple[str, int]], *, title: str, about: str) -> str:
    """Return one bar for each (name, count), with the count written beside it."""
    if not counts:
        return ""
    most = max(count for _, count in counts) or 1
    row, name_width = 24, 210
    body = "".join(
        f'<text x="0" y="{place * row + 16}">{escape(name)}</text>'
        f'<rect class="bar" x="{name_width}" y="{place * row + 4}" height="{row - 8}" width="{(WIDTH - name_width - 50) * count / most:.1f}"/>'
        f'<text x="{name_width + 8 + (WIDTH - name_width - 50) * count / most:.1f}" y="{place * row + 16}">{count}</text>'
        for place, (name, count) in enumerate(counts)
    )
    return _svg(body, title, about, row * len(counts) + 4)


def _svg(body: str, title: str, about: str, height: int) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>{body}</svg>"
    )
