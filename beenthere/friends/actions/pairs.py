"""Saying that it is really your friend, agreeing, telling ties, and ending a pair kindly."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beenthere.boundaries import actions_between as boundaries
from beenthere.boundaries import queries_between as between
from beenthere.boundaries.models import Agreement
from beenthere.friends import events, queries
from beenthere.friends.actions import not_safe
from beenthere.friends.actions.evenings import call_off
from beenthere.friends.actions.telling import tell_the_other
from beenthere.friends.models import Pair, Side
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, OutOfStep
from beenthere.privacy import keys


class PairHasEnded(OutOfStep):
    """These two are no pair here any more, or are not one yet."""


def _require_living(pair: Pair) -> None:
    if pair.ended_at is not None:
        raise PairHasEnded(_("You two are no pair here any more. You can make a new link."))


def _require_confirmed(pair: Pair) -> None:
    _require_living(pair)
    if pair.confirmed_at is None:
        raise PairHasEnded(_("First the two words have to be the same on both sides."))


def confirm(*, pair: Pair, side: str, now: datetime) -> None:
    """Note that the two words were the same on both sides; only the host can, and once is enough.

    :raises NotHere: somebody other than the host
    :raises PairHasEnded: there is nothing left to confirm
    """
    if side != Side.HOST:
        raise NotHere
    _require_living(pair)
    Pair.objects.filter(pk=pair.pk, confirmed_at=None, ended_at=None).update(confirmed_at=now)
    pair.refresh_from_db()


def sign(*, pair: Pair, side: str, version: str, answers: Mapping[str, bool], now: datetime) -> Agreement:
    """Store one side's yes to the words between friends.

    :raises NotAgreed: a box that has to be ticked is not
    :raises WordsHaveChanged: the version is not the one in force
    :raises PairHasEnded: over, or not confirmed yet
    """
    _require_confirmed(pair)
    person = queries.person_of(pair, side)
    about = queries.about(pair)
    return boundaries.agree(person=person, side=side, about=about, version=version, answers=answers, now=now)


@transaction.atomic
def tell_ties(
    *,
    pair: Pair,
    side: str,
    kinds: Sequence[str],
    now: datetime,
    detail: str = "",
    particulars: Mapping[str, str] | None = None,
) -> str | None:
    """Store what else ties the host to the friend; a tie that is never all right ends the pair kindly and is returned.

    The very same told once more is not asked about once more.

    :raises TiesAreUnclear: a job or licence place is missing
    :raises NotHere: the friend's side
    :raises PairHasEnded: over, or not confirmed yet
    """
    if side != Side.HOST:
        raise NotHere
    _require_confirmed(pair)
    if between.is_told(queries.about(pair), kinds=["friend", *kinds], detail=detail, particulars=particulars):
        return None
    never = boundaries.disclose(
        host=queries.person_of(pair, Side.HOST),
        friend=queries.person_of(pair, Side.FRIEND),
        about=queries.about(pair),
        kinds=list(dict.fromkeys(["friend", *kinds])),
        detail=detail,
        particulars=particulars,
        now=now,
    )
    if never:
        end_pair(pair=pair, side=Side.HOST, why="treats" if never == "treating_clinician" else "tie", now=now)
    return never


@transaction.atomic
def answer_ties(*, pair: Pair, side: str, accepts: bool, now: datetime) -> None:
    """Take the friend's answer to what the host said; a no ends the pair kindly.

    :raises NotHere: the host's side
    :raises NothingToAnswer: the host has said nothing yet
    :raises PairHasEnded: over, or not confirmed yet
    """
    if side != Side.FRIEND:
        raise NotHere
    _require_confirmed(pair)
    boundaries.answer(about=queries.about(pair), accepts=accepts, now=now)
    if not accepts:
        end_pair(pair=pair, side=Side.FRIEND, now=now)


@transaction.atomic
def end_pair(*, pair: Pair, side: str, now: datetime, why: str = "") -> bool:
    """End a pair: what is planned is called off, both yeses are taken back, the other is told. Return whether it was this call."""
    ended = Pair.objects.filter(pk=pair.pk, ended_at=None).update(ended_at=now, ended_by=side, ended_why=why)
    pair.refresh_from_db()
    if not ended:
        return False
    if why == "stranger":
        keys.destroy_key(subject=queries.pair_subject(pair))
    boundaries.withdraw(about=queries.about(pair), now=now)
    evening = queries.living_evening(pair)
    if evening is not None:
        call_off(evening=evening, now=now)
        not_safe.let_rest(evening=evening)
    _tell_the_other(pair, side=side, now=now)
    announce(events.PairEnded(pair_id=pair.pk))
    return True


def _tell_the_other(pair: Pair, *, side: str, now: datetime) -> None:
    """Somebody who never was a friend is told nothing."""
    if pair.ended_why != "stranger":
        tell_the_other(pair=pair, side=side, what=f"pair-ended:{pair.key}", now=now)
