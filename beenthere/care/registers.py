"""What this room keeps about people, and how it is shown and forgotten."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from beenthere.care import actions, assembly, queries, queries_handing
from beenthere.care.models import CareContact, HandOver, Opening, OwnEntry, Sentences, Suggestion
from beenthere.people.models import Person
from beenthere.privacy import keys
from beenthere.privacy.keys import KeyIsGone
from beenthere.privacy.registry import erases, exports, retains

# As long as somebody with a return code is waited for; the tie itself stands in boundaries.
SUGGESTIONS_STAY = timedelta(days=365)


@erases
def erase_care(person: Person, now: datetime) -> None:
    """Destroy what a seeker keeps here and every link they gave out; a supporter's name leaves suggestions."""
    keys.destroy_key(subject=queries.own_subject(person))
    for row in HandOver.objects.filter(owner=person).select_related("owner"):
        actions.empty(row, now=now)
    for table in (HandOver, CareContact, OwnEntry, Sentences):
        table.objects.filter(owner=person).delete()
    Suggestion.objects.filter(conversation__seeker=person).delete()
    Suggestion.objects.filter(supporter=person).update(supporter=None)


@exports
def export_care(person: Person) -> dict[str, Any]:
    """Return whom somebody named, what they wrote, and what they handed over to whom."""
    found = {
        "care_contacts": [_contact(one) for one in queries.contacts_of(person)],
        "people_to_turn_to": [
            asdict(one) | {"at": one.at.isoformat()} for one in queries.own_entries_of(person)
        ],
        "suggested_to_me": [_suggested(one) for one in queries.suggestions_for(person)],
        "sentences": [_sentences(one) for one in queries.sentences_of(person)],
        "hand_overs": [_hand_over(row) for row in _hand_overs(person)],
    }
    return {"care": found} if any(found.values()) else {}


def _contact(one: queries.Contact) -> dict[str, Any]:
    return asdict(one) | {"until": one.until.isoformat() if one.until else None}


def _suggested(one: queries.Suggested) -> dict[str, str]:
    return {"name": one.entry.name, "by": one.by, "at": one.at.isoformat()}


def _sentences(one: queries.ThreeSentences) -> dict[str, Any]:
    return {"at": one.made_at.isoformat(), **{asked.heading: asked.text for asked in one.answers}}


def _hand_overs(person: Person) -> list[HandOver]:
    return list(HandOver.objects.filter(owner=person).select_related("owner", "contact").order_by("made_at"))


def _hand_over(row: HandOver) -> dict[str, Any]:
    given = queries_handing.given(row, now=row.until or row.made_at)
    return {
        "to": given.to_name,
        "purpose": given.purpose,
        "by": row.way,
        "agreed_at": row.consented_at.isoformat() if row.consented_at else None,
        "until": row.until.isoformat() if row.until else None,
        "taken_back_at": row.revoked_at.isoformat() if row.revoked_at else None,
        "opened_at": [at.isoformat() for at in given.openings],
        "words": _words(row),
    }


def _words(row: HandOver) -> Any:
    """What was handed over, while it is open; before the yes what was chosen; afterwards nothing is left."""
    if row.consented_at is None:
        return asdict(queries_handing.wish_of(row))
    try:
        return asdict(queries_handing.frozen(row).letter) if row.body else None
    except KeyIsGone:
        return None


@retains
def forget_when_nobody_comes_back(now: datetime) -> None:
    """Forget what a seeker keeps here when they have been away longer than the service keeps it."""
    away = now.date() - timedelta(days=settings.TABLE.keep_days)
    for person in Person.objects.filter(account=None, last_seen_on__lt=away):
        if _has_something(person) and queries.kept_until(person) < now.date():
            with transaction.atomic():
                erase_care(person, now)


def _has_something(person: Person) -> bool:
    tables = (HandOver, CareContact, OwnEntry, Sentences)
    return any(table.objects.filter(owner=person).exists() for table in tables)


@retains
def forget_old_hand_overs(now: datetime) -> None:
    """Forget the log of hand-overs that are over, and contacts whose day has passed, after ``keep_days``."""
    past = now - timedelta(days=settings.TABLE.keep_days)
    Opening.objects.filter(hand_over__emptied_at__lte=past).delete()
    HandOver.objects.filter(emptied_at__lte=past).delete()
    HandOver.objects.filter(consented_at=None, made_at__lte=past).delete()
    Suggestion.objects.filter(at__lte=now - SUGGESTIONS_STAY).delete()
    for contact in CareContact.objects.filter(until__lt=assembly.today(past)).select_related("owner"):
        actions.forget_contact(owner=contact.owner, key=contact.key, now=now)
