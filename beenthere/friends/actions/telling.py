"""Telling the other of two friends that something changed: a neutral note, and their own page says the rest."""

from datetime import datetime

from beenthere.friends.models import Pair, Side
from beenthere.notices import actions as notices
from beenthere.notices import queries as ways


def tell_the_other(*, pair: Pair, side: str, what: str, now: datetime) -> None:
    """Leave a note for the other side of a pair; ``what`` names the change, so that it is told once."""
    other = pair.friend if side == Side.HOST else pair.host
    if other is None:
        return
    page = "friend" if side == Side.HOST else "friends"
    for channel in ways.channels_of(other):
        notices.queue_notice(
            to=other,
            channel=channel,
            kind="pair_changed",
            link=f"/{page}/pair/{pair.key}/",
            due_at=now,
            dedup_key=f"{what}:{channel}",
            now=now,
        )
