"""What this room does when the rooms below announce something.

The rows are the truth and the timers look at the same rows, so an event that is lost costs a
few seconds and nothing else.
"""

from django.utils import timezone

from beenthere.conversations.events import ConversationEnded, SideCameBack, SideVanished
from beenthere.kernel.bus import announce, listens_to
from beenthere.matching import actions, events
from beenthere.matching.models import Visit
from beenthere.people import queries as people
from beenthere.people.events import AvailabilityChanged, SeekerBarred, SupporterStopped
from beenthere.people.models import Person


@listens_to(ConversationEnded)
def follow_the_conversation(event: ConversationEnded) -> None:
    """End the visit with its conversation, or look for somebody else."""
    visit = _visit_of(event.conversation_id)
    if visit is None:
        return
    supporter = visit.conversation.supporter if visit.conversation else None
    actions.settle(visit=visit, now=timezone.now())
    if supporter is not None:
        announce(events.SupporterCameFree(person_id=supporter.pk))


@listens_to(AvailabilityChanged)
def follow_the_supporter(event: AvailabilityChanged) -> None:
    """Ask the next when somebody goes away; say so when somebody comes."""
    profile = people.profile_by_person_id(event.person_id)
    if profile is None:
        return
    if profile.is_available:
        announce(events.SupporterCameFree(person_id=event.person_id))
        return
    actions.release(supporter=profile.person, now=timezone.now())


@listens_to(SupporterStopped)
def hand_over(event: SupporterStopped) -> None:
    """Let whoever they talk with meet somebody else, first."""
    profile = people.profile_by_person_id(event.person_id)
    if profile is not None:
        actions.hand_over(supporter=profile.person, now=timezone.now())


@listens_to(SeekerBarred)
def show_out(event: SeekerBarred) -> None:
    """End what a barred seeker has open."""
    seeker = Person.objects.filter(pk=event.person_id).first()
    if seeker is not None:
        actions.show_out(seeker=seeker, now=timezone.now())


@listens_to(SideVanished)
def look_for_somebody_else(event: SideVanished) -> None:
    """Put the seeker first in line while the broken talk stays open."""
    visit = _visit_of(event.conversation_id)
    if visit is not None and event.side == "supporter":
        actions.requeue_first(visit=visit, now=timezone.now())


@listens_to(SideCameBack)
def take_back_the_place(event: SideCameBack) -> None:
    """Let the talk go on when its supporter is back before somebody else said yes."""
    visit = _visit_of(event.conversation_id)
    if visit is not None and event.side == "supporter":
        actions.restore(visit=visit, now=timezone.now())


def _visit_of(conversation_id: int) -> Visit | None:
    return (
        Visit.objects.running()
        .select_related("person", "conversation")
        .filter(conversation_id=conversation_id)
        .first()
    )
