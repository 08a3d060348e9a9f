"""What a demo player says next, and when: pure, so that a restart changes nothing."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

# A person types about this many characters a second on a phone, after a moment's thought.
CHARACTERS_A_SECOND = 14
THINKING_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 9.0


@dataclass(frozen=True)
class Script:
    """The lines of one demo player."""

    name: str
    opening: tuple[str, ...]
    answers: tuple[str, ...]
    closing: str


@dataclass(frozen=True)
class Said:
    """One line of the conversation so far; ``seconds_ago`` counts back from now."""

    by_player: bool
    seconds_ago: float


@dataclass(frozen=True)
class Cue:
    """The player's next move: a line to say, its place in the script, and whether it is the last."""

    text: str
    place: int
    is_last: bool


def typing_seconds(*, text: str) -> float:
    """Return how long a person would need for this line."""
    return min(LONGEST_WAIT_SECONDS, THINKING_SECONDS + len(text) / CHARACTERS_A_SECOND)


def next_cue(*, script: Script, said: Sequence[Said], quiet_seconds: float) -> Cue | None:
    """Return the line that is due now, or None to wait for the other side.

    ``quiet_seconds`` is the time since the last line, or since the start. The place counts the
    player's own lines, so that it can serve as the key under which a line is said only once.
    """
    spoken = sum(line.by_player for line in said)
    lines = (*script.opening, *script.answers, script.closing)
    if spoken < len(script.opening):
        return _when_typed(lines, spoken, quiet_seconds)
    if spoken >= len(lines):
        return None
    if _may_answer(said):
        return _when_typed(lines, spoken, quiet_seconds)
    return None


def _may_answer(said: Sequence[Said]) -> bool:
    return bool(said) and not said[-1].by_player


def _when_typed(lines: Sequence[str], place: int, quiet_seconds: float) -> Cue | None:
    text = lines[place]
    if quiet_seconds < typing_seconds(text=text):
        return None
    return Cue(text=text, place=place, is_last=place == len(lines) - 1)


@dataclass(frozen=True)
class PastEvening:
    """An invented evening: None where the person skipped the question."""

    days_ago: int
    waited_minutes: float
    is_served: bool
    before: int | None
    after: int | None
    tomorrow: int | None


def invent_evenings(*, count: int, seed: int = 7) -> list[PastEvening]:
    """Return made-up past evenings, the same for the same seed.

    Their shape is plausible, not flattering: some leave unserved, many skip the later
    questions, some feel worse, and part of each change is the worst hour passing by itself.
    """
    chance = random.Random(seed)
    return [_invent(chance, place=place, count=count) for place in range(count)]


def _invent(chance: random.Random, *, place: int, count: int) -> PastEvening:
    before = chance.choices(range(3, 11), weights=[1, 2, 4, 6, 9, 9, 4, 2])[0]
    after = min(10, max(0, round(before - chance.gauss(1.5, 2.3))))
    tomorrow = min(10, max(0, round((before + after) / 2 - chance.gauss(0.6, 1.9))))
    is_served = chance.random() > 0.12
    has_after = is_served and chance.random() < 0.74
    return PastEvening(
        days_ago=1 + (place * 28) // count,
        waited_minutes=round(chance.lognormvariate(1.2, 0.7), 1),
        is_served=is_served,
        before=before if chance.random() < 0.9 else None,
        after=after if has_after else None,
        tomorrow=tomorrow if has_after and chance.random() < 0.45 else None,
    )
