"""The only ways to a plan: its owner, the supporter in an open talk, and whoever holds a living link."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from beenthere.conversations.access import access_conversation
from beenthere.conversations.models import Conversation
from beenthere.kernel.refusals import NotHere
from beenthere.people.models import Person
from beenthere.plans import rules
from beenthere.plans.models import PlanShare, SafetyPlan
from beenthere.privacy import queries as privacy


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a talk: whose plan it is, which side they are on."""

    owner: Person
    side: str
    conversation: Conversation


def require_owner(person: Person | None) -> Person:
    """Return a seeker, who owns their plan whether or not it is begun.

    :raises NotHere: nobody, or somebody with an account
    """
    if not person:
        raise NotHere
    if person.account_id is not None:
        raise NotHere
    return person


def place_in_talk(*, person: Person | None, key: str, side: str) -> Place:
    """Return where this person stands in a talk: its seeker always, its supporter while it is open.

    :raises NotHere: somebody else's, not open, or its seeker erased everything
    """
    conversation = access_conversation(person=person, key=key, side=side)
    if conversation.seeker is None:
        raise NotHere
    if side == "supporter" and conversation.state != "open":
        raise NotHere
    return Place(owner=conversation.seeker, side=side, conversation=conversation)


def writer_of(*, person: Person | None, conversation: Conversation | None) -> tuple[Person, str]:
    """Return whose plan a person is about to write, and as which side.

    :raises NotHere: neither the owner nor the supporter of an open talk with them
    """
    if conversation is None:
        return require_owner(person), "seeker"
    if not person or conversation.seeker is None:
        raise NotHere
    is_owner = conversation.seeker_id == person.pk
    is_supporter = conversation.supporter_id == person.pk
    if not rules.may_write(is_owner=is_owner, is_supporter=is_supporter, talk_state=conversation.state):
        raise NotHere
    return conversation.seeker, "seeker" if is_owner else "supporter"


def supporter_sees(*, owner: Person, conversation: Conversation) -> bool:
    """Tell whether the plan is shown to the supporter of this talk."""
    plan = SafetyPlan.objects.filter(owner_id=owner.pk).first()
    return rules.supporter_sees(
        made_at=plan.made_at if plan else None,
        talk_began_at=conversation.made_at,
        is_shown=is_shown_in(owner=owner, conversation=conversation),
        is_of_friends=conversation.is_of_friends,
    )


def is_shown_in(*, owner: Person, conversation: Conversation) -> bool:
    """Tell whether the owner said yes to showing an older plan in this talk."""
    return privacy.has_consented(person=owner, purpose=talk_purpose(conversation))


def talk_purpose(conversation: Conversation) -> str:
    """Return the purpose of the consent to show a plan in one talk."""
    return f"plan-talk:{conversation.key}"


def share_purpose(share: PlanShare) -> str:
    """Return the purpose of the consent behind one link."""
    return f"plan-share:{share.key}"


def digest_of(token: str) -> str:
    """Return what a link is found by."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def living_share(*, token: str, now: datetime) -> PlanShare:
    """Return the share behind a link that still opens.

    :raises NotHere: unknown, expired, revoked or its consent withdrawn; all look the same
    """
    share = PlanShare.objects.select_related("plan__owner").filter(digest=digest_of(token)).first()
    if share is None:
        raise NotHere
    has_consent = privacy.has_consented(person=share.plan.owner, purpose=share_purpose(share))
    if not rules.is_open(until=share.until, revoked_at=share.revoked_at, has_consent=has_consent, now=now):
        raise NotHere
    return share


def own_share(*, owner: Person, key: str) -> PlanShare:
    """Return a link this person gave out.

    :raises NotHere: missing or somebody else's
    """
    share = PlanShare.objects.select_related("plan").filter(key=key, plan__owner_id=owner.pk).first()
    if share is None:
        raise NotHere
    return share
