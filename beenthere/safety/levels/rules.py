"""Which level answers call for, who may change one, when a talk may close, and who needs a rest: pure.

A1 passive or unclear. A2 thoughts of suicide, or urges to hurt oneself. A3 a plan, intent, means within reach, or an attempt
in the last days. A4 it is happening now. Unknown is never "fine": not sure counts as yes for everything but the thoughts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LEVELS = (0, 1, 2, 3, 4)
QUESTIONS = ("thoughts", "plan", "means", "timing", "now")
YES, NO, NOT_SURE, NOT_ASKED = "yes", "no", "not_sure", "not_asked"
ANSWERS = (YES, NO, NOT_SURE, NOT_ASKED)
TRIED_WAY = "tried_other_way"
STEPS = ("asked_consent", "asked_location", "called_emergency", "contact_made", "confirmed", TRIED_WAY)

# Who set a level that a new talk took up from the one before it in the same evening.
CARRIED = "carried"
# What a human was called about: a side that is gone, or the end of a talk.
SEEKER, END = "seeker", "end"
LOOKS_BACK = timedelta(hours=1)

# Somebody on call who was not heard for so long is not counted on; so long a taken page waits for a seat.
HEARD_WITHIN = timedelta(seconds=60)

STAY = 2
GRAVE = 3
RECHECK_COUNTS_FOR = timedelta(minutes=10)
BREAK_AFTER_GRAVE = timedelta(minutes=30)
LOWERING = frozenset({"on_call", "coordinator"})
RAISING = frozenset({"seeker", "supporter", "on_call", "coordinator"})


def level_of(answers: Mapping[str, str]) -> int:
    """Return the level that plain answers call for; where they contradict each other, the graver one counts."""
    if _grave(answers, "now"):
        return 4
    if any(_grave(answers, question) for question in ("plan", "means", "timing")):
        return 3
    thoughts = answers.get("thoughts", NOT_ASKED)
    if thoughts in (NO, NOT_ASKED):
        return 0
    return 2 if thoughts == YES else 1


def _grave(answers: Mapping[str, str], question: str) -> bool:
    given = answers.get(question, NOT_ASKED)
    return given not in (NO, NOT_ASKED)


def contradicts(answers: Mapping[str, str]) -> bool:
    """Tell whether no thoughts were said beside a plan, means, a time or something happening now."""
    return answers.get("thoughts") == NO and level_of(answers) >= GRAVE


def next_question(answers: Mapping[str, str]) -> str:
    """Return what to ask next, or "reasons" when all that is needed was asked."""
    given = {question: answers.get(question, NOT_ASKED) for question in QUESTIONS}
    if _grave(answers, "now"):
        return "reasons"
    if given["thoughts"] == NO and not contradicts(answers):
        return "reasons"
    return next((question for question in QUESTIONS if given[question] == NOT_ASKED), "reasons")


def why_not_change(*, before: int, after: int, role: str, reason: str) -> str:
    """Return why a level may not be changed like this: "unknown", "not_you", "no_reason", or nothing."""
    if after not in LEVELS or role not in RAISING:
        return "unknown"
    if after < before and role not in LOWERING:
        return "not_you"
    if after < before and not reason.strip():
        return "no_reason"
    return ""


def page_why(level: int) -> str:
    """Return why a human is called at a level; nothing at A0."""
    return f"level_{level}" if level in LEVELS[1:] else ""


@dataclass(frozen=True)
class Closing:
    """What is known when a supporter wants to close: the level, the last re-check, and who else is there."""

    level: int
    rechecked_at: datetime | None = None
    recheck_level: int | None = None
    on_call_leads: bool = False
    seeker_is_gone: bool = False


def why_not_close(closing: Closing, now: datetime) -> str:
    """Return why a supporter may not close yet: "recheck" or "stay", or nothing. The seeker may always leave.

    From A3 on somebody stays until a human has lowered the level, whoever leads and whatever the re-check said.
    """
    is_grave = closing.level >= GRAVE
    if closing.level < STAY or (closing.on_call_leads and not is_grave):
        return ""
    is_old = closing.rechecked_at is None or now - closing.rechecked_at > RECHECK_COUNTS_FOR
    if is_old and not closing.on_call_leads:
        return "recheck"
    return "stay" if is_grave or (closing.recheck_level or 0) >= GRAVE else ""


def counts_as_recheck(answers: Mapping[str, str]) -> bool:
    """Tell whether a re-check asked what it is for: about thoughts of suicide, and whether it is happening now."""
    return all(answers.get(question, NOT_ASKED) != NOT_ASKED for question in ("thoughts", "now"))


def is_heavy(level: int) -> bool:
    """Tell whether a running talk at this level is enough for its supporter: they are offered no other beside it."""
    return level >= STAY


def rests_until(*, ended_at: datetime, highest: int) -> datetime | None:
    """Return until when a supporter rests after a talk; half an hour after A3 and above."""
    return ended_at + BREAK_AFTER_GRAVE if highest >= GRAVE else None


def calls_when_dropped(level: int) -> bool:
    """Tell whether a seeker who drops out of the line at this level calls a human."""
    return level >= GRAVE


def is_heard(heard_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether somebody on call was heard so lately that they may be counted on."""
    return heard_at is not None and at - heard_at <= HEARD_WITHIN


