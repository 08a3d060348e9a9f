"""What may be asked about people."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from beenthere.kernel.refusals import NotHere
from beenthere.people import catalog
from beenthere.people.catalog import Topic
from beenthere.people.models import Duty, Person, Standing, SupporterProfile
from beenthere.people.rules import Known
from beenthere.people.vetting import queries as vetting
from beenthere.people.vetting.rules import STOPPED

__all__ = ["Standing", "Topic"]


def topics() -> list[Topic]:
    """Return the topics of lived experience, in the order of the page."""
    return _in_words("topics.yml")


def languages() -> list[Topic]:
    """Return the languages: label in its own language, about in the reader's."""
    return [
        Topic(entry.slug, entry.label, gettext(entry.about)) for entry in catalog.entries("languages.yml")
    ]


def needs() -> list[Topic]:
    """Return the kinds of help somebody may ask for."""
    return _in_words("needs.yml")


def _in_words(name: str) -> list[Topic]:
    return [Topic(entry.slug, gettext(entry.label), gettext(entry.about)) for entry in catalog.entries(name)]


def known() -> Known:
    """Return the slugs that exist."""
    return Known(*(frozenset(entry.slug for entry in catalog.entries(name)) for name in catalog.FILES))


def topic_labels(slugs: Iterable[str]) -> list[str]:
    """Return what the topics are called; one that no longer exists is left out."""
    labels = {topic.slug: topic.label for topic in topics()}
    return [labels[slug] for slug in slugs if slug in labels]


def profile_of(person: Person | None) -> SupporterProfile | None:
    """Return what a supporter says about themselves, if they are one."""
    if person is None:
        return None
    return SupporterProfile.objects.select_related("person").filter(person_id=person.pk).first()


def profile_by_person_id(person_id: int) -> SupporterProfile | None:
    """Return the profile of a person that an event named, if it is still there."""
    return SupporterProfile.objects.select_related("person").filter(person_id=person_id).first()


def the_profile_of(*, person: Person) -> SupporterProfile:
    """Return the profile.

    :raises NotHere: they have none
    """
    profile = profile_of(person)
    if profile is None:
        raise NotHere
    return profile


def active_and_available() -> list[SupporterProfile]:
    """Return the supporters who are here, the longest available first."""
    return list(
        SupporterProfile.objects.select_related("person")
        .filter(standing=Standing.ACTIVE, is_available=True)
        .order_by("available_since", "id")
    )


def applicants() -> list[SupporterProfile]:
    """Return those who have not been let in yet, the first first."""
    waiting = SupporterProfile.objects.filter(approved_at=None, left_at=None)
    return list(waiting.select_related("person").order_by("applied_at", "id"))


def supporters() -> list[SupporterProfile]:
    """Return everybody a coordinator let in, paused ones too, by name."""
    let_in = SupporterProfile.objects.filter(approved_at__isnull=False, left_at=None)
    return list(let_in.select_related("person").order_by("display_name", "id"))


def display_name(person: Person | None) -> str:
    """Return the name others see, or an empty string."""
    profile = profile_of(person)
    return profile.display_name if profile else ""


def called(person: Person | None) -> str:
    """Return what colleagues call somebody: the shown name, else the front of their address."""
    if person is None:
        return ""
    account = person.account
    return display_name(person) or (account.email.split("@")[0].title() if account else "")


def shown_on_call(person: Person | None) -> str:
    """Return the name a seeker sees of somebody on call; nothing of an address of the staff is ever one."""
    return display_name(person) or gettext("Somebody")


def shown_by_ids(ids: set[int]) -> dict[int, str]:
    """Return the names a seeker sees of these people on call."""
    rows = Person.objects.filter(pk__in=ids) if ids else ()
    return {person.pk: shown_on_call(person) for person in rows}


def member_by_email(email: str) -> Person | None:
    """Return who signs in with this address."""
    return Person.objects.filter(account__email__iexact=email).first()


def is_coordinator(person: Person | None) -> bool:
    """Tell whether somebody coordinates the service."""
    return _has_duty(person, Duty.Kind.COORDINATOR)


def is_on_call(person: Person | None) -> bool:
    """Tell whether somebody may be paged."""
    return _has_duty(person, Duty.Kind.ON_CALL)


def is_barred(person: Person | None, *, now: datetime) -> bool:
    """Tell whether a seeker may not come in for now."""
    return person is not None and Person.objects.filter(pk=person.pk, barred_until__gt=now).exists()


def _has_duty(person: Person | None, kind: Duty.Kind) -> bool:
    return person is not None and _duties(kind).filter(person_id=person.pk).exists()


def _duties(kind: Duty.Kind) -> QuerySet[Duty]:
    """Return the duties of a kind that stand: not laid down, nobody whose account was closed, and on call nobody who was stopped."""
    return _held(kind).filter(laid_down_at=None)


def _held(kind: Duty.Kind) -> QuerySet[Duty]:
    """Return the duties of a kind, those that are laid down for now too."""
    standing = Duty.objects.filter(kind=kind).exclude(person__account__is_active=False)
    if kind != Duty.Kind.ON_CALL:
        return standing
    stopped = SupporterProfile.objects.filter(standing__in=STOPPED)
    return standing.exclude(person_id__in=stopped.values("person_id"))


def holds_on_call(person: Person | None) -> bool:
    """Tell whether somebody is on call, or has laid that down for now and may take it up again."""
    return person is not None and _held(Duty.Kind.ON_CALL).filter(person_id=person.pk).exists()


def resting_on_call() -> list[Person]:
    """Return those who have laid the duty on call down for now."""
    rows = _held(Duty.Kind.ON_CALL).filter(laid_down_at__isnull=False).select_related("person__account")
    return [duty.person for duty in rows.order_by("place", "id")]


def on_call_people() -> list[Person]:
    """Return those who are paged, in the order in which they are."""
    return _on_duty(Duty.Kind.ON_CALL)


def coordinators() -> list[Person]:
    """Return the coordinators."""
    return _on_duty(Duty.Kind.COORDINATOR)


def _on_duty(kind: Duty.Kind) -> list[Person]:
    duties = _duties(kind).select_related("person").order_by("place", "id")
    return [duty.person for duty in duties]


def exported(person: Person) -> dict[str, Any]:
    """Return what this room keeps about a person, for their download."""
    profile = profile_of(person)
    kept: dict[str, Any] = {
        "here_since": person.created_on.isoformat(),
        "seen_on": person.last_seen_on.isoformat(),
    }
    if person.barred_until is not None:
        kept["may_not_come_in_until"] = person.barred_until.isoformat()
    if person.account is not None:
        kept["email"] = person.account.email
    if profile is not None:
        kept["gates"] = vetting.exported(profile)
        fields = ("display_name", "topics", "refused_topics", "preferred_needs", "languages", "hours")
        kept["profile"] = {
            name: getattr(profile, name) for name in (*fields, "chat_limit", "profession", "standing")
        }
    return kept


def set_aside_for_a_heavy_talk() -> list[Person]:
    """Return the supporters who are offered nobody because a talk of theirs is heavy."""
    rows = SupporterProfile.objects.filter(is_available=False, away_why="heavy").select_related("person")
    return [profile.person for profile in rows.order_by("pk")]
