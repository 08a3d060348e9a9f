"""What this room keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from beenthere.companion.models import CardEvent, ListeningPicture, Panel
from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains

PICTURED = (
    "messages", "words", "reflections", "questions", "inputs", "unasked_advice", "share_of_words",
)  # fmt: skip


@erases
def erase_panels(person: Person, now: datetime) -> None:
    """Delete what the companion remembers of somebody's talks."""
    CardEvent.objects.filter(conversation__seeker=person).delete()
    Panel.objects.filter(conversation__seeker=person).delete()
    ListeningPicture.objects.filter(supporter=person).delete()


@exports
def export_panels(person: Person) -> dict[str, Any]:
    """Return which skills were used in somebody's talks, and all that the pictures of their own listening hold."""
    pictures = ListeningPicture.objects.filter(supporter=person).order_by("on", "id")
    used = CardEvent.objects.filter(conversation__seeker=person, kind="used").order_by("at")
    return {
        "skills_used": [{"skill": event.slug, "at": event.at.isoformat()} for event in used],
        "listening": [
            {"on": one.on.isoformat(), **{name: getattr(one, name) for name in PICTURED}} for one in pictures
        ],
    }


@retains
def forget_old_events(now: datetime) -> None:
    """Delete the events of talks that ended longer ago than the service keeps words."""
    old = now - timedelta(days=settings.TABLE.keep_days)
    CardEvent.objects.filter(conversation__ended_at__lte=old).delete()
