"""What this room looks at, and how often. Each beat only reads rows and claims what is due."""

from datetime import datetime

from beenthere.conversations import queries as conversations
from beenthere.kernel.clockwork import every
from beenthere.matching import actions, queries
from beenthere.matching.models import Visit, VisitState


@every(seconds=1)
def match_round(now: datetime) -> None:
    """Let old offers run out and make new ones."""
    actions.match(now)


@every(seconds=5)
def finish_what_was_begun(now: datetime) -> None:
    """Begin talks and end visits that a killed process left in between."""
    actions.finish_begun(now=now)
    for supporter in queries.stopped_in_talks():
        actions.hand_over(supporter=supporter, now=now)
    for seeker in queries.barred_with_visits(now=now):
        actions.show_out(seeker=seeker, now=now)
    running = Visit.objects.running().filter(conversation__isnull=False)
    for visit in running.select_related("person", "conversation"):
        _follow(visit, now)


def _follow(visit: Visit, now: datetime) -> None:
    """Do what an event would have done that was lost with its process; most times, nothing."""
    if visit.conversation is None:
        return
    facts = conversations.facts(visit.conversation)
    if facts.state == "ended":
        actions.settle(visit=visit, now=now)
    elif visit.state == VisitState.MATCHED and "supporter" in facts.missing:
        actions.requeue_first(visit=visit, now=now)
    elif visit.state != VisitState.MATCHED and "supporter" not in facts.missing:
        actions.restore(visit=visit, now=now)


@every(seconds=15)
def ask_the_quiet(now: datetime) -> None:
    """Ask "still there?", and let go of those who have long gone."""
    actions.ask_still_there(now=now)


@every(seconds=5)
def keep_wishes(now: datetime) -> None:
    """Tell people who asked that somebody is here."""
    actions.tell_wishers(now=now)
