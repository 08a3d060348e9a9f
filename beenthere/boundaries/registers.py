"""What this room keeps about people, and how it is shown and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from beenthere.boundaries import agreed, queries_between, queries_journal
from beenthere.boundaries.models import Agreement, Disclosure, Named, Reflection
from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains

JOURNAL_STAYS = timedelta(days=365)


@erases
def erase_agreements(person: Person, now: datetime) -> None:
    """Delete a person's agreements and what was disclosed to or by them."""
    Agreement.objects.filter(person=person).delete()
    Disclosure.objects.filter(supporter=person).delete()
    Disclosure.objects.filter(conversation__seeker=person).delete()
    Disclosure.objects.filter(offer__visit__person=person).delete()
    Named.objects.filter(Q(by=person) | Q(to=person)).delete()


@exports
def export_agreements(person: Person) -> dict[str, Any]:
    """Return what a person agreed to, word for word, and when."""
    rows = Agreement.objects.filter(person=person).select_related("wording").order_by("at", "id")
    named = queries_between.named_to(person, also_put_away=True)
    return {
        "agreements": [_exported(row) for row in rows],
        "named_to_me": [{"name": one.name, "reach": one.reach, "at": one.at.isoformat()} for one in named],
        "named_by_me": [
            {"name": one.name, "reach": one.reach, "at": one.at.isoformat()}
            for one in queries_between.named_by(person)
        ],
    }


def _exported(row: Agreement) -> dict[str, Any]:
    text = agreed.agreed_words(row)
    return {
        "side": row.side,
        "version": row.version,
        "at": row.at.isoformat(),
        "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
        "answers": row.answers,
        "words": list(text.points),
    }


@retains
def keep_agreements(now: datetime) -> None:
    """Agreements stay as long as the person: they are the proof of what was said yes to."""


@retains
def forget_whom_friends_named(now: datetime) -> None:
    """Forget whom a host named after a year; the tie itself stays with the ties."""
    Named.objects.filter(at__lte=now - JOURNAL_STAYS).delete()


@erases
def erase_journal(person: Person, now: datetime) -> None:
    """Delete a supporter's journal; their name leaves the pieces they read of others."""
    Reflection.objects.filter(supporter=person).delete()
    Reflection.objects.filter(read_by=person).update(read_by=None)


@exports
def export_journal(person: Person) -> dict[str, Any]:
    """Return a supporter's own journal, word for word."""
    rows = Reflection.objects.filter(supporter=person).select_related("supporter", "noticed")
    pieces = [queries_journal.piece(row) for row in rows.order_by("at", "id")]
    return {
        "journal": [
            {
                "about": one.about,
                "at": one.at.isoformat(),
                "planned": one.planned,
                "organic": one.organic,
                "human": one.human,
                "shared": one.is_shared,
            }
            for one in pieces
        ]
    }


@retains
def forget_old_pieces(now: datetime) -> None:
    """Delete pieces of journals after a year."""
    Reflection.objects.filter(at__lte=now - JOURNAL_STAYS).delete()
