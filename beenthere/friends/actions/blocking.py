"""Stop and block: at once, for good, silent to the other; and telling the people who run the service, by the friend's own yes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.friends import queries
from beenthere.friends.actions.evenings import NotReady
from beenthere.friends.actions.pairs import end_pair
from beenthere.friends.models import Pair, Side
from beenthere.kernel.refusals import NotHere, Refused
from beenthere.matching import actions as matching
from beenthere.safety import actions as safety
from beenthere.safety import queries as pages
from beenthere.supervision import actions as supervision
from beenthere.supervision.models import Report


class NothingIsTold(Refused):
    """A report without the yes to it, or with nobody here who would read it; nothing was told."""


@transaction.atomic
def block(*, pair: Pair, side: str, now: datetime) -> bool:
    """End everything between two friends for good, also after the pair has ended; return whether it was this call.

    From the page of an older pair it ends the one that lives as well. The other side sees the ordinary ending, word for
    word and note for note.
    """
    field = queries.BLOCKED[Side(side)]
    every = [pair, *queries.other_living_pairs(pair)]
    blocked = [Pair.objects.filter(pk=one.pk, **{field: None}).update(**{field: now}) for one in every]
    if pair.host is not None and pair.friend is not None:
        matching.separate(seeker=pair.friend, supporter=pair.host, why="blocked", now=now)
    for one in every:
        end_pair(pair=one, side=side, now=now)
    return any(blocked)


@transaction.atomic
def report(*, pair: Pair, side: str, says_yes: bool, reason: str, talk_of: str, now: datetime) -> Report:
    """Tell the people who run the service what went wrong; ``talk_of`` is the evening whose chat is sealed for them, or empty.

    :raises NotHere: the host's side, or an evening without a chat of these two
    :raises NotReady: not blocked yet
    :raises NothingIsTold: no yes, or nobody who would read it
    """
    if side != Side.FRIEND:
        raise NotHere
    if pair.friend_blocked_at is None:
        raise NotReady(_("First stop and block. Then you can tell it."))
    if not says_yes:
        raise NothingIsTold(_("Please tick that you want to tell them. Nothing is told yet."))
    if not queries.can_be_told(pair):
        raise NothingIsTold(
            _("There is no one here who would read it. Please use a number or the address below.")
        )
    host = queries.person_of(pair, Side.HOST)
    row = supervision.report_friend(
        reporter=queries.person_of(pair, Side.FRIEND),
        host=host,
        conversation=queries.chat_of(pair, talk_of),
        reason=reason,
        now=now,
    )
    if pages.is_service_open(besides=host):
        # A call that names neither of the two, and that the one it is about never sees.
        safety.page_on_call(why="report", hidden_from=host, now=now)
    return row
