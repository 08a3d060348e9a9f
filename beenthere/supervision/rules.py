"""What a debrief holds, and when a coordinator should look after a supporter."""

from dataclasses import dataclass
from datetime import timedelta

STEPS = ("body", "happened", "stays", "well", "tonight")
FLAGS = ("second_heavy_talk", "loss", "own_story", "wants_contact", "sleep")
MOST_WORDS = 2000
NAME_LENGTH = 120
BAR = timedelta(hours=24)
# What says that a seeker may be in danger: their answers, and a talk at A2 or above.
NOT_SAFE = frozenset({"yes", "not_sure"})
STAY = 2
ABOUT_THE_TALK = frozenset({"report", "boundary"})


def kept_answers(answers: dict[str, str]) -> dict[str, str]:
    """Return the steps that were answered, in their order; unknown steps are dropped."""
    return {step: answers[step].strip()[:MOST_WORDS] for step in STEPS if answers.get(step, "").strip()}


def kept_flags(flags: list[str] | tuple[str, ...]) -> list[str]:
    """Return the known flags, in their order."""
    return [flag for flag in FLAGS if flag in flags]


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same, whatever their spaces and capitals."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


@dataclass(frozen=True)
class Tonight:
    """What is known about the safety of a seeker whom somebody wants to send away."""

    is_unsafe: bool = False
    last_answer: str = ""
    level: int = 0
    open_whys: frozenset[str] = frozenset()


def must_stay_with(tonight: Tonight) -> bool:
    """Tell whether a seeker may not be sent away now; a call about a report or a held message alone says nothing of danger."""
    if tonight.is_unsafe or tonight.last_answer in NOT_SAFE:
        return True
    return tonight.level >= STAY or bool(tonight.open_whys - ABOUT_THE_TALK)
