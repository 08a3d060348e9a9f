"""Tell the live talk who on call is beside it, and note that they open it."""

from collections.abc import Collection, Mapping

from django.utils import timezone

from beenthere.conversations import beside
from beenthere.conversations.models import Conversation
from beenthere.people import queries as people
from beenthere.safety import queries as safety
from beenthere.safety.levels import actions, queries
from beenthere.safety.models import Joining


@beside.seats
def who_may_come_in(places: Collection[beside.Place]) -> Mapping[beside.Place, bool]:
    """Return who is beside these talks and on call now; who leads may write."""
    return queries.seats(places, now=timezone.now())


@beside.shows
def who_is_near(conversation_id: int) -> list[beside.Near]:
    """Return who is or was beside a talk of the line; in a talk of friends nobody on call reads along."""
    conversation = Conversation.objects.get(pk=conversation_id)
    found = [] if conversation.is_of_friends else queries.joinings(conversation)
    if not found:
        return []
    here = queries.seats({(conversation_id, row.person_id) for row in found}, now=timezone.now())
    return [
        beside.Near(
            people.shown_on_call(row.person),
            row.mode if (conversation_id, row.person_id) in here else "gone",
            queries.asked_by(conversation, person=row.person),
        )
        for row in found
    ]


@beside.numbers
def how_to_show_the_lines(conversation_id: int) -> str:
    """Return how the seeker of a talk is shown the lines, while nobody on call has answered in time."""
    seeker = Conversation.objects.select_related("seeker").get(pk=conversation_id).seeker
    return safety.lines_call(seeker, now=timezone.now())


@beside.hears
def remember_who_was_heard(places: Collection[beside.Place]) -> None:
    """Remember that the open pages of these people were heard just now."""
    actions.hear(places, now=timezone.now())


@beside.notes
def note_the_first_word(place: beside.Place) -> None:
    """Note that somebody on call begins to read, unless the page they came by has noted it."""
    talk, person = place
    row = Joining.objects.filter(conversation_id=talk, person_id=person, until=None).first()
    if row is not None and not queries.opened_since(row):
        actions.note_opened(conversation=row.conversation, person=row.person, now=timezone.now())
