"""What a phone may send, what of it is new, when it is too late; and the moment of three taps: pure.

A phone numbers its events 1, 2, 3 ... and sends them again until they are acknowledged. The service takes only what
follows without a gap, so that the highest number it acknowledges says everything: what stands above it is still on the
phone, what stands below it is here, once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from beenthere.companion.rules import HOPELESS_AGAIN, NEEDS, Moment, phase_of
from beenthere.skills.rules import EMOTIONS

KINDS = ("opened", "fitted", "moment", "note", "breathed", "grounded", "ended")
NOTE_LETTERS = 280
MOST_EVENTS = 100
MOST_DEVICES = 8
MOST_OF_A_DEVICE = 5000
# Calls of one phone in a minute: a queue of a whole evening fits many times over.
CALLS = 60
CALLS_WITHIN = timedelta(minutes=1)
# How long after its planned end an evening still takes what a phone without a network has kept.
LATE = timedelta(days=14)
# A tick below the same three taps within this time is the same moment, seen more clearly.
SAME_MOMENT = timedelta(minutes=3)
# How long the service can still say that an evening was erased, and when.
REMEMBERED = timedelta(days=400)

# The three taps: a feeling and a need may each be left open.
FEELINGS = ("", *EMOTIONS)
NUMBERS = range(11)
WISHES = ("", *NEEDS)
# Danger is in the air: plain presence and safety, and the direct question first.
DANGER_LEVEL = 2
# What "they have been heard for a while" stands for when nobody counts messages.
HEARD_MESSAGES, HEARD_REFLECTIONS = 3, 2

_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,40}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EARLIEST, _LATEST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000 for year in (2020, 2100))


class BatchIsUnclear(Exception):
    """What a phone sent can not be read; ``where`` names the field, ``do`` what to send instead."""

    def __init__(self, where: str, do: str) -> None:
        super().__init__(f"{where}: {do}")
        self.where = where
        self.do = do


@dataclass(frozen=True)
class Tap:
    """What was going on at one moment, as the host saw it."""

    at: datetime
    emotion: str
    intensity: int
    need: str
    is_danger: bool
    is_heard: bool

    @property
    def taps(self) -> tuple[str, int, str]:
        """Return the three taps."""
        return self.emotion, self.intensity, self.need


@dataclass(frozen=True)
class Event:
    """One thing that happened on a phone. ``at`` is the phone's own clock and nothing more."""

    n: int
    key: str
    at: datetime
    kind: str
    payload: dict[str, str | int | bool]


@dataclass(frozen=True)
class Batch:
    """What one phone sends at once, in the order of its own numbers."""

    device: str
    events: tuple[Event, ...]


def read_batch(data: object) -> Batch:
    """Return what a phone sent, each event checked.

    :raises BatchIsUnclear: names the first field that can not be read
    """
    if not isinstance(data, dict) or set(data) != {"device", "events"}:
        raise BatchIsUnclear("batch", "send {device, events} and nothing else")
    device, events = data["device"], data["events"]
    if not _is_token(device):
        raise BatchIsUnclear("device", "send 8 to 40 letters, digits, - or _")
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise BatchIsUnclear("events", f"send a list of {MOST_EVENTS} at most")
    read = sorted((_event(raw, i) for i, raw in enumerate(events)), key=lambda one: one.n)
    for name in ("n", "key"):
        if len({getattr(one, name) for one in read}) < len(read):
            raise BatchIsUnclear("events", f"send each {name} once in a batch")
    return Batch(device=device, events=tuple(read))


def _is_token(value: object) -> bool:
    return isinstance(value, str) and bool(_TOKEN.fullmatch(value))


def _is_slug(value: str) -> bool:
    return len(value) <= 40 and bool(_SLUG.fullmatch(value))


def _is_number(value: object, low: float, high: float) -> bool:
    return type(value) is int and low <= value <= high


def _event(raw: object, place: int) -> Event:
    where = f"events[{place}]"
    if not isinstance(raw, dict) or set(raw) != {"n", "key", "at", "kind", "payload"}:
        raise BatchIsUnclear(where, "send {n, key, at, kind, payload}")
    checks = (
        ("n", _is_number(raw["n"], 1, MOST_OF_A_DEVICE), f"send a whole number from 1 to {MOST_OF_A_DEVICE}"),
        ("key", _is_token(raw["key"]), "send 8 to 40 letters, digits, - or _"),
        ("at", _is_number(raw["at"], _EARLIEST, _LATEST), "send milliseconds since 1970"),
        ("kind", raw["kind"] in KINDS, f"send one of {', '.join(KINDS)}"),
    )
    for field, is_good, do in checks:
        if not is_good:
            raise BatchIsUnclear(f"{where}.{field}", do)
    return Event(
        n=raw["n"],
        key=raw["key"],
        at=datetime.fromtimestamp(raw["at"] / 1000, UTC),
        kind=raw["kind"],
        payload=_payload(raw["kind"], raw["payload"], f"{where}.payload"),
    )


