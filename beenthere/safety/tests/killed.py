"""Run in a process of its own by ``test_kills``: children begin alarms in every way there is, escalate, and are killed at any moment.

Usage: python killed.py KILLS SEED [late], with a data folder in the environment. Prints one line of JSON.
With ``late`` a page is made after the commit of its cause instead of inside, once every way was timed: the broken
control that has to ring.
"""

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import django

django.setup()

from django.db import connections, transaction  # noqa: E402

from beenthere.conversations import actions as conversations  # noqa: E402
from beenthere.conversations.models import Conversation, Presence  # noqa: E402
from beenthere.evening import actions as evening  # noqa: E402
from beenthere.matching import actions as matching  # noqa: E402
from beenthere.matching.models import Visit, VisitState  # noqa: E402
from beenthere.notices.models import Notice  # noqa: E402
from beenthere.people import actions as people  # noqa: E402
from beenthere.people.models import SupporterProfile  # noqa: E402
from beenthere.people.tests.builders import a_supporter  # noqa: E402
from beenthere.privacy import actions as privacy  # noqa: E402
from beenthere.privacy import migrating  # noqa: E402
from beenthere.safety import actions  # noqa: E402
from beenthere.safety.levels import actions as levels  # noqa: E402
from beenthere.safety.levels import queries, whole  # noqa: E402
from beenthere.safety.models import LevelChange, Page, SafetyAnswer, Told  # noqa: E402

# The listener that tells the first person reads the clock, so virtual time starts at the real one.
START = datetime.now(UTC)
LONG_AGO = timedelta(seconds=60)
SECONDS_TO_PROMISE = 60
# Every kill leaves the database more to mend for the next: so the window in which a kill falls follows what is promised,
# until about two in five are killed after the promise.
LONGER, SHORTER = 1.25, 0.7
# So late a page never comes before its maker is killed.
LATE_SECONDS = 60


# -- who it is about -----------------------------------------------------------------------------------


def nobody_yet(now: datetime) -> None:
    """Somebody who has not come in."""


def in_line(now: datetime) -> Visit:
    """Somebody who waits."""
    ann = people.welcome_seeker(now=now)
    return matching.check_in(
        person=ann, topics=[], need="vent", language="en", is_unsafe=False, wants_demo=False, now=now
    )


def talking(now: datetime) -> Visit:
    """Somebody in an open talk."""
    visit = in_line(now)
    bo = SupporterProfile.objects.select_related("person").get().person
    talk = conversations.begin(seeker=visit.person, supporter=bo, language="en", minutes=50, now=now)
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.MATCHED, conversation=talk)
    Conversation.objects.filter(pk=talk.pk).update(state="open", opened_at=now)
    visit.refresh_from_db()
    return visit


def gravely(now: datetime) -> Visit:
    """Somebody in a talk at A3 that was known for a while."""
    visit = talking(now)
    assert visit.conversation is not None
    LevelChange.objects.create(conversation=visit.conversation, level=3, before=0, role="carried", at=now)
    return visit


# -- how an alarm begins -------------------------------------------------------------------------------


def comes_in(_nobody: None, now: datetime) -> Visit:
    """ "I am not safe" at the door."""
    ann = people.welcome_seeker(now=now)
    return evening.take_in_unsafe(person=ann, answer="yes", now=now)


def says_it(visit: Visit, now: datetime) -> Visit:
    """ "I am not safe" in the line, or beside the talk."""
    evening.hear_again(visit=visit, answer="yes", now=now)
    return visit


def calls(visit: Visit, now: datetime) -> Visit:
    """The supporter's "Call on-call"."""
    actions.page_on_call(visit=visit, conversation=visit.conversation, why="button", now=now)
    return visit


def raises(visit: Visit, now: datetime) -> Visit:
    """A supporter raises the level to A3."""
    talk = visit.conversation
    assert talk is not None
    levels.set_level(conversation=talk, level=3, role="supporter", by=talk.supporter, now=now)
    return visit


def drops(visit: Visit, now: datetime) -> Visit:
    """The line of somebody at A3 is found silent; their page is made by what listens, or by the timer."""
    Presence.objects.create(conversation=visit.conversation, side="seeker", last_seen_at=now - LONG_AGO)
    conversations.notice_missing(now=now)
    return visit


def erases(visit: Visit, now: datetime) -> Visit:
    """Somebody at A3 erases everything."""
    privacy.erase_person(person=visit.person, now=now)
    return visit


Prepare = Callable[[datetime], Visit | None]
Begin = Callable[..., Visit]
WAYS: dict[str, tuple[Prepare, Begin, str]] = {
    "door": (nobody_yet, comes_in, "not_safe"),
    "line": (in_line, says_it, "not_safe"),
    "talk": (talking, says_it, "level_3"),
    "button": (talking, calls, "button"),
    "raised": (talking, raises, "level_3"),
    "dropped": (gravely, drops, "dropped"),
    "erased": (gravely, erases, "dropped"),
}


# -- the killing ---------------------------------------------------------------------------------------


def too_late() -> None:
    """Break it: the page is made long after the commit."""
    whole = actions.page_on_call

    def afterwards(**named: object) -> None:
        time.sleep(LATE_SECONDS)
        whole(**named)  # type: ignore[arg-type]

    actions.page_on_call = lambda **named: transaction.on_commit(lambda: afterwards(**named))  # type: ignore[assignment]


