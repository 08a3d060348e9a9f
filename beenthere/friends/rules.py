"""When a link opens, what a pair still waits for, what an evening may hold: pure."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS = (1, 3, 7, 14)
USUAL_DAYS = 7
PHONE_LINK_OPENS = timedelta(minutes=10)
MOST_OPEN = 5
NAME_LENGTH = 40
TEXT_LIMIT = 500
LETTER_LIMIT = 4000
LOOK_LIMIT = 2000
MOST_SHOWN = 12
LONG_PAST = timedelta(hours=3)
EARLY = timedelta(hours=1)
# A host who has not looked is told once more after this; a second press within it is the same word.
TOLD_AGAIN_AFTER = timedelta(seconds=60)
NOT_SAFE_STANDS = timedelta(days=1)
LOOKING_BACK = ("happened", "fitted")
HOW = ("steady", "tired", "stirred", "heavy")
STAYED = ("yes", "mostly", "not_sure", "no")
MOST_CARDS = 6
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=12)
FURTHEST = timedelta(days=60)
PLAN = ("intention", "place", "not_tonight", "look_after")
MODES = ("chat", "phone", "in_person")
# Short, gentle and hard to mishear on a phone: 64 x 63 pairs.
CHECK_WORDS = (
    "apple", "autumn", "barley", "beach", "birch", "bread", "bridge", "brook",
    "candle", "carrot", "cedar", "cherry", "cloud", "clover", "copper", "cotton",
    "daisy", "dolphin", "eagle", "ember", "feather", "fern", "field", "forest",
    "garden", "ginger", "harbour", "hazel", "honey", "island", "ivory", "jasmine",
    "kettle", "lantern", "lemon", "lilac", "linen", "maple", "meadow", "melon",
    "mint", "morning", "oak", "olive", "orange", "otter", "paper", "pebble",
    "pepper", "piano", "pillow", "planet", "pocket", "rabbit", "ribbon", "river",
    "robin", "saddle", "silver", "spoon", "thistle", "tulip", "velvet", "willow",
)  # fmt: skip


@dataclass(frozen=True)
class PairFacts:
    """What has been said so far between two friends."""

    is_confirmed: bool
    is_ended: bool
    host_agreed: bool
    friend_agreed: bool
    ties_said: bool
    ties_accepted: bool | None


def is_open(*, until: datetime, used_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    """Tell whether an invitation still opens."""
    return used_at is None and revoked_at is None and now < until


def why_not_invite(*, days: int, living: int) -> str:
    """Return why no link can be made: "days", "many", or nothing."""
    if days not in DAYS:
        return "days"
    return "many" if living >= MOST_OPEN else ""


def check_words(key: str) -> tuple[str, str]:
    """Return the two words both sides of a new pair see, to be said over a way the two already know."""
    digest = hashlib.sha256(f"pair:{key}".encode()).digest()
    first = digest[0] % len(CHECK_WORDS)
    second = (first + 1 + digest[1] % (len(CHECK_WORDS) - 1)) % len(CHECK_WORDS)
    return CHECK_WORDS[first], CHECK_WORDS[second]


def waits_for(facts: PairFacts) -> str:
    """Return what two friends still have to do before an evening: an empty string when all is said."""
    if facts.is_ended:
        return "ended"
    if not facts.is_confirmed:
        return "words"
    if not facts.ties_said or not facts.host_agreed:
        return "host"
    if not facts.friend_agreed:
        return "friend"
    return "" if facts.ties_accepted else "answer"


def why_not_plan(*, mode: str, planned_for: datetime, ends_at: datetime, now: datetime) -> str:
    """Return what is wrong with a time and a way of meeting: "mode", "past", "far", "short", "long", or nothing."""
    if mode not in MODES:
        return "mode"
    if ends_at <= now:
        return "past"
    if planned_for > now + FURTHEST:
        return "far"
    if ends_at - planned_for < SHORTEST:
        return "short"
    return "long" if ends_at - planned_for > LONGEST else ""


def has_begun(*, kinds: Collection[str], planned_for: datetime, now: datetime) -> bool:
    """Tell whether what a phone sent means that a planned evening is on; looking through it days before does not."""
    return "ended" in kinds or (bool(kinds) and now >= planned_for - EARLY)


def is_told_anew(*, last_at: datetime, looked_at: datetime | None, now: datetime) -> bool:
    """Tell whether a host is told of a friend who is not safe once more: they looked since the last time, or it is a while ago."""
    return looked_at is not None or now - last_at >= TOLD_AGAIN_AFTER


def chosen_cards(slugs: Sequence[str], *, known: Sequence[str]) -> list[str]:
    """Return the cards to have at hand: each once, those that exist, a handful at most."""
    return [slug for slug in dict.fromkeys(slugs) if slug in known][:MOST_CARDS]


def own_answers(said: Mapping[str, str]) -> dict[str, str]:
    """Return the host's answers to the three questions: how am I, did I stay a friend, what do I take to consultation."""
    kept = {
        "how": said.get("how", "") if said.get("how") in HOW else "",
        "stayed": said.get("stayed", "") if said.get("stayed") in STAYED else "",
        "consult": tidy(said.get("consult", ""), most=LOOK_LIMIT),
    }
    return {name: value for name, value in kept.items() if value}


def minutes_until(*, ends_at: datetime, now: datetime) -> int:
    """Return for how many minutes a talk that begins now is planned; a quarter of an hour at least."""
    return max(15, int((ends_at - now).total_seconds() // 60))


def tidy(text: str, *, most: int = TEXT_LIMIT) -> str:
    """Return words without the space around them, and no longer than their place."""
    return text.replace("\r\n", "\n").strip()[:most]
