"""The library of cards: public pages, no personal data, no script needed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beenthere.kernel.refusals import NotHere
from beenthere.skills import queries, rules, words
from beenthere.skills.rules import Card

LONGEST_SEARCH = 80


def page_of(card: Card) -> dict[str, Any]:
    """Return a card with its codes in words, for a template."""
    return {
        "card": card,
        "family": words.FAMILIES[card.family],
        "phases": [words.PHASES[phase] for phase in card.phases],
        "needs": [words.NEEDS[need] for need in card.needs],
        "grade": words.GRADES[card.evidence_grade],
        "module": words.MODULES[card.module],
    }


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """List the cards that fit what was chosen or searched."""
    asked = {name: request.GET.get(name, "") for name in ("family", "need", "band")}
    wanted = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = queries.search(wanted) if wanted.strip() else list(queries.cards().values())
    chosen = rules.choose(
        cards=found, family=asked["family"], need=asked["need"], band=_number(asked["band"])
    )
    ordered = [card for card in found if card in chosen] if wanted.strip() else chosen
    context = {
        "pages": [page_of(card) for card in ordered],
        "asked": asked,
        "q": wanted,
        "families": words.FAMILIES,
        "needs": words.NEEDS,
        "bands": [str(number) for number in range(11)],
    }
    return render(request, "skills/library.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one card."""
    card = queries.card(slug)
    if card is None:
        raise NotHere
    return render(request, "skills/one.html", page_of(card))


@require_safe
def printable(request: HttpRequest) -> HttpResponse:
    """Show every card on one page, for paper."""
    chosen = rules.choose(cards=queries.cards().values())
    return render(request, "skills/print.html", {"pages": [page_of(card) for card in chosen]})
