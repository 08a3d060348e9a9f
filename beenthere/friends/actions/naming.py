"""A host names somebody their friend could turn to."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from beenthere.boundaries import actions_between as boundaries
from beenthere.boundaries.models import Named
from beenthere.friends import queries, rules
from beenthere.friends.actions.evenings import NotReady
from beenthere.friends.models import FriendEvening, Side
from beenthere.kernel.refusals import NotHere


def suggest_somebody(*, evening: FriendEvening, side: str, name: str, reach: str, now: datetime) -> Named:
    """Name somebody in one's own words, from an evening of any kind; both read it, and that it ties them.

    Nobody else does: the directory of the service knows nothing of it.

    :raises NotHere: the friend's side
    :raises NotReady: the pair has ended, or its two have never agreed
    :raises TiesAreUnclear: there is no name
    :raises TooMuch: too long, or too many
    """
    if side != Side.HOST:
        raise NotHere
    facts = queries.facts(evening.pair)
    if rules.waits_for(facts) in ("ended", "words") or not facts.ties_said:
        raise NotReady(_("Please finish the steps before this one. Both of you say yes first."))
    return boundaries.name_somebody(
        host=queries.person_of(evening.pair, Side.HOST),
        friend=queries.person_of(evening.pair, Side.FRIEND),
        about=queries.about(evening.pair),
        name=name,
        reach=reach,
        now=now,
    )