def is_left_alone(*, level: int, is_called: bool, is_seated: bool, since: datetime, now: datetime) -> bool:
    """Tell whether a grave talk goes on with nobody on call beside it and nobody called, though one had it.

    ``since`` is when a page was taken, a seat was left, or whoever sat there was heard last.
    """
    return level >= GRAVE and not is_called and not is_seated and now - since >= HEARD_WITHIN


def calls_when_lost(level: int, *, about: str, ended_by: str, on_call_leads: bool) -> bool:
    """Tell whether a lost side, or the end of a talk, calls a human.

    A seeker who is gone or left always does; else somebody on call who leads, and was heard, is there already.
    """
    if not calls_when_dropped(level):
        return False
    is_seekers = about == SEEKER or (about == END and ended_by == SEEKER)
    return is_seekers or not on_call_leads


def calls_when_carried(level: int) -> bool:
    """Tell whether a human is called when a new talk takes up this level."""
    return level >= GRAVE


def words_in_reach(
    *,
    is_of_friends: bool,
    ended_at: datetime | None,
    ended_why: str,
    level: int,
    now: datetime,
    since: datetime | None = None,
) -> bool:
    """Tell whether somebody on call may be shown words of a talk: of the line, while it goes on.

    Afterwards for an hour when it ended at A3 or A4, since the last words may say where somebody is. A reported talk is
    opened by two people together; only who sat there (``since``) when it ended keeps the hour: they may be calling help.
    """
    if is_of_friends:
        return False
    if ended_at is None:
        return True
    was_seated = since is not None and since <= ended_at
    return level >= GRAVE and (ended_why != "reported" or was_seated) and now - ended_at <= LOOKS_BACK


def may_quote(why: str, *, is_taken: bool) -> bool:
    """Tell whether marked words are shown on a page: once somebody has it, and where it is about the seeker's safety."""
    return is_taken and why not in ("boundary", "report")


def asked_by(why: str, *, role: str = "") -> str:
    """Return who asked for somebody on call, as far as both who talk may know it: "button", "supporter", "seeker", or nothing.

    ``role`` is who set the level that called. A message that was held back, or a report, is nobody's business here.
    """
    if why == "button":
        return why
    if why in ("not_safe", "not_sure"):
        return SEEKER
    return role if why.startswith("level_") and role in ("supporter", SEEKER) else ""


def why_not_step(step: str, *, by: int, contact_by: int | None, saw_way: bool = False) -> str:
    """Return why a step of the emergency list can not be ticked: "unknown", "not_shown", "too_early", "same_person", or nothing."""
    if step not in STEPS:
        return "unknown"
    if step == TRIED_WAY and not saw_way:
        return "not_shown"
    if step != "confirmed":
        return ""
    if contact_by is None:
        return "too_early"
    return "same_person" if contact_by == by else ""
