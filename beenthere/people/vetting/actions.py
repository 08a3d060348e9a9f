"""Passing gates, letting in, pausing, leaving. No action writes how far somebody is: ``settle`` reads it from the gates."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotAllowed, OutOfStep, Refused
from beenthere.people import events
from beenthere.people import queries as people
from beenthere.people.models import Duty, Gate, Person, Standing, SupporterProfile
from beenthere.people.vetting import queries, rules, words

WORDS = {
    "unknown": _("This service does not ask for that."),
    "left": _("They have left. Let them start again first."),
    "paused": _("They are paused. End the pause first."),
    "only_own": _("Only they can sign for themselves."),
    "somebody_else": _("A coordinator other than the supporter decides this."),
    "not_yet": _("One step comes before this one."),
    "gates": _("Some steps are still to come."),
}


class OnlyACoordinator(NotAllowed):
    """Only a coordinator may do this, and not for themselves."""


class NotInTurn(OutOfStep):
    """A gate before this one has not been passed, or the person is not on their way."""


class ReferenceHasNoWords(Refused):
    """A reference is somebody's words; without any there is none."""


@transaction.atomic
def confirm(
    *, supporter: Person, gate: str, by: Person, now: datetime, sealed: bytes | None = None, place: int = 0
) -> Gate:
    """Record that somebody passed a gate. ``sealed`` holds who gave a reference and what they said.

    :raises OnlyACoordinator: ``by`` is none, or would confirm their own
    :raises NotInTurn: a gate before this one is still to come
    :raises ReferenceHasNoWords: a reference without its words
    :raises NotHere: there is no profile
    """
    profile = people.the_profile_of(person=supporter)
    path, policy = queries.path_of(profile), queries.policy()
    _refuse(
        rules.why_not_confirm(gate, path, policy, is_own=by.pk == supporter.pk, now=now, **_coordinates(by))
    )
    if gate == "references" and not sealed:
        raise ReferenceHasNoWords(_("Please write who gave this reference and what they said."))
    if gate == "references" and place not in rules.places(gate):
        place = rules.place_to_fill(path, policy, now=now)
    row = Gate.objects.create(
        profile=profile,
        gate=gate,
        place=place or 1,
        by=by,
        at=now,
        version=words.in_force() if gate in rules.OWN else "",
        words=sealed,
    )
    settle(profile=profile, now=now)
    return row


def _coordinates(by: Person) -> dict[str, bool]:
    return {"is_coordinator": people.is_coordinator(by)}


def _refuse(why: str) -> None:
    if why in ("somebody_else", "only_own"):
        raise OnlyACoordinator(WORDS[why])
    if why:
        raise NotInTurn(WORDS[why])


@transaction.atomic
def let_in(*, supporter: Person, by: Person, now: datetime) -> SupporterProfile:
    """Give the last yes, after every gate.

    :raises OnlyACoordinator: ``by`` is none, or would let themselves in
    :raises NotInTurn: a gate is still to come
    :raises NotHere: there is no profile
    """
    profile = people.the_profile_of(person=supporter)
    asked = {"is_own": by.pk == supporter.pk, **_coordinates(by)}
    _refuse(rules.why_not_let_in(queries.path_of(profile), queries.policy(), now=now, **asked))
    fresh = SupporterProfile.objects.filter(pk=profile.pk, approved_at=None)
    if fresh.update(approved_by=by, approved_at=now):
        announce(events.SupporterApproved(person_id=supporter.pk))
    return settle(profile=profile, now=now)


@transaction.atomic
def pause(*, supporter: Person, by: Person, now: datetime) -> SupporterProfile:
    """Stop a supporter at once: no offers, running talks are handed over, open pages close.

    :raises OnlyACoordinator: ``by`` is none, or would pause themselves
    :raises NotHere: there is no profile
    """
    profile = _for_a_coordinator(supporter, by)
    SupporterProfile.objects.filter(pk=profile.pk, paused_at=None).update(paused_at=now)
    return settle(profile=profile, now=now)


