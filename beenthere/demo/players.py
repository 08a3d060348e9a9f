"""The two scripted players. Each beat reads the rows and makes at most one move for each talk."""

from datetime import datetime

from django.conf import settings

from beenthere.boundaries import actions as boundaries
from beenthere.boundaries import queries as agreements
from beenthere.conversations import actions as conversations
from beenthere.conversations import queries as talks
from beenthere.conversations.models import Conversation
from beenthere.conversations.writer import post
from beenthere.demo import queries
from beenthere.demo.rules import Said, next_cue
from beenthere.kernel.clockwork import every
from beenthere.matching import actions as matching
from beenthere.matching import queries as line
from beenthere.matching.models import Visit
from beenthere.people import actions as people
from beenthere.people.models import Person
from beenthere.relief import actions as relief


@every(1)
def play(now: datetime) -> None:
    """Let Robin and Mika move; outside demo mode there is nobody to move."""
    if not settings.IS_DEMO or not queries.is_loaded():
        return
    robin = queries.player()
    _answer_offer(robin, now)
    for conversation in talks.running_of(person=robin, side="supporter"):
        _support(conversation, robin, now)
    for conversation in _mikas_talks():
        _seek(conversation, now)


def send_the_seeker(*, now: datetime) -> Visit:
    """Let Mika check in, as a new person each time."""
    said = queries.scripted_check_in()
    mika = people.welcome_seeker(now=now)
    visit = matching.check_in(
        person=mika,
        topics=said["topics"],
        need=said["need"],
        language="en",
        is_unsafe=False,
        is_demo=True,
        now=now,
    )
    text = agreements.agreement("seeker")
    ticked = {box.slug: box.must for box in text.boxes}
    boundaries.agree(person=mika, side="seeker", version=text.version, answers=ticked, visit=visit, now=now)
    relief.rate(visit=visit, moment="before", value=said["distress"], now=now)
    return visit


# -- Robin, the supporter -----------------------------------------------------


def _answer_offer(robin: Person, now: datetime) -> None:
    offer = line.open_offer_for(robin, now=now)
    if offer is not None:
        accepted = matching.accept(offer_key=offer.key, supporter=robin, now=now)
        matching.begin_talk(offer=accepted, now=now)


def _support(conversation: Conversation, robin: Person, now: datetime) -> None:
    conversations.see(conversation_id=conversation.pk, side="supporter", now=now)
    if conversation.state == "agreeing":
        _prepare(conversation, robin, now)
    elif conversation.state == "open":
        _say_next(conversation, "supporter", now)


def _prepare(conversation: Conversation, robin: Person, now: datetime) -> None:
    ready = agreements.readiness(conversation)
    if ready.kinds is None:
        boundaries.disclose(supporter=robin, conversation=conversation, kinds=["stranger"], now=now)
    if not ready.supporter_agreed:
        text = agreements.agreement("supporter")
        ticked = {box.slug: box.must for box in text.boxes}
        boundaries.agree(
            person=robin,
            side="supporter",
            conversation=conversation,
            version=text.version,
            answers=ticked,
            now=now,
        )


# -- Mika, the seeker ---------------------------------------------------------


def _mikas_talks() -> list[Conversation]:
    visits = Visit.objects.filter(is_demo=True, conversation__isnull=False).exclude(
        conversation__state="ended"
    )
    listed = visits.select_related("conversation__seeker")
    return [visit.conversation for visit in listed if visit.conversation is not None]


def _seek(conversation: Conversation, now: datetime) -> None:
    conversations.see(conversation_id=conversation.pk, side="seeker", now=now)
    if conversation.state == "agreeing":
        if agreements.why_not_open(conversation) == "seeker_answer" and conversation.seeker:
            boundaries.answer_disclosure(
                conversation=conversation, seeker=conversation.seeker, accepts=True, now=now
            )
    elif conversation.close_proposed_by == "supporter":
        conversations.propose_close(conversation=conversation, side="seeker", now=now)
        _rate_after(conversation, now)
    else:
        _say_next(conversation, "seeker", now)


def _rate_after(conversation: Conversation, now: datetime) -> None:
    visit = line.visit_of_conversation(conversation)
    if visit is not None:
        relief.rate(visit=visit, moment="after", value=queries.scripted_check_in()["after"], now=now)


# -- both ---------------------------------------------------------------------


def _say_next(conversation: Conversation, side: str, now: datetime) -> None:
    spoken = talks.sides_at(conversation=conversation)
    said = [Said(by_player=by == side, seconds_ago=(now - at).total_seconds()) for by, at in spoken]
    since = spoken[-1][1] if spoken else conversation.opened_at or now
    cue = next_cue(script=queries.script(side), said=said, quiet_seconds=(now - since).total_seconds())
    if cue is None:
        return
    # The place in the script is the client key: a beat that runs twice says the line once.
    post(
        conversation_key=conversation.key, side=side, client_key=f"demo-{side}-{cue.place:04}", text=cue.text
    )
    if cue.is_last and not conversation.close_proposed_by:
        conversations.propose_close(conversation=conversation, side=side, now=now)
