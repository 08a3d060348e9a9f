"""Where a seeker is may save them: none of their messages waits at a gate while they may be in danger, and no question for it."""

from beenthere.conversations.gates import Asking, pass_by
from beenthere.conversations.models import Conversation, Side
from beenthere.matching import queries as matching
from beenthere.readers.asking import only_asks_where
from beenthere.safety.levels import queries, rules


@pass_by
def may_be_in_danger(asking: Asking) -> bool:
    """Tell whether a message comes from a seeker who is not safe, or out of a talk at A2 or above."""
    if asking.side != Side.SEEKER:
        return False
    conversation = Conversation.objects.get(pk=asking.conversation_id)
    if queries.level_of(conversation) >= rules.STAY:
        return True
    visit = matching.visit_of_conversation(conversation)
    return visit is not None and visit.is_unsafe


@pass_by
def asks_where_help_must_go(asking: Asking) -> bool:
    """Tell whether a supporter at A3 or A4 only asks where the seeker is: the page itself tells them to."""
    if asking.side != Side.SUPPORTER or not only_asks_where(asking.text):
        return False
    return queries.level_of(Conversation.objects.get(pk=asking.conversation_id)) >= rules.GRAVE