@transaction.atomic
def resume(*, supporter: Person, by: Person, now: datetime) -> SupporterProfile:
    """End a pause; gates that lapsed meanwhile are still to be passed.

    :raises OnlyACoordinator: ``by`` is none, or would end their own pause
    :raises NotHere: there is no profile
    """
    profile = _for_a_coordinator(supporter, by)
    SupporterProfile.objects.filter(pk=profile.pk).update(paused_at=None)
    return settle(profile=profile, now=now)


@transaction.atomic
def leave(*, supporter: Person, by: Person, now: datetime) -> SupporterProfile:
    """Let a supporter leave, or send them away for good; their duties go with them.

    :raises OnlyACoordinator: ``by`` is neither they nor a coordinator
    :raises NotHere: there is no profile
    """
    profile = people.the_profile_of(person=supporter)
    if by.pk != supporter.pk and not people.is_coordinator(by):
        raise OnlyACoordinator(WORDS["somebody_else"])
    SupporterProfile.objects.filter(pk=profile.pk, left_at=None).update(left_at=now)
    Duty.objects.filter(person=supporter).delete()
    return settle(profile=profile, now=now)


@transaction.atomic
def start_again(*, supporter: Person, by: Person, now: datetime) -> SupporterProfile:
    """Let somebody who left come back to the first step; every gate is passed anew.

    :raises OnlyACoordinator: ``by`` is none, or would bring themselves back
    :raises NotHere: there is no profile
    """
    profile = _for_a_coordinator(supporter, by)
    gone = SupporterProfile.objects.filter(pk=profile.pk, left_at__isnull=False)
    fresh = {"left_at": None, "paused_at": None, "approved_at": None, "approved_by": None, "applied_at": now}
    if gone.update(**fresh):
        Gate.objects.filter(profile=profile).delete()
    return settle(profile=profile, now=now)


def _for_a_coordinator(supporter: Person, by: Person) -> SupporterProfile:
    if by.pk == supporter.pk or not people.is_coordinator(by):
        raise OnlyACoordinator(WORDS["somebody_else"])
    return people.the_profile_of(person=supporter)


def settle(*, profile: SupporterProfile, now: datetime) -> SupporterProfile:
    """Keep how far somebody is, as their gates say now; whoever is not active any more is away, and told about."""
    _settle(profile, now=now)
    profile.refresh_from_db()
    return profile


@transaction.atomic
def _settle(profile: SupporterProfile, *, now: datetime) -> bool:
    # The row is held before the gates are read: somebody may be let in between two reads, and an old answer would undo it.
    held = SupporterProfile.objects.select_for_update().filter(pk=profile.pk).first()
    if held is None:
        return False
    stage, until = _stands(held, queries.path_of(held), queries.policy(), now=now)
    if (held.standing, held.gates_until) == (stage, until):
        return False
    changed: dict[str, object] = {"standing": Standing(stage), "gates_until": until}
    if stage != "active":
        changed |= {"is_available": False, "available_since": None}
    SupporterProfile.objects.filter(pk=held.pk).update(**changed)
    if held.standing != stage:
        announce(events.AvailabilityChanged(person_id=held.person_id))
    if held.standing != stage and rules.is_stopped(stage):
        announce(events.SupporterStopped(person_id=held.person_id))
    return held.standing != stage


def _stands(
    profile: SupporterProfile, path: rules.Path, policy: rules.Policy, *, now: datetime
) -> tuple[str, datetime | None]:
    return rules.stage(path, policy, now=now), rules.counts_until(path, policy)


def look_after(*, now: datetime) -> int:
    """Take whoever has a gate that lapsed out of the pool, and let back in who passed it again; return how many."""
    profiles = list(SupporterProfile.objects.exclude(standing=Standing.LEFT))
    _number_old_words()
    paths, policy = queries.paths_of(profiles), queries.policy()
    moved = [
        one
        for one in profiles
        if _stands(one, paths[one.pk], policy, now=now) != (one.standing, one.gates_until)
    ]
    return sum(_settle(one, now=now) for one in moved)


def _number_old_words() -> None:
    """Whoever was let in before there were gates stands by the words in force when the service was upgraded."""
    Gate.objects.filter(is_before=True, gate__in=rules.OWN, version="").update(version=words.in_force())
