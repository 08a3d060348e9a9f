"""What this room keeps about people, and how it is shown, ended and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from beenthere.notices.models import Address, Notice, State
from beenthere.people.models import Person
from beenthere.privacy.registry import erases, exports, retains

KEEP_NOTICES = timedelta(days=30)


@erases
def erase_notices(person: Person, now: datetime) -> None:
    """Delete somebody's addresses and notices, sent or not."""
    Notice.objects.filter(to=person).delete()
    Address.objects.filter(person=person).delete()


@exports
def export_notices(person: Person) -> dict[str, Any]:
    """Return by which channels somebody asked to be reached, and when that was done."""
    sent = Notice.objects.filter(to=person).order_by("made_at")
    return {
        "channels": list(Address.objects.filter(person=person).values_list("channel", flat=True)),
        "notices": [{"kind": row.kind, "channel": row.channel, "state": row.state} for row in sent],
    }


@retains
def forget_old_notices(now: datetime) -> None:
    """Delete notices that went out, or never will, a month ago."""
    Notice.objects.filter(made_at__lte=now - KEEP_NOTICES).exclude(state=State.DUE).delete()
