"""Applicants and supporters with their gates, in words a coordinator can act on."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from beenthere.people import queries as people
from beenthere.people.models import Person, SupporterProfile
from beenthere.people.rules import MOST_TALKS
from beenthere.people.vetting import queries as vetting
from beenthere.people.vetting import rules as gates
from beenthere.people.vetting.queries import Step
from beenthere.privacy import keys

NAMES = {
    "identity": _("Identity seen"),
    "references": _("Reference"),
    "training": _("Training passed"),
    "agreement": _("Agreement signed"),
    "supervised": _("Practised with somebody beside them"),
}
TO_DO = {
    "identity": _(
        "Meet them, in person or by video. Look at a paper with their name and picture. Keep no copy."
    ),
    "references": _(
        "Talk with somebody who has known them for a while. Write down who it is and what they said."
    ),
    "training": _("They have done the training, and you have talked it through with them."),
    "agreement": _("They sign at their own desk. There is nothing to do for you; you may remind them."),
    "supervised": _("Play one whole evening with them, you as the seeker. Talk about it afterwards."),
    "let_in": _("Every step is done. Say the last yes when you are sure."),
}


@dataclass(frozen=True)
class Reference:
    """What a referee said, for coordinators only."""

    place: int
    referee: str
    words: str


@dataclass(frozen=True)
class OnePerson:
    """A supporter or somebody on the way, with what is to be done next."""

    key: str
    name: str
    facts: dict[str, Any]
    standing: str
    steps: tuple[tuple[Any, Step], ...]
    then: str
    to_do: Any
    place: int
    references: tuple[Reference, ...]
    is_self: bool
    was_before: bool


def steps_in_words(profile: SupporterProfile, *, now: datetime) -> list[tuple[Any, Step]]:
    """Return somebody's gates, each with its name."""
    return [(NAMES[step.gate], step) for step in vetting.steps(profile, now=now)]


def one(profile: SupporterProfile, *, reader: Person, now: datetime) -> OnePerson:
    """Return one person with their gates."""
    listed = steps_in_words(profile, now=now)
    then = vetting.next_step(profile, now=now)
    return OnePerson(
        key=profile.person.key,
        name=profile.display_name,
        facts=_facts(profile),
        standing=profile.standing,
        steps=tuple(listed),
        then=then,
        to_do=TO_DO.get(then, ""),
        place=reference_place(profile, now=now) if then == "references" else 0,
        references=tuple(references(profile)),
        is_self=profile.person_id == reader.pk,
        was_before=any(step.is_before for _name, step in listed),
    )


def _facts(profile: SupporterProfile) -> dict[str, Any]:
    return {
        "topics": people.topic_labels(profile.topics),
        "refused": people.topic_labels(profile.refused_topics),
        "languages": profile.languages,
        "hours": profile.hours,
        "profession": profile.profession,
        "limit": min(profile.chat_limit, MOST_TALKS),
        "applied_at": profile.applied_at,
    }


def everybody(*, reader: Person, now: datetime) -> dict[str, list[OnePerson]]:
    """Return those on their way, those in, those paused and those who left."""
    groups = {
        "waiting": vetting.on_the_way(),
        "active": vetting.standing_at("active"),
        "paused": vetting.standing_at("paused"),
        "gone": vetting.standing_at("left"),
    }
    return {name: [one(row, reader=reader, now=now) for row in rows] for name, rows in groups.items()}


def gates_in_use() -> list[Any]:
    """Return what this service asks, in words."""
    return [NAMES[gate] for gate in vetting.policy().gates]


def reference_place(profile: SupporterProfile, *, now: datetime) -> int:
    """Return which of the two references comes next."""
    return gates.place_to_fill(vetting.path_of(profile), vetting.policy(), now=now)


def reference_sealed_at(place: int) -> str:
    """Return where in the database a reference is sealed to."""
    return f"reference:{place}"


def references(profile: SupporterProfile) -> list[Reference]:
    """Return what referees said; what was erased is left out."""
    found = []
    for place, row in sorted(vetting.references(profile).items()):
        if row.words is None:
            continue
        try:
            words = keys.unseal(
                subject=f"person:{profile.person.key}",
                place=reference_sealed_at(place),
                sealed=bytes(row.words),
            )
        except keys.KeyIsGone:
            continue
        found.append(Reference(place, *json.loads(words)))
    return found


def referees(profile: SupporterProfile) -> dict[int, str]:
    """Return who gave which reference."""
    return {one.place: one.referee for one in references(profile)}
