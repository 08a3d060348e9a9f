"""Friends for tests: Bo hosts, Ann is the friend who needs no account."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.boundaries import queries as agreements
from beenthere.friends import actions
from beenthere.friends.models import FriendEvening, Pair
from beenthere.people.models import Person
from beenthere.people.tests.builders import EVENING, a_member, a_seeker

__all__ = ["DAY", "EVENING", "HOUR", "a_pair", "agree", "an_evening"]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def a_pair(
    *,
    host: Person | None = None,
    friend: Person | None = None,
    is_confirmed: bool = True,
    is_agreed: bool = True,
    kinds: tuple[str, ...] = (),
    now: datetime = EVENING,
    **more: Any,
) -> Pair:
    """Two friends, of whom one came in by the other's link."""
    _row, token = actions.invite(inviter=host or a_member(), name="Bo", now=now)
    pair = actions.come_in(token=token, name="Ann", friend=friend or a_seeker(), now=now)
    if is_confirmed:
        actions.confirm(pair=pair, side="host", now=now)
    if is_confirmed and is_agreed:
        actions.tell_ties(pair=pair, side="host", kinds=kinds, now=now, **more)
        agree(pair, now=now)
    return pair


def agree(pair: Pair, *, now: datetime = EVENING) -> None:
    """Both say yes, and the friend is fine with what the host said."""
    for side in ("host", "friend"):
        text = agreements.agreement(side)
        ticked = {box.slug: True for box in text.boxes}
        actions.sign(pair=pair, side=side, version=text.version, answers=ticked, now=now)
    actions.answer_ties(pair=pair, side="friend", accepts=True, now=now)


def an_evening(
    *, pair: Pair | None = None, mode: str = "phone", now: datetime = EVENING, **more: Any
) -> FriendEvening:
    """An evening of two hours that begins now."""
    told = {"planned_for": now, "ends_at": now + 2 * HOUR} | more
    return actions.plan_evening(pair=pair or a_pair(), mode=mode, now=now, **told)


def an_evening_over(*, mode: str = "phone", **more: Any) -> FriendEvening:
    """An evening that began and is over."""
    evening = an_evening(mode=mode, **more)
    actions.begin(evening=evening, now=EVENING)
    actions.finish(evening=evening, now=EVENING + HOUR)
    return evening
