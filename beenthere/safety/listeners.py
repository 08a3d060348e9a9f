"""What this room does when a row was written; the timer would do the same a second later."""

from django.utils import timezone

from beenthere.conversations.events import ConversationEnded, ConversationOpened, SideVanished
from beenthere.conversations.models import Conversation
from beenthere.kernel.bus import listens_to
from beenthere.kernel.wire.hub import hub
from beenthere.matching import actions as matching
from beenthere.matching import queries as matching_queries
from beenthere.relief.events import TomorrowIsWorse
from beenthere.safety import actions, queries
from beenthere.safety.events import (
    BesideChanged,
    LevelSet,
    LinesShown,
    PageAcknowledged,
    PageOpened,
    ReachingChanged,
)
from beenthere.safety.levels import actions as levels
from beenthere.safety.levels import rules
from beenthere.safety.levels.rules import END
from beenthere.safety.models import Page


@listens_to(PageOpened)
def tell_the_first(event: PageOpened) -> None:
    """Tell the first person at once."""
    actions.escalate(timezone.now())


@listens_to(BesideChanged)
def show_who_is_beside(event: BesideChanged) -> None:
    """Let every open page of the talk see at once who is there, and close the one of whoever handed back."""
    _look_at(event.conversation_id)


@listens_to(LevelSet)
def show_what_the_level_asks_for(event: LevelSet) -> None:
    """Let both pages of the talk see at once what a level asks for."""
    _look_at(event.conversation_id)


@listens_to(ReachingChanged)
def show_how_they_are_reached(event: ReachingChanged) -> None:
    """Let both pages of the talk see at once what was left, agreed or taken back."""
    _look_at(event.conversation_id)


def _look_at(conversation_id: int) -> None:
    talk = Conversation.objects.filter(pk=conversation_id).first()
    if talk is not None:
        hub.nudge(talk.key, {"state": True})


@listens_to(LinesShown)
def show_the_lines(event: LinesShown) -> None:
    """Let a seeker who is in a talk see the lines at once, since nobody has answered."""
    _look_again(event.page_id)


@listens_to(PageAcknowledged)
def take_the_lines_back(event: PageAcknowledged) -> None:
    """Say no longer that nobody has answered: somebody has."""
    _look_again(event.page_id)


def _look_again(page_id: int) -> None:
    page = Page.objects.select_related("conversation", "visit__conversation").filter(pk=page_id).first()
    if page is None:
        return
    for talk in queries.talks_of(page):
        hub.nudge(talk.key, {"state": True})


@listens_to(TomorrowIsWorse)
def call_about_tomorrow(event: TomorrowIsWorse) -> None:
    """Call a human about a worse next day."""
    actions.call_about_worries(now=timezone.now())


@listens_to(LevelSet)
def remember_who_is_not_safe(event: LevelSet) -> None:
    """Let the whole evening know of a grave level: whoever said so, nobody sends this seeker away."""
    if event.level < rules.GRAVE:
        return
    talk = Conversation.objects.filter(pk=event.conversation_id).first()
    visit = matching_queries.visit_of_conversation(talk)
    if visit is not None:
        matching.note_unsafe(visit=visit)


@listens_to(ConversationOpened)
def carry_the_level_over(event: ConversationOpened) -> None:
    """Tell a new supporter where the talk before stood."""
    talk = Conversation.objects.select_related("supporter").get(pk=event.conversation_id)
    levels.carry_over(conversation=talk, now=timezone.now())


@listens_to(SideVanished)
def call_when_a_side_drops(event: SideVanished) -> None:
    """Call a human when somebody at A3 or A4 drops out of the line, or is left alone by their supporter."""
    talk = Conversation.objects.get(pk=event.conversation_id)
    levels.lost(conversation=talk, about=event.side, now=timezone.now())


@listens_to(ConversationEnded)
def let_the_supporter_rest(event: ConversationEnded) -> None:
    """Let a supporter rest after a grave talk; a seeker is looked after when it ended at A3 or A4."""
    talk = Conversation.objects.select_related("supporter").get(pk=event.conversation_id)
    levels.lost(conversation=talk, about=END, now=timezone.now())
    if event.why == "reported":
        levels.note_kept_seats(conversation=talk, now=timezone.now())
    levels.talk_is_over(conversation=talk, now=timezone.now())
