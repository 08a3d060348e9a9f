"""The writer: one thread that makes messages durable, many in one transaction.

While one commit waits for the disk, the next messages gather; whoever waits is served by the
next commit together. So durability costs one fsync a batch and not one a message. A message is
acknowledged only after its commit.

    submit() ─► queue ─► thread: dedup → state → next seq → seal → insert → COMMIT ─► ack ─► wake-up
                                                                                    └► teller: MessagePosted

When a batch fails, each of its messages is tried alone, so that one poisonous message can not
take others with it; what fails again is answered with "not_saved", and its text stays with
the client. Rooms above hear of a message on a thread of its own: one that hangs holds up no
message.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, close_old_connections, connection, transaction

from beenthere.conversations import events, queries, rules
from beenthere.conversations.models import Conversation, Message, Voice
from beenthere.kernel.bus import deliver
from beenthere.kernel.wire.frames import write
from beenthere.kernel.wire.hub import hub
from beenthere.privacy import keys

logger = logging.getLogger(__name__)
MOST_IN_A_BATCH = 256
ANSWER_SECONDS = 30


@dataclass(frozen=True)
class Saying:
    """A message on its way. ``author`` and ``name`` are of somebody on call, and empty for the two sides."""

    conversation_id: int
    key: str
    side: str
    client_key: str
    text: str
    author: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Ack:
    """The message is durable at this place."""

    seq: int
    at: datetime
    is_new: bool = True


@dataclass(frozen=True)
class Refusal:
    """The message was not taken; the client keeps its text."""

    code: str


Answer = Ack | Refusal


@dataclass
class _Waiting:
    saying: Saying
    answered: Callable[[Answer], None]


@dataclass
class _Batch:
    """What one transaction has found and made."""

    answers: list[Answer] = field(default_factory=list)
    new: list[tuple[Saying, Message]] = field(default_factory=list)


class Writer(threading.Thread):
    """The thread. ``most`` of 1 is the naive path, for the benchmark to compare with."""

    def __init__(self, *, most: int = MOST_IN_A_BATCH) -> None:
        super().__init__(name="writer", daemon=True)
        self.most = most
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()

    async def say(self, saying: Saying) -> Answer:
        """Make a message durable; return its acknowledgement or why it was not taken."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        self._queue.put(_Waiting(saying, lambda answer: _answer_on(loop, future, answer)))
        return await future

    def say_and_wait(self, saying: Saying) -> Answer:
        """The same for callers without a loop."""
        future: Future[Answer] = Future()
        self._queue.put(_Waiting(saying, future.set_result))
        return future.result(timeout=ANSWER_SECONDS)

    def submit(self, saying: Saying, answered: Callable[[Answer], None]) -> None:
        """Make a message durable; ``answered`` is called on the writer's thread."""
        self._queue.put(_Waiting(saying, answered))

    def stop(self) -> None:
        """Write what waits and end."""
        self._queue.put(None)
        self.join(timeout=ANSWER_SECONDS)

    def run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, is_last = self._gather(first)
            close_old_connections()
            self._serve(batch)
            if is_last:
                break
        connection.close()

    def _serve(self, batch: list[_Waiting]) -> None:
        answers, new = self.write([waiting.saying for waiting in batch])
        with hub.together():
            for waiting, answer in zip(batch, answers, strict=True):
                waiting.answered(answer)
            _wake(new)
        the_teller().tell([events.MessagePosted(s.conversation_id, m.seq, s.side) for s, m in new])

    def write(self, sayings: Sequence[Saying]) -> "tuple[list[Answer], list[tuple[Saying, Message]]]":
        """Make messages durable; return an answer for each, and what is new."""
        batch = _write_or_split(sayings)
        return batch.answers, batch.new

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        batch = [first]
        while len(batch) < self.most:
            try:
                more = self._queue.get_nowait()
            except queue.Empty:
                break
            if more is None:
                return batch, True
            batch.append(more)
        return batch, False


def _answer_on(loop: asyncio.AbstractEventLoop, future: "asyncio.Future[Answer]", answer: Answer) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(lambda: None if future.done() else future.set_result(answer))


class Teller(threading.Thread):
    """Announces messages to the rooms above, behind the writer's back."""

    def __init__(self) -> None:
        super().__init__(name="teller", daemon=True)
        self._events: queue.SimpleQueue[list[events.MessagePosted] | None] = queue.SimpleQueue()

    def tell(self, posted: list[events.MessagePosted]) -> None:
        """Announce these in their order, soon."""
        if posted:
            self._events.put(posted)

    def run(self) -> None:
        while (posted := self._events.get()) is not None:
            close_old_connections()
            for event in posted:
                deliver(event)


def _write_or_split(sayings: Sequence[Saying]) -> _Batch:
    try:
        return _write(sayings)
    except (DatabaseError, OSError, keys.KeyIsGone, keys.Tampered) as error:
        logger.error("%d messages could not be saved: %s", len(sayings), type(error).__name__)
        connection.close()
    except Exception:
        logger.exception("%d messages could not be saved", len(sayings))
        connection.close()
    if len(sayings) == 1:
        return _Batch([Refusal("not_saved")])
    alone = [_write_or_split([saying]) for saying in sayings]
    return _Batch([a for one in alone for a in one.answers], [n for one in alone for n in one.new])


def _write(sayings: Sequence[Saying]) -> _Batch:
    now = datetime.now(UTC)
    with transaction.atomic():
        return _lay_down(sayings, now)


