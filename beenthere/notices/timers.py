"""What is due in notices."""

import threading
from datetime import datetime

from django.db import connections

from beenthere.kernel.clockwork import every
from beenthere.notices import actions, rules

_sending = {lane: threading.Lock() for lane in rules.LANES}


@every(1)
def send_due(now: datetime) -> None:
    """Send what is due, each lane in a thread of its own: a slow mail server holds up neither the other timers nor a call for a human."""
    for lane in rules.LANES:
        if actions.is_any_due(now=now, lane=lane) and _sending[lane].acquire(blocking=False):
            threading.Thread(target=_send, args=(lane, now), name=f"notices-{lane}", daemon=True).start()


def _send(lane: str, now: datetime) -> None:
    try:
        actions.send_lane(lane=lane, now=now)
    finally:
        connections.close_all()
        _sending[lane].release()
