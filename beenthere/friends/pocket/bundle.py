"""What the phone takes along: every card, the lines, and the companion's answer to every moment of three taps.

The answers come from ``companion.rules.suggest`` and from nowhere else; the phone only looks them up. There is no word
of anybody in it, so it may lie in the browser's cache.
"""

import hashlib
import json
import threading
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language

from beenthere.companion.rules import suggest
from beenthere.companion.words import feeling_name
from beenthere.friends.pocket import rules
from beenthere.people import queries as people
from beenthere.safety import queries as safety
from beenthere.skills.queries import cards

# The page's own files, in the order in which they are asked for.
FILES = (
    "friends/pocket/pocket.css",
    "friends/pocket/app.js",
    "friends/pocket/breath.js",
    "friends/pocket/cards.js",
    "friends/pocket/choose.js",
    "friends/pocket/clock.js",
    "friends/pocket/ground.js",
    "friends/pocket/home.js",
    "friends/pocket/now.js",
    "friends/pocket/post.js",
    "friends/pocket/screens.js",
    "friends/pocket/vault.js",
)
_alone = threading.Lock()
ICONS = ("icon-192.png", "icon-512.png", "icon-maskable-512.png")


def bundle() -> dict[str, Any]:
    """Return everything the page shows without a network."""
    return _bundle(get_language() or "", settings.TABLE.region)


@cache
def _bundle(language: str, region: str) -> dict[str, Any]:
    return {
        "feelings": [[slug, feeling_name(slug) if slug else ""] for slug in rules.FEELINGS],
        "needs": [["", ""], *([need.slug, need.label] for need in _needs())],
        "cards": {slug: _card(slug) for slug in cards()},
        "lines": _lines(region),
        **table(),
    }


def _needs() -> list[people.Topic]:
    known = {need.slug: need for need in people.needs()}
    return [known[slug] for slug in rules.WISHES if slug]


def _card(slug: str) -> dict[str, Any]:
    card = cards()[slug]
    return {
        "name": card.name,
        "what": card.what,
        "steps": list(card.steps),
        "say": card.say,
        "not": card.not_when,
    }


def _lines(region: str) -> dict[str, Any]:
    found = safety.lines(region)
    return {
        "place": found.name,
        "finder": found.finder,
        "finder_name": found.finder_name,
        "lines": [
            {
                "name": line.name,
                "about": line.audience,
                "phone": line.phone,
                "dial": line.dial,
                "text": line.text,
                "hours": line.hours,
                "emergency": line.emergency,
            }
            for line in found.lines
        ],
    }


def table() -> dict[str, Any]:
    """Return the companion's answers: each different one once, and for each moment which of them it is."""
    # A phone asks for the worker and the bundle at once: the second waits instead of working it out again.
    with _alone:
        return _table()


@cache
def _table() -> dict[str, Any]:
    answers: dict[tuple[str, ...], int] = {}
    places = []
    for moment in rules.moments():
        found = suggest(moment, cards())
        answer = (found.first, *(shown.slug for shown in found.cards))
        places.append(answers.setdefault(answer, len(answers)))
    return {"answers": [list(answer) for answer in answers], "table": places}


def as_json() -> str:
    """Return the bundle as it travels."""
    return json.dumps(bundle(), ensure_ascii=False, separators=(",", ":"))


def version() -> str:
    """Return what changes whenever anything the phone keeps in its cache changes."""
    return _version(get_language() or "", settings.TABLE.region, settings.TABLE.pocket_name)


@cache
def _version(language: str, region: str, name: str) -> str:
    digest = hashlib.sha256(as_json().encode())
    digest.update(shell().encode())
    digest.update(settings.TABLE.pocket_icon.encode())
    for file in FILES:
        found = finders.find(file)
        if found:
            with open(found, "rb") as opened:
                digest.update(opened.read())
    return digest.hexdigest()[:16]


def shell() -> str:
    """Return the page itself: the same for everybody, so that it may lie in the browser's cache."""
    page: str = render_to_string(
        "friends/pocket/shell.html",
        {
            "name": settings.TABLE.pocket_name,
            "feelings": [(slug, feeling_name(slug)) for slug in rules.FEELINGS if slug],
            "numbers": list(rules.NUMBERS),
            "needs": _needs(),
            "lines": safety.lines(),
            "note_letters": rules.NOTE_LETTERS,
            "back_to": settings.TABLE.service_name,
        },
    )
    return page


def kept_files() -> list[str]:
    """Return the addresses that the service worker keeps, besides the page itself."""
    return [
        "/pocket/bundle.json",
        "/pocket/manifest.webmanifest",
        *(f"/pocket/{icon}" for icon in ICONS),
        *(static(file) for file in FILES),
    ]
