"""Tabletop: written scenes for training the people on call. Nothing real is touched, and nothing is kept."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beenthere.kernel.refusals import NotHere
from beenthere.people.access import require_on_call

LONGEST_NUMBER = 3
FILE = Path(__file__).parent.parent / "content" / "tabletop.yml"


@dataclass(frozen=True)
class Choice:
    """Something one could do, whether it is what we do here, and why."""

    does: str
    fits: bool
    because: str


@dataclass(frozen=True)
class Scene:
    """One moment: what is known, and what one could do."""

    told: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Play:
    """A written evening in scenes."""

    slug: str
    name: str
    level: int
    scenes: tuple[Scene, ...]


@cache
def plays() -> tuple[Play, ...]:
    """Return the written plays."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Play(
            entry["slug"],
            entry["name"],
            entry["level"],
            tuple(
                Scene(scene["told"], tuple(Choice(**choice) for choice in scene["choices"]))
                for scene in entry["scenes"]
            ),
        )
        for entry in read
    )


@require_safe
@login_required
def table(request: HttpRequest) -> HttpResponse:
    """List the plays."""
    require_on_call(request.member)  # type: ignore[attr-defined]
    return render(request, "safety/tabletop.html", {"plays": plays()})


@require_safe
@login_required
def play(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one scene; the choices so far stand in the address and nowhere else."""
    require_on_call(request.member)  # type: ignore[attr-defined]
    found = next((one for one in plays() if one.slug == slug), None)
    if found is None:
        raise NotHere
    number = _within(request.GET.get("scene", "0"), len(found.scenes))
    scene = found.scenes[number]
    chosen = _within(request.GET.get("choice", ""), len(scene.choices), nothing=-1)
    context = {
        "play": found,
        "scene": scene,
        "number": number,
        "chosen": scene.choices[chosen] if chosen >= 0 else None,
        "next": number + 1 if number + 1 < len(found.scenes) else None,
    }
    return render(request, "safety/play.html", context)


def _within(given: str, most: int, nothing: int = 0) -> int:
    is_short = given.isdecimal() and len(given) <= LONGEST_NUMBER
    return int(given) if is_short and int(given) < most else nothing
