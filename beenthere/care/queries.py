"""What may be asked in this room. Words are unsealed here and nowhere else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext

from beenthere.care import catalog
from beenthere.care.models import (
    CareContact,
    DirectoryEntry,
    HandOver,
    OwnEntry,
    Sentences,
    Suggestion,
)
from beenthere.conversations.models import Conversation
from beenthere.people import queries as people
from beenthere.people.models import Person
from beenthere.plans import rules as plan_rules
from beenthere.privacy import keys
from beenthere.privacy import queries as privacy


@dataclass(frozen=True)
class Contact:
    """Somebody a seeker named, as only the seeker sees them."""

    key: str
    role: str
    name: str
    email: str
    phone: str
    may_know: str
    until: date | None

    @property
    def role_label(self) -> str:
        """Return what the seeker calls their role."""
        return role_labels().get(self.role, "")


@dataclass(frozen=True)
class Suggested:
    """An entry of the directory that a supporter named in a talk."""

    entry: DirectoryEntry
    by: str
    at: datetime


@dataclass(frozen=True)
class Own:
    """Somebody a seeker thinks of turning to."""

    key: str
    name: str
    reach: str
    cost: str
    waiting: str
    sentence: str
    entry_key: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    """One of the three questions with what was written to it."""

    slug: str
    heading: str
    question: str
    starts: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True)
class ThreeSentences:
    """What a seeker wants to say in their next hour."""

    key: str
    answers: tuple[Asked, ...]
    made_at: datetime


def own_subject(owner: Person) -> str:
    """Return whose key seals what a seeker keeps here for themselves."""
    return f"care:{owner.key}"


def subject_of(hand_over: HandOver) -> str:
    """Return whose key seals what goes out: that of this hand-over alone."""
    return f"handover:{hand_over.key}"


def seal_own(*, owner: Person, place: str, words: Mapping[str, object]) -> bytes:
    """Seal what a seeker keeps here."""
    return keys.seal(subject=own_subject(owner), place=place, words=json.dumps(words, ensure_ascii=False))


def unsealed(*, owner: Person, place: str, sealed: bytes | memoryview | None) -> dict[str, str]:
    """Return what a seeker keeps here; what was erased in this moment is empty."""
    if sealed is None:
        return {}
    try:
        found: dict[str, str] = json.loads(
            keys.unseal(subject=own_subject(owner), place=place, sealed=sealed)
        )
    except keys.KeyIsGone:
        return {}
    return found


def role_labels() -> dict[str, str]:
    """Return the roles somebody may have, in words."""
    return {
        "therapist": gettext("My therapist"),
        "doctor": gettext("My doctor"),
        "worker": gettext("A worker who helps me"),
        "other": gettext("Someone else"),
    }


def purpose_labels() -> dict[str, str]:
    """Return what something may be handed over for, in words."""
    return {
        "next-hour": gettext("So that we can start there in our next hour"),
        "informed": gettext("So that you know how I am"),
        "question": gettext("Because I have a question for you"),
        "other": gettext("For a reason I tell you myself"),
    }


def contact(row: CareContact, owner: Person) -> Contact:
    """Return a contact, unsealed."""
    words = unsealed(owner=owner, place=f"contact:{row.key}", sealed=row.sealed)
    said = {name: words.get(name, "") for name in ("role", "name", "email", "phone", "may_know")}
    return Contact(key=row.key, until=row.until, **said)


def contacts_of(owner: Person) -> list[Contact]:
    """Return whom a seeker named, in the order they did."""
    return [contact(row, owner) for row in CareContact.objects.filter(owner=owner).order_by("made_at", "id")]


def directory() -> list[DirectoryEntry]:
    """Return the directory, by name."""
    return list(DirectoryEntry.objects.order_by("name", "id"))


def suggestions_for(owner: Person) -> list[Suggested]:
    """Return what supporters suggested to a seeker, the newest first."""
    rows = Suggestion.objects.filter(conversation__seeker_id=owner.pk).select_related("entry", "supporter")
    return [
        Suggested(row.entry, people.display_name(row.supporter) or gettext("your supporter"), row.at)
        for row in rows.order_by("-at", "-id")
    ]


def suggested_in(conversation: Conversation) -> set[int]:
    """Return which entries were suggested in a talk already."""
    rows = Suggestion.objects.filter(conversation_id=conversation.pk)
    return set(rows.values_list("entry_id", flat=True))


def own(row: OwnEntry, owner: Person) -> Own:
    """Return an own entry, unsealed; what an operator's entry says is read from there."""
    words = unsealed(owner=owner, place=f"own:{row.key}", sealed=row.sealed)
    said = {name: words.get(name, "") for name in ("name", "reach", "cost", "waiting", "sentence")}
    if row.entry is not None:
        said |= {name: getattr(row.entry, name) for name in ("name", "reach", "cost", "waiting")}
    return Own(key=row.key, entry_key=row.entry.key if row.entry else "", at=row.at, **said)


def own_entries_of(owner: Person) -> list[Own]:
    """Return whom a seeker thinks of turning to, the newest first."""
    rows = OwnEntry.objects.filter(owner=owner).select_related("entry").order_by("-at", "-id")
    return [own(row, owner) for row in rows]


def asked() -> tuple[Asked, ...]:
    """Return the three questions, empty."""
    return tuple(
        Asked(one.slug, gettext(one.heading), gettext(one.question), tuple(gettext(s) for s in one.starts))
        for one in catalog.prompts()
    )


def three_sentences(row: Sentences, owner: Person) -> ThreeSentences:
    """Return three sentences, unsealed."""
    words = unsealed(owner=owner, place=f"sentences:{row.key}", sealed=row.sealed)
    answers = tuple(
        Asked(one.slug, one.heading, one.question, one.starts, words.get(one.slug, "")) for one in asked()
    )
    return ThreeSentences(key=row.key, answers=answers, made_at=row.made_at)


def sentences_of(owner: Person) -> list[ThreeSentences]:
    """Return what a seeker wrote for their next hour, the newest first."""
    rows = Sentences.objects.filter(owner=owner).order_by("-made_at", "-id")
    return [three_sentences(row, owner) for row in rows]


def kept_until(owner: Person) -> date:
    """Return the day this is forgotten if its seeker does not come back."""
    return plan_rules.kept_until(
        used_on=owner.last_seen_on, has_code=privacy.has_code(owner), keep_days=settings.TABLE.keep_days
    )
