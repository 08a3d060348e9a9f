"""How far people are on their way in, and what is still to come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from beenthere.people.models import Gate, Person, SupporterProfile
from beenthere.people.vetting import rules, words
from beenthere.people.vetting.rules import Passed, Path, Policy

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Step:
    """One gate of one person, as the pages show it. ``state`` is "held", "lapsed" or "open"."""

    gate: str
    place: int
    state: str
    is_next: bool
    is_before: bool = False
    at: datetime | None = None
    by: Person | None = None
    lapses_at: datetime | None = None
    lapses_soon: bool = False


def policy() -> Policy:
    """Return what this service asks."""
    table = settings.TABLE
    days = {"references": table.references_days, "training": table.training_days}
    return Policy(tuple(table.gates.split(",")), days, words.in_force())


def path_of(profile: SupporterProfile) -> Path:
    """Return everything recorded about somebody's way in."""
    return _path(profile, Gate.objects.filter(profile=profile).order_by("id"))


def paths_of(profiles: Iterable[SupporterProfile]) -> dict[int, Path]:
    """Return the paths of many, by profile; one query."""
    listed = list(profiles)
    found: dict[int, list[Gate]] = defaultdict(list)
    for row in Gate.objects.filter(profile__in=listed).order_by("id"):
        found[row.profile_id].append(row)
    return {profile.pk: _path(profile, found[profile.pk]) for profile in listed}


def _path(profile: SupporterProfile, gates: Iterable[Gate]) -> Path:
    passed = tuple(Passed(row.gate, row.at, row.place, row.version, row.is_before) for row in gates)
    return Path(passed, profile.approved_at, profile.paused_at, profile.left_at)


def may_meet(*, person: Person, now: datetime) -> bool:
    """Tell whether every gate stands behind somebody at this moment, whatever was kept of it earlier."""
    profile = SupporterProfile.objects.filter(person_id=person.pk).first()
    return profile is not None and rules.stage(path_of(profile), policy(), now=now) == "active"


def may_begin(*, person: Person, now: datetime) -> bool:
    """Tell whether somebody who said yes to a talk may still begin it; words that changed meanwhile are asked in the talk."""
    profile = SupporterProfile.objects.filter(person_id=person.pk).first()
    if profile is None:
        return False
    path = path_of(profile)
    return rules.stage(path, rules.asked_after_a_yes(policy(), path), now=now) == "active"


def next_step(profile: SupporterProfile, *, now: datetime) -> str:
    """Return the one thing to do next: a gate, "let_in", or nothing."""
    return rules.next_step(path_of(profile), policy(), now=now)


def steps(profile: SupporterProfile, *, now: datetime) -> list[Step]:
    """Return somebody's gates in order, each with its record."""
    asked = policy()
    rows = list(Gate.objects.filter(profile=profile).select_related("by", "by__account").order_by("at", "id"))
    last = {(row.gate, row.place): row for row in rows}
    path = _path(profile, rows)
    then = rules.next_step(path, asked, now=now)
    return [
        _step(gate, place, last.get((gate, place)), asked, is_next=gate == then, now=now)
        for gate in asked.gates
        for place in rules.places(gate)
    ]


def _step(gate: str, place: int, row: Gate | None, asked: Policy, *, is_next: bool, now: datetime) -> Step:
    if row is None:
        return Step(gate, place, "open", is_next)
    passed = Passed(row.gate, row.at, row.place, row.version, row.is_before)
    holds = rules.counts(passed, asked, now=now)
    ends = rules.lapses_at(passed, asked)
    return Step(
        gate=gate,
        place=place,
        state="held" if holds else "lapsed",
        is_next=is_next and not holds,
        is_before=row.is_before,
        at=row.at,
        by=row.by,
        lapses_at=ends,
        lapses_soon=holds and ends is not None and ends - now <= SOON,
    )


def references(profile: SupporterProfile) -> dict[int, Gate]:
    """Return the last reference of each place."""
    rows = Gate.objects.filter(profile=profile, gate="references").order_by("at", "id")
    return {row.place: row for row in rows}


def on_the_way() -> list[SupporterProfile]:
    """Return those who are not in yet or have a gate to pass again, the longest waiting first."""
    stages = [one for one in rules.STAGES if one != "active" and not rules.is_stopped(one)]
    rows = SupporterProfile.objects.filter(standing__in=stages)
    return list(rows.select_related("person").order_by("applied_at", "id"))


def standing_at(*standings: str) -> list[SupporterProfile]:
    """Return the profiles at some standings, by name."""
    rows = SupporterProfile.objects.filter(standing__in=standings)
    return list(rows.select_related("person").order_by("display_name", "id"))


def stopped_ids(person_ids: Iterable[int]) -> set[int]:
    """Return those among some people who may not be in any talk as a supporter."""
    rows = SupporterProfile.objects.filter(person_id__in=person_ids, standing__in=["paused", "left"])
    return set(rows.values_list("person_id", flat=True))


def exported(profile: SupporterProfile) -> list[dict[str, object]]:
    """Return somebody's gates for their download; what referees said is theirs and stays out."""
    rows = Gate.objects.filter(profile=profile).order_by("at", "id")
    return [{"gate": row.gate, "place": row.place, "at": row.at.isoformat()} for row in rows]
