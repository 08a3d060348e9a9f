"""Writing a plan together, showing it to somebody, taking that back, and erasing it."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import announce
from beenthere.kernel.refusals import NotHere, OutOfStep, Refused, TooMuch
from beenthere.people.models import Person
from beenthere.plans import access, events, queries, rules
from beenthere.plans.models import PlanShare, PlanStep, SafetyPlan
from beenthere.plans.queries import StepText
from beenthere.privacy import actions as privacy
from beenthere.privacy import keys

# 192 random bits: nobody finds a link by trying.
TOKEN_BYTES = 24
CONSENT_VERSION = "1"
WHY_NOT_SHARE = {
    "purpose": _("Please choose who it is for."),
    "whom": _("Please write who it is for, in a few words."),
    "past": _("Please choose a day that is still to come."),
    "far": _("A link can last 90 days at most. You can make a new one then."),
}


class ChangedMeanwhile(OutOfStep):
    """The other side saved this step first; ``theirs`` is what stands there now, ``mine`` what was to be saved."""

    def __init__(self, theirs: StepText, mine: str) -> None:
        super().__init__(_("This was changed in the meantime. Nothing is lost: here are both."))
        self.theirs = theirs
        self.mine = mine


class NotShownYet(OutOfStep):
    """There is a plan from before this talk, and its owner has not brought it into the talk."""


class ShareIsUnclear(Refused):
    """It is not clear with whom, for what, or until when a plan is to be shared."""


@transaction.atomic
def write_step(
    *,
    person: Person | None,
    slug: str,
    text: str,
    version: int,
    now: datetime,
    conversation: Conversation | None = None,
) -> StepText:
    """Save one step over the version its writer has seen; the same words twice are one save.

    :raises ChangedMeanwhile: somebody saved after that version; carries both texts
    :raises NotShownYet: an older plan that its owner has not brought into this talk
    :raises TooMuch: longer than a step may be
    :raises NotHere: not theirs to write, or no such step
    """
    owner, side = access.writer_of(person=person, conversation=conversation)
    _refuse_what_is_not_shown(owner=owner, side=side, conversation=conversation)
    text = rules.tidy(text)
    _refuse_what_can_not_be_written(slug=slug, text=text)
    plan = _begun(owner=owner, now=now)
    if not _saved(plan=plan, slug=slug, text=text, version=version, side=side, now=now):
        standing = queries.step_text(plan=plan, slug=slug)
        if standing.text != text:
            raise ChangedMeanwhile(standing, text)
    return queries.step_text(plan=plan, slug=slug)


def _refuse_what_is_not_shown(*, owner: Person, side: str, conversation: Conversation | None) -> None:
    if side == "seeker" or conversation is None:
        return
    if not access.supporter_sees(owner=owner, conversation=conversation):
        raise NotShownYet(_("They decide whether you see a plan of theirs. They can show it to you here."))


def _refuse_what_can_not_be_written(*, slug: str, text: str) -> None:
    why = rules.why_not_write(slug=slug, text=text)
    if why == "long":
        raise TooMuch(_("That is too long for one step. Please keep it under 4,000 letters."))
    if why:
        raise NotHere


def _begun(*, owner: Person, now: datetime) -> SafetyPlan:
    plan, _is_new = SafetyPlan.objects.get_or_create(
        owner=owner, defaults={"made_at": now, "used_on": now.date()}
    )
    keys.make_key(subject=queries.subject_of(plan))
    SafetyPlan.objects.filter(pk=plan.pk).update(used_on=now.date())
    return plan


def _saved(*, plan: SafetyPlan, slug: str, text: str, version: int, side: str, now: datetime) -> bool:
    """Claim the version that was seen; return whether it was still the one that stands."""
    standing = queries.step_text(plan=plan, slug=slug)
    if version == standing.version and text == standing.text:
        return True
    place = queries.place_of(plan=plan, slug=slug, version=version + 1)
    sealed = keys.seal(subject=queries.subject_of(plan), place=place, words=text)
    row = {"body": sealed, "version": version + 1, "edited_by": side, "at": now}
    claimed = PlanStep.objects.filter(plan=plan, slug=slug, version=version).update(**row)
    if not claimed and version == 0:
        claimed = _first_save(plan=plan, slug=slug, row=row)
    if claimed:
        announce(events.PlanStepWritten(plan_id=plan.pk, slug=slug))
    return bool(claimed)


def _first_save(*, plan: SafetyPlan, slug: str, row: dict[str, object]) -> bool:
    try:
        with transaction.atomic():
            PlanStep.objects.create(plan=plan, slug=slug, **row)
    except IntegrityError:
        return False
    return True


def look_after(*, owner: Person, now: datetime) -> None:
    """Note the day the owner looked at their plan, so that it is not forgotten while it is used."""
    SafetyPlan.objects.filter(owner_id=owner.pk).exclude(used_on=now.date()).update(used_on=now.date())


def show_in_talk(*, owner: Person, conversation: Conversation, now: datetime) -> None:
    """Bring a plan from before into a talk.

    :raises NotHere: not this person's talk
    """
    _own_talk(owner, conversation)
    purpose = access.talk_purpose(conversation)
    privacy.give_consent(person=owner, purpose=purpose, version=CONSENT_VERSION, now=now)


def hide_in_talk(*, owner: Person, conversation: Conversation, now: datetime) -> None:
    """Take a plan from before out of a talk again.

    :raises NotHere: not this person's talk
    """
    _own_talk(owner, conversation)
    privacy.withdraw_consent(person=owner, purpose=access.talk_purpose(conversation), now=now)


def _own_talk(owner: Person, conversation: Conversation) -> None:
    if conversation.seeker_id != owner.pk:
        raise NotHere


@transaction.atomic
def share(*, owner: Person, purpose: str, whom: str, until: datetime, now: datetime) -> PlanShare:
    """Make a link by which one other person may read the plan until a day; a dated yes goes with it.

    :raises ShareIsUnclear: with whom, what for or until when is missing or wrong
    :raises TooMuch: ten links are open already
    :raises NotHere: there is no plan yet
    """
    plan = queries.plan_of(owner)
    if plan is None:
        raise NotHere(_("There is no plan yet. Write a few words first."))
    living = PlanShare.objects.filter(plan=plan, revoked_at=None, until__gt=now).count()
    why = rules.why_not_share(purpose=purpose, whom=whom, until=until, now=now, living=living)
    if why == "many":
        raise TooMuch(_("Ten links are open. Please close one first."))
    if why:
        raise ShareIsUnclear(WHY_NOT_SHARE[why])
    row = _linked(plan=plan, purpose=purpose, whom=whom.strip(), until=until, now=now)
    privacy.give_consent(person=owner, purpose=access.share_purpose(row), version=CONSENT_VERSION, now=now)
    announce(events.PlanShared(share_id=row.pk))
    return row


def _linked(*, plan: SafetyPlan, purpose: str, whom: str, until: datetime, now: datetime) -> PlanShare:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = PlanShare(plan=plan, purpose=purpose, given_at=now, until=until, digest=access.digest_of(token))
    subject = queries.subject_of(plan)
    row.whom = keys.seal(subject=subject, place=f"share:{row.key}:whom", words=whom)
    row.token = keys.seal(subject=subject, place=f"share:{row.key}:token", words=token)
    row.save()
    return row


@transaction.atomic
def revoke(*, owner: Person, key: str, now: datetime) -> None:
    """Close a link; closing it twice is once.

    :raises NotHere: not this person's
    """
    row = access.own_share(owner=owner, key=key)
    PlanShare.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now)
    privacy.withdraw_consent(person=owner, purpose=access.share_purpose(row), now=now)


def open_share(*, token: str, now: datetime) -> PlanShare:
    """Open a link for whoever holds it, and note for the owner when that was.

    :raises NotHere: unknown, expired or revoked
    """
    row = access.living_share(token=token, now=now)
    PlanShare.objects.filter(pk=row.pk).update(
        opened_at=Coalesce("opened_at", now), last_opened_at=now, openings=F("openings") + 1
    )
    return row


def erase(*, owner: Person, now: datetime) -> bool:
    """Erase somebody's plan and close its links; return whether there was one."""
    plan = queries.plan_of(owner)
    if plan is None:
        return False
    forget(plan=plan, now=now)
    announce(events.PlanErased(person_id=owner.pk))
    privacy.scrub_keyring()
    return True


def forget(*, plan: SafetyPlan, now: datetime) -> None:
    """Destroy a plan's key first, so that a half that fails leaves noise; then its rows and consents."""
    keys.destroy_key(subject=queries.subject_of(plan))
    with transaction.atomic():
        for row in PlanShare.objects.filter(plan=plan):
            privacy.withdraw_consent(person=plan.owner, purpose=access.share_purpose(row), now=now)
        SafetyPlan.objects.filter(pk=plan.pk).delete()
