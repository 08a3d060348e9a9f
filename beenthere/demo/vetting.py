"""Take somebody through every gate by the same actions as a real one; for invented people and for tests."""

from datetime import datetime

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as agreements
from beenthere.people.models import Person
from beenthere.people.vetting import actions as vetting
from beenthere.people.vetting import queries as asked
from beenthere.supervision import actions_vetting

REFEREES = (
    ("Sam, led the same group", "Steady, kind, knows their limits."),
    ("Noor, a neighbour for six years", "Listens well and keeps things to themselves."),
)


def through_the_gates(*, supporter: Person, by: Person, now: datetime) -> None:
    """Let a coordinator see an invented applicant through every gate of this service, and let them in."""
    for gate in asked.policy().gates:
        if gate == "references":
            for place, (referee, words) in enumerate(REFEREES, 1):
                actions_vetting.take_reference(
                    supporter=supporter, referee=referee, words=words, place=place, by=by, now=now
                )
        elif gate == "agreement":
            sign(supporter=supporter, now=now)
        else:
            vetting.confirm(supporter=supporter, gate=gate, by=by, now=now)
    vetting.let_in(supporter=supporter, by=by, now=now)


def sign(*, supporter: Person, now: datetime) -> None:
    """Let somebody sign the words in force, with every box ticked."""
    text = agreements.agreement("supporter")
    ticked = {box.slug: True for box in text.boxes}
    boundaries.sign(supporter=supporter, version=text.stamp, answers=ticked, now=now)
