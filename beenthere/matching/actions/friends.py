"""An evening with a friend, as a visit that never stands in the line."""

from collections.abc import Sequence
from datetime import datetime

from beenthere.conversations.models import Conversation
from beenthere.matching.actions.visits import check_choices
from beenthere.matching.models import Visit, VisitState
from beenthere.people.models import Person


def friend_visit(*, person: Person, language: str, now: datetime) -> Visit:
    """Make the visit that carries a friend's own numbers of one evening.

    :raises UnknownChoice: the language is not on the list
    """
    check_choices(topics=(), need="", language=language)
    return Visit.objects.create(
        person=person, state=VisitState.FRIEND, language=language, entered_at=now, last_here_at=now
    )


def tell_friend(*, visit: Visit, topics: Sequence[str], need: str, is_unsafe: bool, now: datetime) -> None:
    """Keep what a friend said at check-in; "I am not safe" is never taken back by leaving it out.

    :raises UnknownChoice: something is not on the list
    """
    check_choices(topics=topics, need=need, language=visit.language)
    fields = {"topics": list(dict.fromkeys(topics)), "need": need, "last_here_at": now}
    Visit.objects.filter(pk=visit.pk).update(**fields, **({"is_unsafe": True} if is_unsafe else {}))
    visit.refresh_from_db()


def follow_talk(*, visit: Visit, conversation: Conversation) -> None:
    """Bind a friend's visit to the talk of that evening."""
    Visit.objects.filter(pk=visit.pk, state=VisitState.FRIEND).update(conversation=conversation)
    visit.refresh_from_db()


def friend_left(*, visit: Visit, now: datetime) -> None:
    """Note that an evening with a friend is over; one that is over stays as it is."""
    Visit.objects.filter(pk=visit.pk, state=VisitState.FRIEND, ended_at=None).update(
        ended_at=now, ended_why="closed"
    )
    visit.refresh_from_db()
