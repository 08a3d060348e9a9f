"""What is due in notices."""

import threading
from datetime import datetime

from django.db import connections

from beenthere.kernel.clockwork import every
from beenthere.notices import actions

_sending = threading.Lock()


@every(1)
def send_due(now: datetime) -> None:
    """Send what is due in a thread of its own: a slow mail server must not hold up the other timers."""
    if actions.is_any_due(now=now) and _sending.acquire(blocking=False):
        threading.Thread(target=_send, args=(now,), name="notices", daemon=True).start()


def _send(now: datetime) -> None:
    try:
        actions.send_due(now=now)
    finally:
        connections.close_all()
        _sending.release()