def a_working_child(pipe: int, way: str, first: Visit | None, now: datetime) -> None:
    """Begin alarms, tell the parent of each once it is committed, escalate; again and again until killed."""
    prepare, begin, _why = WAYS[way]
    for somebody in _first_and_then(first, prepare, now):
        visit = begin(somebody, now)
        os.write(pipe, f"{way}:{visit.pk}\n".encode())
        actions.escalate(now)


def _first_and_then(first: Visit | None, prepare: Prepare, now: datetime) -> Iterator[Visit | None]:
    yield first
    while True:
        with transaction.atomic():
            made = prepare(now)
        yield made


def kill_one(pipe: int, way: str, first: Visit | None, now: datetime, wait: Callable[[], object]) -> None:
    """Fork a child, let it work for as long as is waited, kill it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            a_working_child(pipe, way, first, now)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    wait()
    os.kill(child, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"{way} ended by itself, before it was killed"


class Moments:
    """The moment of each kill, for each way as long as it takes on this machine."""

    def __init__(self, reader: int, chance: random.Random) -> None:
        """Read promises from ``reader``; draw moments from ``chance``."""
        self.reader = reader
        self.chance = chance
        self.windows: dict[str, float] = {}

    def wait(self, way: str) -> None:
        """Wait for the first promise of a way the first time; then for any part of its window."""
        if way in self.windows:
            time.sleep(self.chance.uniform(0.005, self.windows[way]))
            return
        begun = time.monotonic()
        ready, _, _ = select.select([self.reader], [], [], SECONDS_TO_PROMISE)
        assert ready, f"{way} promised nothing"
        self.windows[way] = 2 * (time.monotonic() - begun)

    def promised(self, way: str) -> bytes:
        """Return what was promised up to now, and let the next moment of this way follow it."""
        try:
            found = os.read(self.reader, 1 << 20)
        except BlockingIOError:
            found = b""
        self.windows[way] *= SHORTER if found else LONGER
        return found


# -- what has to be there ------------------------------------------------------------------------------


def due(promised: Iterable[tuple[str, int]], grave: set[int]) -> dict[str, set[tuple[int, str]]]:
    """Return by way which pages have to be there: for each promise, and for each row that is a cause."""
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for way, visit in promised:
        found[way].add((visit, WAYS[way][2]))
    said = SafetyAnswer.objects.filter(answer="yes").values_list("visit_id", "visit__conversation_id")
    for visit, talk in said:
        found["line" if talk is None else "talk"].add((visit, "not_safe"))
    held = dict(Visit.objects.exclude(conversation=None).values_list("conversation_id", "pk"))
    for talk in Presence.objects.values_list("conversation_id", flat=True):
        found["dropped"].add((held[talk], "dropped"))
    for talk, role in LevelChange.objects.exclude(role="carried").values_list("conversation_id", "role"):
        found["raised" if role == "supporter" else "talk"].add((held[talk], "level_3"))
    gone = grave - set(Visit.objects.filter(pk__in=grave).values_list("pk", flat=True))
    found["erased"] |= {(visit, "dropped") for visit in gone}
    return found


def main(kills: int, seed: int, *, late: bool) -> None:
    assert not late or kills > 2 * len(WAYS), "every way is timed first, and then broken more than once"
    migrating.migrate()
    a_supporter(is_available=False, now=START)
    for number in range(3):
        person = people.make_member(email=f"dee{number}@example.org", password=None, now=START)
        people.give_duty(person=person, kind="on_call")
    chance, now, ways = random.Random(seed), START, list(WAYS)
    turns = [ways[number % len(ways)] for number in range(kills)]
    with transaction.atomic():
        ready = [WAYS[way][0](now) for way in turns]
    grave = {visit.pk for way, visit in zip(turns, ready, strict=True) if way == "erased" and visit}
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    written, moments = b"", Moments(reader, chance)
    for number, (way, first) in enumerate(zip(turns, ready, strict=True)):
        if late and number == len(ways):
            too_late()
        kill_one(writer, way, first, now, partial(moments.wait, way))
        now += timedelta(seconds=1)
        written += moments.promised(way)
    promised = [(way, int(pk)) for way, pk in (line.split(":") for line in written.decode().split())]
    report(promised, grave, now)


def report(promised: list[tuple[str, int]], grave: set[int], now: datetime) -> None:
    """Let the timers of the next start beat, and print what was due, what is there and who was told."""
    # Whoever is silent is noticed by the next beat; what an event would have done is done by the timer.
    conversations.notice_missing(now=now)
    levels.look_for_dropped(now=now)
    actions.escalate(now + timedelta(seconds=181))
    pages = {(page.about, page.why): page for page in Page.objects.all()}
    wanted = due(promised, grave)
    lost = {
        way: sum((f"visit:{visit}", why) not in pages for visit, why in each) for way, each in wanted.items()
    }
    everybody = Counter(Told.objects.filter(round=1).values_list("page_id", flat=True))
    doubled = Notice.objects.count() - len(set(Notice.objects.values_list("dedup_key", flat=True)))
    print(  # noqa: T201
        json.dumps(
            {
                "promised": Counter(way for way, _visit in promised),
                "due": {way: len(each) for way, each in wanted.items()},
                "lost": lost,
                "pages": len(pages),
                "everybody_told": sum(everybody[page.pk] == 3 for page in pages.values()),
                "lines_shown": sum(page.lines_shown_at is not None for page in pages.values()),
                "doubled": doubled,
                "told_without_notice": Told.objects.count()
                - Notice.objects.filter(kind__startswith="page").count(),
                "broken_links": 0 if whole.first_broken() is None else 1,
                "unlinked": len(whole.unlinked_pages()),
                "is_whole": queries.log_is_whole(),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), late="late" in sys.argv[3:])