def _payload(kind: str, raw: object, where: str) -> dict[str, str | int | bool]:
    wanted = {
        "opened": ("card",),
        "fitted": ("card", "did"),
        "moment": ("emotion", "intensity", "need", "danger", "heard"),
        "note": ("text",),
        "breathed": ("breaths",),
        "grounded": (),
        "ended": (),
    }[kind]
    if not isinstance(raw, dict) or set(raw) != set(wanted):
        raise BatchIsUnclear(where, f"send {{{', '.join(wanted)}}}")
    for field in wanted:
        if not _is_good(field, raw[field]):
            raise BatchIsUnclear(f"{where}.{field}", _HOW[field])
    return {field: raw[field] for field in wanted}


_HOW = {
    "card": "send the slug of a card",
    "did": "send true or false",
    "emotion": "send the slug of a feeling, or an empty text",
    "intensity": "send a whole number from 0 to 10",
    "need": "send the slug of a need, or an empty text",
    "danger": "send true or false",
    "heard": "send true or false",
    "text": f"send 1 to {NOTE_LETTERS} letters in one line",
    "breaths": "send a whole number from 0 to 999",
}


def _is_good(field: str, value: object) -> bool:
    match field:
        # Not only those we know today: a phone may have kept the names of an older release all evening.
        case "card" | "emotion" | "need":
            return isinstance(value, str) and (_is_slug(value) or (value == "" and field != "card"))
        case "intensity":
            return _is_number(value, 0, 10)
        case "breaths":
            return _is_number(value, 0, 999)
        case "text":
            return _is_line(value)
    return isinstance(value, bool)


def _is_line(value: object) -> bool:
    # A lone half of a character can not be stored, and a line break would make two lines of one.
    if not isinstance(value, str) or not value.strip() or len(value) > NOTE_LETTERS:
        return False
    return not any(sign in "\n\r\0" or "\ud800" <= sign <= "\udfff" for sign in value)


def following(last: int, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events that follow the last one without a gap; the rest waits on the phone."""
    found: list[Event] = []
    for event in events:
        if event.n == last + len(found) + 1:
            found.append(event)
    return tuple(found)


def is_another(known: dict[int, str], events: Sequence[Event]) -> bool:
    """Tell whether a number that is here belongs to another event: the phone was put back to an older state."""
    return any(known.get(event.n, event.key) != event.key for event in events)


def settled(taps: Sequence[Tap]) -> tuple[Tap, ...]:
    """Return each moment once, as it was last seen."""
    found: list[Tap] = []
    for tap in taps:
        if found and found[-1].taps == tap.taps and tap.at - found[-1].at <= SAME_MOMENT:
            found[-1] = replace(tap, at=found[-1].at)
        else:
            found.append(tap)
    return tuple(found)


def takes_until(*, ends_at: datetime, over_at: datetime | None, keep_days: int) -> datetime:
    """Return until when an evening takes what phones have kept: never longer than words are kept at all."""
    return max(ends_at, over_at or ends_at) + min(LATE, timedelta(days=keep_days))


def may_call(*, calls: int, since: datetime, now: datetime) -> bool:
    """Tell whether a phone may call again within this minute."""
    return now - since >= CALLS_WITHIN or calls < CALLS


def moment_of(*, emotion: str, intensity: int, need: str, danger: bool, heard: bool) -> Moment:
    """Return the moment that three taps tell.

    ``heard`` is the host's word that listening came first; nobody counts messages at a kitchen table.
    """
    counts = HEARD_MESSAGES if heard else 0
    moment = Moment(
        intensity=intensity,
        need=need,
        emotions=frozenset({emotion} - {""}),
        level=DANGER_LEVEL if danger else 0,
        seeker_messages=counts,
        supporter_messages=counts,
        reflections=HEARD_REFLECTIONS if heard else 0,
        # A person tapped it: that is no guess of a reader, which would need a second sign.
        hopeless_times=HOPELESS_AGAIN if emotion == "hopeless" else 0,
    )
    return Moment(**{**vars(moment), "phase": phase_of(moment)})


def moments() -> Iterator[Moment]:
    """Return every moment of three taps, in the order in which the phone looks them up."""
    for emotion in FEELINGS:
        for intensity in NUMBERS:
            for need in WISHES:
                for danger in (False, True):
                    for heard in (False, True):
                        yield moment_of(
                            emotion=emotion, intensity=intensity, need=need, danger=danger, heard=heard
                        )
