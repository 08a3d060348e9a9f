"""A gate may ask somebody to look at a message once more before it is sent. Rooms above register theirs.

A gate that fails or takes too long lets the message through at once: nothing may stop the talk. After one that hung, messages
pass without asking for a while, so that a broken gate costs one short wait and not one for each message.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.db import close_old_connections

from beenthere.conversations.models import Message
from beenthere.kernel.registers import Register

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 1.0
# Once it is clear that a message should wait, a slow disk is no reason to let it go.
RECORD_SECONDS = 10.0
REST_SECONDS = 30.0


@dataclass(frozen=True)
class Asking:
    """A message that wants to be sent. ``insists`` is True when somebody said "send anyway"."""

    conversation_id: int
    key: str
    side: str
    client_key: str
    text: str
    insists: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Held:
    """Why a message waits, in words for its writer; ``about`` is shown by the page.

    One that does not wait goes at once, and its writer alone reads what ``about`` says.
    """

    code: str
    about: dict[str, Any] = field(default_factory=dict)
    waits: bool = True


# A gate decides quickly, from the words alone; what it returns then keeps a record and says why the message waits.
Hold = Callable[[], Held | None]
Gate = Callable[[Asking], Hold | None]
T = TypeVar("T")
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="gate")
_rests_until = 0.0
# Asked about every message before it is written.
gate: Register[Gate] = Register()
# Asked before a message is held; when it says yes, the message goes at once, whatever the gates say.
pass_by: Register[Callable[[Asking], bool]] = Register()
# Called when a gate failed or hung, so that a page can say so.
when_failed: Register[Callable[[], None]] = Register()
# Called once when the service starts, so that the first message does not wait for it.
before_opening: Register[Callable[[], None]] = Register()


async def get_ready() -> None:
    """Let every gate prepare itself; one that can not says so at its first message."""
    for prepare in before_opening:
        try:
            await asyncio.get_running_loop().run_in_executor(_pool, prepare)
        except Exception:
            logger.exception("a gate could not get ready")


async def look(asking: Asking) -> Held | None:
    """Return why a message waits, or None when it may be sent now."""
    if not gate or time.monotonic() < _rests_until:
        return None
    try:
        hold = await _patiently(partial(_decide, asking), PATIENCE_SECONDS)
        return await _patiently(hold, RECORD_SECONDS) if hold else None
    except TimeoutError:
        logger.error("a gate took too long; the message passes")
        _rest()
    except Exception:
        logger.exception("a gate failed; the message passes")
    for tell in when_failed:
        tell()
    return None


async def _patiently(work: Callable[[], T], seconds: float) -> T:
    """Run something on a thread of the gates; one that hangs keeps its thread and nobody else's."""
    done = asyncio.get_running_loop().run_in_executor(_pool, _on_its_thread, work)
    return await asyncio.wait_for(asyncio.shield(done), seconds)


def _on_its_thread(work: Callable[[], T]) -> T:
    close_old_connections()
    return work()


def _rest() -> None:
    global _rests_until
    _rests_until = time.monotonic() + REST_SECONDS


def _decide(asking: Asking) -> Hold | None:
    hold = next((hold for look in gate if (hold := look(asking)) is not None), None)
    if hold is None or any(may(asking) for may in pass_by):
        return None
    # What is on disk already was sent: its sender only did not hear the answer.
    return None if _is_written(asking) else hold


def _is_written(asking: Asking) -> bool:
    mine = Message.objects.filter(conversation_id=asking.conversation_id, side=asking.side)
    return mine.filter(client_key=asking.client_key).exists()


def wake_up() -> None:
    """Ask again at once after a rest; for tests."""
    global _rests_until
    _rests_until = 0.0
