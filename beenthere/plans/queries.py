"""What may be asked about plans. The words are unsealed here and nowhere else."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext

from beenthere.conversations.models import Conversation
from beenthere.people.models import Person
from beenthere.plans import catalog, rules
from beenthere.plans.catalog import Situation
from beenthere.plans.models import PlanShare, PlanStep, SafetyPlan
from beenthere.plans.rules import Piece
from beenthere.privacy import keys
from beenthere.privacy import queries as privacy

__all__ = ["Situation", "situation", "situations"]


@dataclass(frozen=True)
class StepText:
    """One step: what it asks, what stands there, and which save that was."""

    slug: str
    heading: str
    question: str
    hint: str
    text: str = ""
    version: int = 0
    edited_by: str = ""
    at: datetime | None = None

    @property
    def pieces(self) -> list[Piece]:
        """Return the text with its phone numbers ready to dial."""
        return rules.pieces(self.text)


@dataclass(frozen=True)
class PlanText:
    """A whole plan, ready to be read, in the order of its steps."""

    steps: tuple[StepText, ...]
    changed_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written yet."""
        return not any(step.text for step in self.steps)


@dataclass(frozen=True)
class ShareText:
    """A link as its owner sees it."""

    key: str
    purpose: str
    whom: str
    token: str
    given_at: datetime
    until: datetime
    opened_at: datetime | None
    last_opened_at: datetime | None
    openings: int


def subject_of(plan: SafetyPlan) -> str:
    """Return whose key seals a plan."""
    return f"plan:{plan.key}"


def place_of(*, plan: SafetyPlan, slug: str, version: int) -> str:
    """Return what binds a step's ciphertext to where and when it was written."""
    return f"step:{plan.key}:{slug}:{version}"


def plan_of(owner: Person) -> SafetyPlan | None:
    """Return somebody's living plan, if they have begun one."""
    return SafetyPlan.objects.filter(owner_id=owner.pk).first()


def has_plan(person: Person | None) -> bool:
    """Tell whether somebody has a plan with a word in it."""
    return person is not None and PlanStep.objects.filter(plan__owner_id=person.pk).exists()


def plan_text(owner: Person) -> PlanText:
    """Return somebody's plan; steps nobody wrote yet are empty."""
    plan = plan_of(owner)
    rows = {row.slug: row for row in PlanStep.objects.filter(plan=plan)} if plan else {}
    steps = tuple(_step(plan, one, rows.get(one.slug)) for one in catalog.steps())
    return PlanText(steps=steps, changed_at=max((row.at for row in rows.values()), default=None))


def step_text(*, plan: SafetyPlan | None, slug: str) -> StepText:
    """Return one step as it stands now."""
    asked = next(one for one in catalog.steps() if one.slug == slug)
    row = PlanStep.objects.filter(plan=plan, slug=slug).first() if plan else None
    return _step(plan, asked, row)


def _step(plan: SafetyPlan | None, asked: catalog.Step, row: PlanStep | None) -> StepText:
    words = (gettext(asked.heading), gettext(asked.question), gettext(asked.hint))
    if plan is None or row is None:
        return StepText(asked.slug, *words)
    place = place_of(plan=plan, slug=row.slug, version=row.version)
    try:
        text = keys.unseal(subject=subject_of(plan), place=place, sealed=row.body)
    except keys.KeyIsGone:
        # Erased in this moment: what is left is noise.
        return StepText(asked.slug, *words)
    return StepText(asked.slug, *words, text, row.version, row.edited_by, row.at)


def shares_of(owner: Person, *, now: datetime) -> list[ShareText]:
    """Return the links that still open, the newest first."""
    living = PlanShare.objects.filter(plan__owner_id=owner.pk, revoked_at=None, until__gt=now)
    rows = living.select_related("plan").order_by("-given_at", "-id")
    return [_share(row) for row in rows]


def whom(share: PlanShare) -> str:
    """Return whom a link is for, in its owner's words."""
    return _unsealed(share, "whom", share.whom)


def _share(row: PlanShare) -> ShareText:
    return ShareText(
        key=row.key,
        purpose=row.purpose,
        whom=whom(row),
        token=_unsealed(row, "token", row.token),
        given_at=row.given_at,
        until=row.until,
        opened_at=row.opened_at,
        last_opened_at=row.last_opened_at,
        openings=row.openings,
    )


def _unsealed(row: PlanShare, name: str, sealed: bytes | memoryview) -> str:
    return keys.unseal(subject=subject_of(row.plan), place=f"share:{row.key}:{name}", sealed=sealed)


def kept_until(owner: Person) -> date | None:
    """Return the day somebody's plan is forgotten if they do not come back; None without a plan."""
    plan = plan_of(owner)
    if plan is None:
        return None
    return rules.kept_until(
        used_on=max(plan.used_on, owner.last_seen_on),
        has_code=privacy.has_code(owner),
        keep_days=settings.TABLE.keep_days,
    )


def waits_for_its_owner(*, owner: Person, conversation: Conversation) -> bool:
    """Tell whether showing the plan here needs its owner's yes: one from before the talk, or any between friends."""
    plan = plan_of(owner)
    return conversation.is_of_friends or (plan is not None and plan.made_at < conversation.made_at)


def situations() -> tuple[Situation, ...]:
    """Return the guided cards, in the order of the page."""
    return catalog.situations()


def situation(slug: str) -> Situation | None:
    """Return one guided card, or None."""
    return next((one for one in catalog.situations() if one.slug == slug), None)
