"""Which patterns in facts a coordinator should look at this week: pure.

A finding accuses nobody; most have a good reason that one question brings out. Nothing here reads
a word: who talked with whom, when and how long, what the guard noticed (a code), who reported.

    same_pair     one seeker meets one supporter again and again, though others are here
    long_nights   long talks deep in the night
    contact       contact details were sent anyway, or held in more than one talk
    secrecy       "our secret", "you need only me", early
    closeness     romance, money or pressure, sent anyway
    reported      one supporter reported by two seekers
    flagged       one seeker flagged by two supporters
    ex_staff      somebody who left still comes in, or still holds a duty
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

PATTERNS = (
    "same_pair",
    "long_nights",
    "contact",
    "secrecy",
    "closeness",
    "reported",
    "flagged",
    "ex_staff",
)
WEEK, FORTNIGHT, MONTH = timedelta(days=7), timedelta(days=14), timedelta(days=30)
PAIR_TALKS, PAIR_SHARE, OTHERS_HERE = 4, 0.75, 3
LONG_MINUTES, NIGHT = 90, frozenset({23, 0, 1, 2, 3, 4})
NIGHTS_A_PAIR, NIGHTS_A_SUPPORTER = 2, 3
EARLY_TALKS = 2
SECRETS = frozenset({"promise_secrecy", "dependency"})
CLOSE = frozenset({"romantic_sexual", "financial_gift", "coercion"})


@dataclass(frozen=True)
class TalkFact:
    """One talk: who, when (in the time of the place), how long."""

    supporter: int
    seeker: int
    began_at: datetime
    minutes: int


@dataclass(frozen=True)
class MomentFact:
    """One moment the guard noticed: the code, whether the words went out, what the supporter said about it."""

    supporter: int
    seeker: int | None
    talk: int
    code: str
    at: datetime
    was_sent: bool
    is_false: bool = False
    # Which talk of these two it was: 1 is the first.
    talk_number: int = 1


@dataclass(frozen=True)
class ReportFact:
    """One report, and from which side."""

    supporter: int
    seeker: int
    side: str
    at: datetime


@dataclass(frozen=True)
class AccessFact:
    """Somebody who left was seen afterwards."""

    person: int
    left_at: datetime
    at: datetime
    what: str


@dataclass(frozen=True)
class Facts:
    """What is known of the last weeks."""

    talks: Sequence[TalkFact] = ()
    moments: Sequence[MomentFact] = ()
    reports: Sequence[ReportFact] = ()
    accesses: Sequence[AccessFact] = ()


@dataclass(frozen=True)
class Finding:
    """A pattern, whom it is about, the numbers it rests on, and its newest fact."""

    pattern: str
    supporter: int | None
    seeker: int | None
    last_at: datetime
    numbers: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """Return the pair as one word."""
        return f"{self.supporter or '-'}:{self.seeker or '-'}"


def week_of(now: datetime) -> date:
    """Return the Monday of a week."""
    return (now - timedelta(days=now.weekday())).date()


def find(facts: Facts, *, now: datetime) -> list[Finding]:
    """Return every finding, each pattern once for a pair."""
    return [finding for look in LOOKS for finding in look(facts, now)]


def is_new(finding: Finding, *, found_before: Iterable[datetime], now: datetime) -> bool:
    """Tell whether there is more to see than at earlier findings of the same; and never twice in a week."""
    before = list(found_before)
    if any(week_of(at) == week_of(now) for at in before):
        return False
    return all(at < finding.last_at for at in before)


def _since(rows: Iterable[TalkFact], now: datetime, span: timedelta) -> list[TalkFact]:
    return [row for row in rows if now - span <= row.began_at <= now]


def _same_pair(facts: Facts, now: datetime) -> list[Finding]:
    talks = _since(facts.talks, now, FORTNIGHT)
    if len({talk.supporter for talk in talks}) < OTHERS_HERE:
        # Where two people listen, the same two meet again by themselves.
        return []
    by_seeker: dict[int, list[TalkFact]] = defaultdict(list)
    for talk in talks:
        by_seeker[talk.seeker].append(talk)
    return [found for seeker, own in by_seeker.items() for found in _repeated(seeker, own)]


def _repeated(seeker: int, own: list[TalkFact]) -> list[Finding]:
    found = []
    for supporter in sorted({talk.supporter for talk in own}):
        pair = [talk for talk in own if talk.supporter == supporter]
        if len(pair) >= PAIR_TALKS and len(pair) / len(own) >= PAIR_SHARE:
            numbers = {"talks": len(pair), "of": len(own)}
            found.append(Finding("same_pair", supporter, seeker, _last(pair), numbers))
    return found


def _last(talks: Iterable[TalkFact]) -> datetime:
    return max(talk.began_at for talk in talks)


def _long_nights(facts: Facts, now: datetime) -> list[Finding]:
    nights = [talk for talk in _since(facts.talks, now, WEEK) if is_long_night(talk)]
    pairs: dict[tuple[int, int], list[TalkFact]] = defaultdict(list)
    alone: dict[int, list[TalkFact]] = defaultdict(list)
    for talk in nights:
        pairs[talk.supporter, talk.seeker].append(talk)
        alone[talk.supporter].append(talk)
    found = [
        Finding("long_nights", supporter, seeker, _last(own), {"talks": len(own)})
        for (supporter, seeker), own in sorted(pairs.items())
        if len(own) >= NIGHTS_A_PAIR
    ]
    named = {finding.supporter for finding in found}
    return found + [
        Finding("long_nights", supporter, None, _last(own), {"talks": len(own)})
        for supporter, own in sorted(alone.items())
        if len(own) >= NIGHTS_A_SUPPORTER and supporter not in named
    ]


def is_long_night(talk: TalkFact) -> bool:
    """Tell whether a talk was long and deep in the night."""
    ends = talk.began_at + timedelta(minutes=talk.minutes)
    return talk.minutes >= LONG_MINUTES and bool({talk.began_at.hour, ends.hour} & NIGHT)


def _moments(facts: Facts, now: datetime, codes: Iterable[str]) -> list[MomentFact]:
    wanted = frozenset(codes)
    return [
        row
        for row in facts.moments
        if row.code in wanted and not row.is_false and now - WEEK <= row.at <= now
    ]


def _contact(facts: Facts, now: datetime) -> list[Finding]:
    rows = _moments(facts, now, {"off_channel"})
    sent = [row for row in rows if row.was_sent]
    found = _by_pair("contact", sent, least=1)
    named = {finding.supporter for finding in found}
    held: dict[int, list[MomentFact]] = defaultdict(list)
    for row in rows:
        held[row.supporter].append(row)
    return found + [
        Finding("contact", supporter, None, max(row.at for row in own), {"held": len(own)})
        for supporter, own in sorted(held.items())
        if len({row.talk for row in own}) > 1 and supporter not in named
    ]


def _by_pair(pattern: str, rows: Iterable[MomentFact], *, least: int) -> list[Finding]:
    pairs: dict[tuple[int, int | None], list[MomentFact]] = defaultdict(list)
    for row in rows:
        pairs[row.supporter, row.seeker].append(row)
    return [
        Finding(pattern, supporter, seeker, max(row.at for row in own), {"times": len(own)})
        for (supporter, seeker), own in sorted(pairs.items(), key=lambda pair: (pair[0][0], pair[0][1] or 0))
        if len(own) >= least
    ]


def _secrecy(facts: Facts, now: datetime) -> list[Finding]:
    early = [row for row in _moments(facts, now, SECRETS) if row.was_sent and row.talk_number <= EARLY_TALKS]
    secret = {row.supporter for row in early if row.code == "promise_secrecy"}
    found = _by_pair("secrecy", [row for row in early if row.supporter in secret], least=2)
    named = {finding.supporter for finding in found}
    # One sentence to each of two people is a habit too.
    rest = [row for row in early if row.supporter in secret - named and row.code == "promise_secrecy"]
    seekers: dict[int, list[MomentFact]] = defaultdict(list)
    for row in rest:
        seekers[row.supporter].append(row)
    return found + [
        Finding("secrecy", supporter, None, max(row.at for row in own), {"times": len(own)})
        for supporter, own in sorted(seekers.items())
        if len({row.talk for row in own}) > 1
    ]


def _closeness(facts: Facts, now: datetime) -> list[Finding]:
    return _by_pair("closeness", [row for row in _moments(facts, now, CLOSE) if row.was_sent], least=1)


def _reports(facts: Facts, now: datetime, side: str) -> list[ReportFact]:
    return [row for row in facts.reports if row.side == side and now - MONTH <= row.at <= now]


def _reported(facts: Facts, now: datetime) -> list[Finding]:
    by: dict[int, list[ReportFact]] = defaultdict(list)
    for row in _reports(facts, now, "seeker"):
        by[row.supporter].append(row)
    return [
        Finding("reported", supporter, None, max(row.at for row in own), {"times": len(own)})
        for supporter, own in sorted(by.items())
        if len({row.seeker for row in own}) > 1
    ]


def _flagged(facts: Facts, now: datetime) -> list[Finding]:
    by: dict[int, list[ReportFact]] = defaultdict(list)
    for row in _reports(facts, now, "supporter"):
        by[row.seeker].append(row)
    return [
        Finding("flagged", None, seeker, max(row.at for row in own), {"times": len(own)})
        for seeker, own in sorted(by.items())
        if len({row.supporter for row in own}) > 1
    ]


def _ex_staff(facts: Facts, now: datetime) -> list[Finding]:
    late = [row for row in facts.accesses if row.at >= row.left_at and now - MONTH <= row.at <= now]
    by: dict[int, list[AccessFact]] = defaultdict(list)
    for row in late:
        by[row.person].append(row)
    return [
        Finding(
            "ex_staff", person, None, max(row.at for row in own), {"times": len(own), "what": own[-1].what}
        )
        for person, own in sorted(by.items())
    ]


LOOKS: tuple[Callable[[Facts, datetime], list[Finding]], ...] = (
    _same_pair,
    _long_nights,
    _contact,
    _secrecy,
    _closeness,
    _reported,
    _flagged,
    _ex_staff,
)
