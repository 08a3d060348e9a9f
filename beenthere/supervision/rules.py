"""What a debrief holds, and when a coordinator should look after a supporter."""

STEPS = ("body", "happened", "stays", "well", "tonight")
FLAGS = ("second_heavy_talk", "loss", "own_story", "wants_contact", "sleep")
MOST_WORDS = 2000


def kept_answers(answers: dict[str, str]) -> dict[str, str]:
    """Return the steps that were answered, in their order; unknown steps are dropped."""
    return {step: answers[step].strip()[:MOST_WORDS] for step in STEPS if answers.get(step, "").strip()}


def kept_flags(flags: list[str] | tuple[str, ...]) -> list[str]:
    """Return the known flags, in their order."""
    return [flag for flag in FLAGS if flag in flags]


def needs_coordinator(*, wants_supervision: bool, flags: list[str]) -> bool:
    """Tell whether somebody should talk with this supporter: they asked, or marked something heavy."""
    return wants_supervision or bool(flags)
