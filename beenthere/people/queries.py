"""What may be asked about people."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from beenthere.kernel.refusals import NotHere
from beenthere.people import catalog
from beenthere.people.catalog import Topic
from beenthere.people.models import Duty, Person, Standing, SupporterProfile
from beenthere.people.rules import Known

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


def approved_and_available() -> list[SupporterProfile]:
    """Return the supporters who are here, the longest available first."""
    return list(
        SupporterProfile.objects.select_related("person")
        .filter(standing=Standing.APPROVED, is_available=True)
        .order_by("available_since", "id")
    )


def applicants() -> list[SupporterProfile]:
    """Return those who wait for a coordinator's answer, the first first."""
    return list(
        SupporterProfile.objects.select_related("person")
        .filter(standing=Standing.APPLIED)
        .order_by("applied_at", "id")
    )


def supporters() -> list[SupporterProfile]:
    """Return everybody a coordinator let in, paused ones too, by name."""
    let_in = SupporterProfile.objects.filter(standing__in=[Standing.APPROVED, Standing.PAUSED])
    return list(let_in.select_related("person").order_by("display_name", "id"))


def display_name(person: Person | None) -> str:
    """Return the name others see, or an empty string."""
    profile = profile_of(person)
    return profile.display_name if profile else ""


def member_by_email(email: str) -> Person | None:
    """Return who signs in with this address."""
    return Person.objects.filter(account__email__iexact=email).first()


def is_coordinator(person: Person | None) -> bool:
    """Tell whether somebody coordinates the service."""
    return _has_duty(person, Duty.Kind.COORDINATOR)


def is_on_call(person: Person | None) -> bool:
    """Tell whether somebody may be paged."""
    return _has_duty(person, Duty.Kind.ON_CALL)


def _has_duty(person: Person | None, kind: Duty.Kind) -> bool:
    return person is not None and Duty.objects.filter(person_id=person.pk, kind=kind).exists()


def on_call_people() -> list[Person]:
    """Return those who are paged, in the order in which they are."""
    return _on_duty(Duty.Kind.ON_CALL)


def coordinators() -> list[Person]:
    """Return the coordinators."""
    return _on_duty(Duty.Kind.COORDINATOR)


def _on_duty(kind: Duty.Kind) -> list[Person]:
    duties = Duty.objects.filter(kind=kind).select_related("person").order_by("place", "id")
    return [duty.person for duty in duties]


def exported(person: Person) -> dict[str, Any]:
    """Return what this room keeps about a person, for their download."""
    profile = profile_of(person)
    kept: dict[str, Any] = {
        "here_since": person.created_on.isoformat(),
        "seen_on": person.last_seen_on.isoformat(),
    }
    if person.account is not None:
        kept["email"] = person.account.email
    if profile is not None:
        fields = ("display_name", "topics", "refused_topics", "preferred_needs", "languages", "hours")
        kept["profile"] = {
            name: getattr(profile, name) for name in (*fields, "chat_limit", "profession", "standing")
        }
    return kept
