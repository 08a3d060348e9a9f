"""`beenthere worker`: the timers in a process of their own."""

import signal
import threading

from beenthere.config.commands.start import set_up_django


def run() -> None:
    """Beat until told to stop."""
    set_up_django()
    from django.conf import settings

    from beenthere.kernel.clockwork import Clockwork
    from beenthere.kernel.wire.hub import RedisCarrier, hub

    if settings.TABLE.redis_url:
        hub.carrier = RedisCarrier(settings.TABLE.redis_url, hub)
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    clockwork = Clockwork()
    clockwork.start()
    stopping.wait()
    clockwork.stop()
