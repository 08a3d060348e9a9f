"""What this room looks at, and how often. Each beat only reads rows and claims what is due."""

from datetime import datetime

from beenthere.kernel.clockwork import every
from beenthere.matching import actions
from beenthere.matching.models import Visit, VisitState


@every(seconds=1)
def match_round(now: datetime) -> None:
    """Let old offers run out and make new ones."""
    actions.match(now)


@every(seconds=5)
def finish_what_was_begun(now: datetime) -> None:
    """Begin talks and end visits that a killed process left in between."""
    actions.finish_begun(now=now)
    ended = Visit.objects.filter(state=VisitState.MATCHED, conversation__state="ended")
    for visit in ended.select_related("person", "conversation"):
        actions.settle(visit=visit, now=now)


@every(seconds=15)
def ask_the_quiet(now: datetime) -> None:
    """Ask "still there?", and let go of those who have long gone."""
    actions.ask_still_there(now=now)


@every(seconds=5)
def keep_wishes(now: datetime) -> None:
    """Tell people who asked that somebody is here."""
    actions.tell_wishers(now=now)
