"""What a coordinator does on somebody's way in: each deed leaves a line in the audit trail."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.kernel.refusals import Refused
from beenthere.people import actions as people
from beenthere.people import queries as persons
from beenthere.people.models import Gate, Person
from beenthere.people.vetting import actions as vetting
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys
from beenthere.supervision import queries_vetting as read
from beenthere.supervision import rules


class ReferenceIsUnclear(Refused):
    """A reference needs who gave it and what they said, and two references need two people."""


@transaction.atomic
def take_reference(
    *, supporter: Person, referee: str, words: str, by: Person, now: datetime, place: int = 0
) -> Gate:
    """Keep a reference, sealed under the supporter's key; the two come from two people.

    :raises ReferenceIsUnclear: somebody or something is missing, or the other reference is by the same person
    :raises OnlyACoordinator: ``by`` is none, or vouches for themselves
    :raises NotInTurn: a step before this one is still to come
    """
    profile = persons.the_profile_of(person=supporter)
    if not referee.strip() or not words.strip():
        raise ReferenceIsUnclear(_("Please write who gave this reference and what they said."))
    said = read.referees(profile)
    if any(rules.is_same_name(name, referee) for at, name in said.items() if at != (place or -1)):
        raise ReferenceIsUnclear(_("The two references come from two people. This name is there already."))
    spot = place or read.reference_place(profile, now=now)
    sealed = keys.seal(
        subject=f"person:{supporter.key}",
        place=read.reference_sealed_at(spot),
        words=json.dumps([referee.strip()[: rules.NAME_LENGTH], words.strip()[: rules.MOST_WORDS]]),
    )
    row = vetting.confirm(supporter=supporter, gate="references", by=by, now=now, sealed=sealed, place=spot)
    _note(f"reference {spot} taken", supporter, by, now)
    return row


@transaction.atomic
def confirm(*, supporter: Person, gate: str, by: Person, now: datetime, is_practised: bool = False) -> None:
    """Confirm a gate that needs no words.

    :raises OnlyACoordinator: ``by`` is none, or confirms their own
    :raises NotInTurn: a step before this one is still to come
    """
    vetting.confirm(supporter=supporter, gate=gate, by=by, now=now)
    if gate == "training" and is_practised:
        people.note_module(supporter=supporter, module="practice", by=by, now=now)
    _note(f"{gate} confirmed", supporter, by, now)


@transaction.atomic
def decide(*, supporter: Person, deed: str, by: Person, now: datetime) -> None:
    """Let in, pause, end a pause, send away, or let start again.

    :raises OnlyACoordinator: ``by`` is none, or decides about themselves
    :raises NotInTurn: a step is still to come
    """
    DEEDS[deed](supporter=supporter, by=by, now=now)
    _note(f"supporter: {deed}", supporter, by, now)


DEEDS = {
    "let_in": vetting.let_in,
    "pause": vetting.pause,
    "resume": vetting.resume,
    "leave": vetting.leave,
    "again": vetting.start_again,
}


def _note(deed: str, supporter: Person, by: Person, now: datetime) -> None:
    privacy.record(actor=by.key, deed=deed, about=supporter.key, now=now)
