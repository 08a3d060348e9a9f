"""What this room keeps about people, and how it is shown and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from beenthere.people.models import Person
from beenthere.plans import access, actions, queries
from beenthere.plans.models import PlanShare, SafetyPlan
from beenthere.privacy import actions as privacy
from beenthere.privacy.registry import erases, exports, retains


@erases
def erase_plan(person: Person, now: datetime) -> None:
    """Destroy a person's plan with its key, and every link to it."""
    plan = queries.plan_of(person)
    if plan is not None:
        actions.forget(plan=plan, now=now)


@exports
def export_plan(person: Person) -> dict[str, Any]:
    """Return a person's plan, step by step, and whom they gave a link."""
    plan = queries.plan_of(person)
    if plan is None:
        return {}
    return {
        "safety_plan": {
            "begun_at": plan.made_at.isoformat(),
            "steps": _steps(person),
            "shown_to": _shares(plan),
        }
    }


def _steps(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "step": step.heading,
            "text": step.text,
            "version": step.version,
            "written_by": step.edited_by,
            "at": step.at.isoformat(),
        }
        for step in queries.plan_text(person).steps
        if step.at is not None
    ]


def _shares(plan: SafetyPlan) -> list[dict[str, Any]]:
    rows = PlanShare.objects.filter(plan=plan).select_related("plan").order_by("given_at", "id")
    return [
        {
            "purpose": row.purpose,
            "whom": queries.whom(row),
            "from": row.given_at.isoformat(),
            "until": row.until.isoformat(),
            "taken_back_at": row.revoked_at.isoformat() if row.revoked_at else None,
            "first_opened_at": row.opened_at.isoformat() if row.opened_at else None,
        }
        for row in rows
    ]


@retains
def forget_unused_plans(now: datetime) -> None:
    """Destroy plans whose owner has been away longer than the service keeps them."""
    # The shortest time any plan may stay; each is then looked at with its owner's way back.
    away = SafetyPlan.objects.filter(used_on__lt=now.date() - timedelta(days=settings.TABLE.keep_days))
    for plan in away.select_related("owner"):
        until = queries.kept_until(plan.owner)
        if until is not None and until < now.date():
            actions.forget(plan=plan, now=now)


@retains
def forget_old_shares(now: datetime) -> None:
    """Withdraw the consent of links that ran out; forget whom they were for as long after as words are kept."""
    for row in PlanShare.objects.filter(until__lte=now).select_related("plan__owner"):
        privacy.withdraw_consent(person=row.plan.owner, purpose=access.share_purpose(row), now=now)
    PlanShare.objects.filter(until__lte=now - timedelta(days=settings.TABLE.keep_days)).delete()
