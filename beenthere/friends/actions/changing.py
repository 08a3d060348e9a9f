"""A planned evening is called off or moved, from either side; nobody has to say why."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from beenthere.friends import rules
from beenthere.friends.actions.evenings import WHY_NOT_PLAN, NotReady, PlanIsUnclear, call_off
from beenthere.friends.actions.telling import tell_the_other
from beenthere.friends.models import EveningState, FriendEvening


@transaction.atomic
def call_evening_off(*, evening: FriendEvening, side: str, now: datetime) -> bool:
    """Call a planned evening off; what was planned for it is forgotten and the other is told. Return whether it was this call.

    Who did it is not kept: both read the same words, and no page can lay blame.

    :raises NotReady: it has begun; then it can be ended
    """
    if not _still_planned(evening).update(called_off_at=now):
        _refuse_begun(evening)
        return False
    call_off(evening=evening, now=now)
    tell_the_other(pair=evening.pair, side=side, what=f"called-off:{evening.key}", now=now)
    return True


@transaction.atomic
def move_evening(
    *, evening: FriendEvening, side: str, planned_for: datetime, ends_at: datetime, now: datetime
) -> bool:
    """Give a planned evening another time; the other is told. Return whether anything changed.

    :raises NotReady: it has begun, or is over
    :raises PlanIsUnclear: a time that can not be
    """
    why = rules.why_not_plan(mode=evening.mode, planned_for=planned_for, ends_at=ends_at, now=now)
    if why:
        raise PlanIsUnclear(WHY_NOT_PLAN[why])
    if (evening.planned_for, evening.ends_at) == (planned_for, ends_at):
        return False
    if not _still_planned(evening).update(planned_for=planned_for, ends_at=ends_at):
        _refuse_begun(evening)
        raise NotReady(_("This evening is over. You can plan another one."))
    evening.refresh_from_db()
    what = f"moved:{evening.key}:{planned_for.timestamp():.0f}:{ends_at.timestamp():.0f}"
    tell_the_other(pair=evening.pair, side=side, what=what, now=now)
    return True


def _still_planned(evening: FriendEvening) -> "QuerySet[FriendEvening]":
    # Conditional on the row as it is now: the other may press "Begin" at the same moment.
    rows = FriendEvening.objects.filter(pk=evening.pk, pair__ended_at=None)
    return rows.filter(state=EveningState.PLANNED, started_at=None)


def _refuse_begun(evening: FriendEvening) -> None:
    evening.refresh_from_db()
    if evening.state != EveningState.OVER:
        raise NotReady(_("Your evening has begun. You can end it instead, at any time."))
