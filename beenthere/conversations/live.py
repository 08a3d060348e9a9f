"""The live talk: one socket for each open page of a conversation.

    /live/seeker/<key>/      /live/supporter/<key>/      /live/on_call/<key>/

A socket says first after which message it wants to go on; from then on it gets every message
in order, from wake-ups that carry the line when it is the next one, and from the rows when it
is not. An idle socket is one waiting coroutine and nothing else.

Somebody on call who is beside the talk reads the same lines; they write only while they lead, and are no side of it:
nobody waits for them, and fleeting signs stay between the two.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from django.conf import settings
from django.db import close_old_connections
from django.utils.translation import gettext as _

from beenthere.conversations import actions, beside, door, gates, queries, rules, writer
from beenthere.conversations.models import Conversation, Side, Voice
from beenthere.conversations.queries import Facts, Line
from beenthere.kernel.refusals import Refused
from beenthere.kernel.wire.bucket import Bucket
from beenthere.kernel.wire.frames import BadFrame, Frame, parse, write
from beenthere.kernel.wire.hub import hub
from beenthere.kernel.wire.origins import is_ours
from beenthere.kernel.wire.socket import Socket
from beenthere.privacy.keys import KeyIsGone

logger = logging.getLogger(__name__)
NOT_HERE, GONE, RESTART = 4403, 4409, 1012
PER_SECOND, BURST = 1.0, 10.0
MOST_BAD_FRAMES = 20
CHECK_SECONDS, HEARD_SECONDS, POLL_SECONDS = 1.5, 5.0, 4.0
T = TypeVar("T")
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

_desk = ThreadPoolExecutor(max_workers=6, thread_name_prefix="live")
_buckets: WeakValueDictionary[tuple[int, str, int], Bucket] = WeakValueDictionary()
_talks: set["Talk"] = set()


async def at_the_desk(work: Callable[..., T], **named: Any) -> T:
    """Run something that reads tables on a thread of the live path."""
    return await asyncio.get_running_loop().run_in_executor(_desk, partial(_fresh, work, named))


def _fresh(work: Callable[..., T], named: dict[str, Any]) -> T:
    close_old_connections()
    return work(**named)


def _words(code: str) -> str:
    """Return what the person reads when something was not taken."""
    known = {
        "slow_down": _("That was fast. Wait a moment, then send it again. Your words are still here."),
        "too_long": _("This is too long. Keep it under 4,000 letters. Your words are still here."),
        "too_large": _("This is too large to send. Your words are still here."),
        "not_saved": _("This was not saved. Your words are still here. Please try again."),
        "ended": _("This talk has ended."),
        "not_open": _("The talk has not begun yet."),
        "empty": _("There is nothing to send yet."),
        "reads_along": _("You read along. To write here, take the lead first. Your words are still here."),
    }
    return known.get(code) or _("This could not be read. Please load the page again.")


class Talk:
    """One socket in one conversation."""

    __slots__ = (
        "__weakref__",
        "again",
        "bad",
        "bucket",
        "cursor",
        "entry",
        "heard",
        "reading",
        "side",
        "socket",
    )

    def __init__(self, *, entry: door.Entry, side: str, socket: Socket, pace: tuple[float, float]) -> None:
        self.entry = entry
        self.side = side
        self.socket = socket
        self.cursor: int | None = None
        self.reading = False
        self.again = False
        self.heard = True
        self.bad = 0
        self.bucket = _buckets.setdefault((entry.conversation.pk, side, entry.person.pk), Bucket(*pace))

    @property
    def asks(self) -> door.Ask:
        """Return what is asked at the door again and again."""
        return door.ask_of(self.entry, self.side)

    @property
    def is_on_call(self) -> bool:
        """Tell whether this is somebody on call and not one of the two who talk."""
        return self.side == Voice.ON_CALL

    # -- what the browser says ------------------------------------------------

    async def take(self, raw: str | bytes | None) -> None:
        """Do what a frame asks, or answer with an error frame; nothing is taken once the socket is being closed."""
        if self.socket.closed_with is not None:
            return
        self.heard = True
        try:
            frame = parse(raw)
        except BadFrame as bad:
            self.bad += 1
            self.refuse(bad.code, bad.key)
            if self.bad >= MOST_BAD_FRAMES:
                self.socket.close(GONE)
            return
        await getattr(self, f"on_{frame.kind}")(frame)

    async def on_resume(self, frame: Frame) -> None:
        """Go on after a message the browser has seen."""
        is_first = self.cursor is None
        self.cursor = frame.fields["after"]
        # Nothing is said before hello; what is said meanwhile stands in the rows that come next.
        await self.show_state("hello")
        if is_first:
            hub.join(self.entry.conversation.key, self.wake)
        await self.catch_up()

    async def on_say(self, frame: Frame) -> None:
        """Pass a message to the writer; the acknowledgement comes when it is durable."""
        key, text, reason = frame.fields["key"], frame.fields["text"], frame.fields.get("reason", "")
        if self.cursor is None:
            # Nothing is said before hello, in either direction.
            self.refuse("not_here", key)
            return
        if len(text) > rules.TEXT_LIMIT:
            self.refuse("too_long", key)
            return
        if not self.bucket.take(now=time.monotonic()):
            self.refuse("slow_down", key)
            return
        if self.is_on_call and not await at_the_desk(beside.may_write, place=self.asks.place):
            self.refuse("reads_along", key)
            return
        conversation = self.entry.conversation
        asking = gates.Asking(
            conversation.pk, conversation.key, self.side, key, text, frame.kind == "insist", reason
        )
        if (held := await gates.look(asking)) and self.ask_to_wait(key, held):
            return
        saying = writer.Saying(conversation.pk, conversation.key, self.side, key, text, *self.author)
        writer.the_writer().submit(saying, lambda answer: hub.call(self.acknowledge, key, answer))

    @property
    def author(self) -> tuple[int | None, str]:
        """Return who of the people on call writes here; the two sides need no name."""
        return (self.entry.person.pk, self.entry.name) if self.is_on_call else (None, "")

    def ask_to_wait(self, key: str, held: gates.Held) -> bool:
        """Tell the writer of a message what a gate said of it; return whether it waits."""
        if held.waits:
            self.socket.put(write("held", key=key, code=held.code, about=held.about))
        else:
            self.socket.put(write("notice", kind=held.code, text=held.about.get("says", "")))
        return held.waits

    async def on_insist(self, frame: Frame) -> None:
        """Send a message that was held, on purpose."""
        await self.on_say(frame)

    def acknowledge(self, key: str, answer: writer.Answer) -> None:
        """Tell the sender what became of a message."""
        if isinstance(answer, writer.Ack):
            self.socket.put(write("ack", key=key, seq=answer.seq, at=answer.at.isoformat()))
        else:
            self.refuse(answer.code, key)

    async def on_typing(self, frame: Frame) -> None:
        """Tell the other side that somebody is typing; never what."""
        self.relay("typing", frame)

    async def on_thinking(self, frame: Frame) -> None:
        """Tell the other side that somebody needs a moment."""
        self.relay("thinking", frame)

    async def on_keep(self, frame: Frame) -> None:
        """Keep a message that helped; only the seeker keeps."""
        if self.side != Side.SEEKER:
            return self.refuse("not_yours")
        named = {"conversation": self.entry.conversation, "now": datetime.now(UTC)}
        try:
            await at_the_desk(
                actions.keep_message, seq=frame.fields["seq"], is_kept=frame.fields["on"], **named
            )
        except Refused:
            self.refuse("not_here")

    async def on_ping(self, frame: Frame) -> None:
        """Answer; the browser notices a frozen server by the missing answer."""
        self.socket.put(write("pong"))

    def relay(self, kind: str, frame: Frame) -> None:
        """Pass a fleeting sign to the other side; it is never stored. Of somebody on call there are none."""
        if self.is_on_call:
            return
        note = {"relay": kind, "side": self.side, "on": frame.fields["on"]}
        hub.nudge(self.entry.conversation.key, note)

    def refuse(self, code: str, key: str | None = None) -> None:
        """Send an error frame; the browser keeps the text."""
        named = {"key": key} if key else {}
        self.socket.put(write("error", code=code, text=_words(code), **named))

    # -- what the others do ---------------------------------------------------

    def wake(self, note: dict[str, Any]) -> None:
        """Something happened in this conversation."""
        if "relay" in note:
            if note["side"] != self.side and not self.is_on_call:
                self.socket.put(write(note["relay"], on=note["on"]))
        elif "said" in note and not self.reading and note["seq"] == (self.cursor or 0) + 1:
            self.show(note["said"])
        elif "seq" in note:
            self.look(note["seq"])
        elif "notice" in note:
            if note.get("to", self.side) == self.side:
                self.socket.put(write("notice", kind=note["notice"], text=note.get("text", "")))
        elif "state" in note:
            asyncio.create_task(self.show_state("state"))  # noqa: RUF006

    def show(self, line: Line) -> None:
        """Send one message and move the cursor to it."""
        self.cursor = line.seq
        # Two on call may follow each other: whose words these are is asked by person there.
        is_own = line.side == self.side and line.author == self.author[0]
        self.socket.put(writer.said_frame(line, is_own=is_own))

    def look(self, seq: int) -> None:
        """Read the rows if there is a message after the cursor."""
        if self.cursor is not None and seq > self.cursor:
            self.again = True
            asyncio.create_task(self.catch_up())  # noqa: RUF006

    async def catch_up(self) -> None:
        """Send every message after the cursor, in order, in pages."""
        self.again = True
        if self.reading:
            return
        self.reading = True
        try:
            while self.again and self.socket.closed_with is None:
                self.again = False
                await self._send_rows()
        except KeyIsGone:
            await self.show_state("state")
        finally:
            self.reading = False

    async def _send_rows(self) -> None:
        while True:
            lines = await at_the_desk(
                queries.messages_after, conversation=self.entry.conversation, seq=self.cursor or 0
            )
            for line in lines:
                self.show(line)
            if len(lines) < queries.PAGE:
                return

    async def show_state(self, kind: str) -> None:
        """Send where the conversation stands, as the rows say."""
        try:
            facts, around = await at_the_desk(self.look_around)
        except Conversation.DoesNotExist:
            self.socket.put(write("state", state="ended", why="erased", by=""))
            self.socket.close(GONE)
            return
        if around is None:
            self.socket.close(NOT_HERE)
            return
        self.socket.put(write(kind, **self.standing(facts), **around))

    def standing(self, facts: Facts) -> dict[str, Any]:
        """Return where the conversation stands, as this side may know it."""
        other = Side.SUPPORTER if self.side == Side.SEEKER else Side.SEEKER
        return {
            "seq": facts.last_seq,
            "state": facts.state,
            "why": rules.shown_why(why=facts.ended_why, side=self.side),
            "by": facts.close_proposed_by,
            "ends_at": facts.ends_at.isoformat() if facts.ends_at else None,
            "other": {"here": other not in facts.missing},
        }

    def look_around(self) -> tuple[Facts, dict[str, Any] | None]:
        """Return where the conversation stands and who else is there, as the rows say."""
        return queries.facts(self.entry.conversation.pk), self.around()

    def around(self) -> dict[str, Any] | None:
        """Return who on call is beside the two, or what somebody on call may do here now; None when their seat is gone."""
        if self.is_on_call:
            seats = beside.seats_of({self.asks.place})
            return {"may_write": seats[self.asks.place]} if seats else None
        near = beside.near(self.entry.conversation.pk)
        around: dict[str, Any] = {} if near is None else {"beside": [vars(one) for one in near]}
        mark = beside.mark_for(self.entry.conversation.pk, self.side)
        around |= {} if mark is None else {"card": mark}
        return around | (self.numbers() if self.side == Side.SEEKER else {})

    def numbers(self) -> dict[str, Any]:
        """Return whether the seeker is shown numbers to call; nothing when nobody could tell."""
        how = beside.numbers_for(self.entry.conversation.pk)
        return {} if how is None else {"call": how}

    def leave(self) -> None:
        """Forget this socket."""
        hub.leave(self.entry.conversation.key, self.wake)
        _talks.discard(self)


class Endpoint:
    """The ASGI endpoint of ``/live/<side>/<key>/``."""

    def __init__(self, *, pace: tuple[float, float] = (PER_SECOND, BURST)) -> None:
        self.pace = pace

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Any) -> None:
        await receive()
        side, key = _where(scope["path"])
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin-1")
        if side is None or not is_ours(origin, settings.LIVE_ORIGINS):
            await send({"type": "websocket.close", "code": NOT_HERE})
            return
        try:
            entry = await at_the_desk(door.enter, headers=headers, side=side, key=key)
        except Refused:
            await self._not_here(send)
            return
        await send({"type": "websocket.accept"})
        await self._talk(Talk(entry=entry, side=side, socket=Socket(send), pace=self.pace), receive)

    async def _not_here(self, send: Any) -> None:
        # Accepted first, so that a browser can read the code and say why.
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": NOT_HERE})

    async def _talk(self, talk: Talk, receive: Receive) -> None:
        # From here on the door is asked about this socket, whether or not it ever says where it wants to go on.
        _talks.add(talk)
        try:
            while (event := await receive())["type"] == "websocket.receive":
                await talk.take(event.get("text") if event.get("text") is not None else event.get("bytes"))
        except asyncio.CancelledError:
            if talk.socket.closed_with is None:
                raise
        finally:
            talk.leave()


def _where(path: str) -> tuple[str | None, str]:
    parts = path.strip("/").split("/")
    if len(parts) == 3 and parts[0] == "live" and parts[1] in Voice.values:
        return parts[1], parts[2]
    return None, ""


# -- the beats of this process ------------------------------------------------


async def keep_house() -> None:
    """Close sockets whose session ended, remember who was heard, catch up on lost wake-ups."""
    await gates.get_ready()
    beats = [(CHECK_SECONDS, _check_doors), (HEARD_SECONDS, _remember_heard), (POLL_SECONDS, _poll)]
    await asyncio.gather(*(_every(seconds, beat) for seconds, beat in beats))


async def _every(seconds: float, beat: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await beat()
        except Exception:
            logger.exception("%s failed; trying again", beat.__name__)


async def _check_doors() -> None:
    entries = {talk.asks for talk in _talks}
    if not entries:
        return
    still = await at_the_desk(door.still_open, entries=entries)
    for talk in list(_talks):
        if talk.asks in entries - still:
            talk.socket.close(NOT_HERE)


async def _remember_heard() -> None:
    # Somebody on call is no side of the talk; that they are still there is asked by the room that seats them.
    spoke = [talk for talk in _talks if talk.heard and talk.cursor is not None]
    heard = {(talk.entry.conversation.pk, talk.side) for talk in spoke if not talk.is_on_call}
    seated = {talk.asks.place for talk in spoke if talk.is_on_call}
    for talk in _talks:
        talk.heard = False
    if heard:
        await at_the_desk(actions.see_all, heard=heard, now=datetime.now(UTC))
    if seated:
        await at_the_desk(beside.heard, places=seated)


async def _poll() -> None:
    # Only needed where wake-ups cross processes, and may be lost on the way.
    if hub.carrier is not None and _talks:
        ids = {talk.entry.conversation.pk for talk in _talks}
        last = await at_the_desk(queries.last_seqs, ids=ids)
        for talk in list(_talks):
            talk.look(last.get(talk.entry.conversation.pk, 0))


async def say_goodbye() -> None:
    """Ask every browser to come back in a moment; for a restart."""
    for talk in list(_talks):
        talk.socket.close(RESTART)
    await asyncio.sleep(0)