def _lay_down(sayings: Sequence[Saying], now: datetime) -> _Batch:
    """Write inside the caller's transaction."""
    batch = _Batch()
    rows = _conversations({saying.conversation_id for saying in sayings})
    known = _known(sayings)
    for saying in sayings:
        batch.answers.append(_place(saying, rows, known, batch, now))
    Message.objects.bulk_create([message for _, message in batch.new])
    _count([rows[saying.conversation_id] for saying, _ in batch.new])
    return batch


def _conversations(ids: set[int]) -> dict[int, Conversation]:
    # Locked in one order, so that two writers on PostgreSQL can not wait for each other.
    locked = (
        Conversation.objects.select_for_update(of=("self",))
        if connection.vendor == "postgresql"
        else Conversation.objects
    )
    return {row.pk: row for row in locked.filter(pk__in=ids).order_by("pk")}


def _known(sayings: Sequence[Saying]) -> dict[tuple[int, str, str], Ack]:
    rows = Message.objects.filter(
        conversation_id__in={saying.conversation_id for saying in sayings},
        client_key__in=[saying.client_key for saying in sayings],
    ).values_list("conversation_id", "side", "client_key", "seq", "at")
    return {
        (conversation, side, key): Ack(seq, at, is_new=False) for conversation, side, key, seq, at in rows
    }


def _place(
    saying: Saying,
    rows: dict[int, Conversation],
    known: dict[tuple[int, str, str], Ack],
    batch: _Batch,
    now: datetime,
) -> Answer:
    identity = (saying.conversation_id, saying.side, saying.client_key)
    # Two tabs may send the same key; the first one wins, the second gets the first one's row.
    if identity in known:
        return known[identity]
    conversation = rows.get(saying.conversation_id)
    if conversation is None:
        return Refusal("ended")
    why_not = rules.why_not_say(text=saying.text, client_key=saying.client_key, state=conversation.state)
    if why_not is not None:
        return Refusal(why_not.code)
    try:
        cipher = keys.cipher_for(subject=queries.subject_of(saying.key))
    except keys.KeyIsGone:
        return Refusal("ended")
    conversation.last_seq += 1
    batch.new.append((saying, _sealed(saying, conversation.last_seq, cipher, now)))
    _tally(conversation, saying)
    ack = Ack(conversation.last_seq, now)
    known[identity] = Ack(ack.seq, now, is_new=False)
    return ack


def _sealed(saying: Saying, seq: int, cipher: keys.Cipher, now: datetime) -> Message:
    place = rules.place(key=saying.key, seq=seq, side=saying.side)
    return Message(
        conversation_id=saying.conversation_id,
        seq=seq,
        side=saying.side,
        author_id=saying.author,
        client_key=saying.client_key,
        body=cipher.encrypt(place, saying.text),
        key_version=cipher.version,
        at=now,
    )


def _tally(conversation: Conversation, saying: Saying) -> None:
    if saying.side == Voice.ON_CALL:
        return
    words = rules.count_words(saying.text)
    if saying.side == Voice.SEEKER:
        conversation.seeker_messages += 1
        conversation.seeker_words += words
    else:
        conversation.supporter_messages += 1
        conversation.supporter_words += words
        conversation.supporter_questions += rules.count_questions(saying.text)


_COUNTERS = (
    "last_seq",
    "seeker_messages",
    "seeker_words",
    "supporter_messages",
    "supporter_words",
    "supporter_questions",
)


def _count(conversations: Sequence[Conversation]) -> None:
    changed = {row.pk: row for row in conversations}.values()
    sets = ", ".join(f"{name} = %s" for name in _COUNTERS)
    values = [[*(getattr(row, name) for name in _COUNTERS), row.pk] for row in changed]
    if values:
        with connection.cursor() as cursor:
            # Column names come from the tuple above, never from anybody's input.
            cursor.executemany(f"UPDATE conversations_conversation SET {sets} WHERE id = %s", values)  # noqa: S608


def _wake(new: Sequence[tuple[Saying, Message]]) -> None:
    for saying, message in new:
        line = queries.Line(
            seq=message.seq,
            side=saying.side,
            text=saying.text,
            at=message.at,
            client_key=saying.client_key,
            author=saying.author,
            name=saying.name,
        )
        hub.nudge(saying.key, {"seq": message.seq}, local={"said": line})


_writer: Writer | None = None
_teller: Teller | None = None
_guard = threading.Lock()


def the_teller() -> Teller:
    """Return this process's teller, started when it is first needed."""
    global _teller
    with _guard:
        if _teller is None or not _teller.is_alive():
            _teller = Teller()
            _teller.start()
        return _teller


def the_writer() -> Writer:
    """Return this process's writer, started when it is first needed."""
    global _writer
    with _guard:
        if _writer is None or (_writer.ident is not None and not _writer.is_alive()):
            _writer = Writer()
        if _writer.ident is None:
            _writer.start()
        return _writer


def use(writer: Writer) -> None:
    """Make another writer this process's writer; for the benchmark's comparison."""
    global _writer
    with _guard:
        _writer = writer


def post(*, conversation_key: str, side: str, client_key: str, text: str) -> Answer:
    """Say something for a script; blocks until it is durable or refused.

    :raises NotHere: there is no such conversation
    """
    from beenthere.kernel.refusals import NotHere

    row = Conversation.objects.filter(key=conversation_key).first()
    if row is None:
        raise NotHere
    return the_writer().say_and_wait(Saying(row.pk, row.key, side, client_key, text))


def said_frame(line: queries.Line, *, is_own: bool = False) -> str:
    """Return the frame that shows a message; only its writer is told its key."""
    extra: dict[str, Any] = {"key": line.client_key} if is_own else {}
    if line.side == Voice.ON_CALL:
        extra["name"] = line.name
    return write("said", seq=line.seq, side=line.side, text=line.text, at=line.at.isoformat(), **extra)
