"""Suggestions for a written moment: one JSON object in, one out, by the same rules as the live panel."""

from collections.abc import Sequence
from typing import Any

from beenthere.companion import rules
from beenthere.companion.hearing import Heard, Readings, hear, read_all
from beenthere.companion.rules import Moment, Suggestion
from beenthere.readers.lines import BadRow
from beenthere.readers.shapes import SEEKER, SUPPORTER, Turn
from beenthere.skills.queries import cards

Row = dict[str, Any]
NOT_READ = (
    "These words of the seeker could not be read, or only plain statements of danger in them could. "
    "This does not mean that all is quiet: ask a human."
)


def suggest_row(row: Row) -> Row:
    """Return the cards for one moment with what goes first and why, and whether the seeker's latest words could be read.

    :raises BadRow: the moment can not be read; the words say why
    """
    turns = _turns(row)
    readings = read_all(turns)
    heard = hear(turns, readings)
    moment = moment_of(heard, distress=_distress(row), need=_need(row), phase=_phase(row))
    found = rules.suggest(moment, cards())
    unread = _unread(readings)
    return {
        "id": row.get("id"),
        "suggestions": [shown.slug for shown in found.cards],
        "first": found.first or None,
        "available": not unread & _latest(turns),
        "because": [*_because(found, heard), *_not_read(unread)],
    }


def moment_of(
    heard: Heard, *, distress: int | None, need: str, phase: str, minutes_left: int | None = None
) -> Moment:
    """Return the moment of a talk that has no rows: a trained supporter, somebody on call, nothing put away."""
    moment = Moment(
        intensity=distress if distress is not None else intensity_of(heard),
        need=need,
        need_maybe=heard.need_maybe,
        emotions=heard.emotions,
        cue_level=heard.cue_level,
        asked_directly=heard.asked_directly,
        answered_no=heard.answered_no,
        advice_asked=heard.advice_asked,
        ideas_unwanted=heard.ideas_unwanted,
        is_strained=heard.is_strained,
        talks_of_self=heard.talks_of_self,
        seeker_messages=heard.seeker_messages,
        seeker_words=heard.seeker_words,
        supporter_messages=heard.supporter_messages,
        reflections=heard.reflections,
        hopeless_times=heard.hopeless_times,
        has_any_cue=heard.has_any_cue,
        stories=heard.stories,
        contra=heard.contra,
        course=heard.course,
        minutes_left=minutes_left
        if minutes_left is not None
        else rules.END_MINUTES
        if phase == "close"
        else None,
        modules=frozenset({"practice"}),
        is_on_call_reachable=True,
    )
    return Moment(**{**vars(moment), "phase": phase or rules.phase_of(moment)})


def intensity_of(heard: Heard) -> int | None:
    """Return the latest strength that the words carry; a person's own number always beats it."""
    return round(heard.course[-1]) if heard.course else None


def _turns(row: Row) -> list[Turn]:
    given = row.get("turns")
    if not isinstance(given, list):
        raise BadRow('"turns" must be a list of {"who", "text"}')
    return [_turn(one) for one in given]


def _turn(one: object) -> Turn:
    if (
        not isinstance(one, dict)
        or one.get("who") not in (SEEKER, SUPPORTER)
        or not isinstance(one.get("text"), str)
    ):
        raise BadRow('each turn needs "who" (seeker or supporter) and "text"')
    return Turn(one["who"], one["text"])


def _distress(row: Row) -> int | None:
    value = row.get("distress")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 10:
        raise BadRow('"distress" must be a number from 0 to 10')
    return round(value)


def _word(row: Row, name: str) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise BadRow(f'"{name}" must be a word')
    return (value or "").lower()


def _need(row: Row) -> str:
    value = _word(row, "need").replace("_", "-")
    value = {"understood": "be-understood", "unknown": ""}.get(value, value)
    if value and value not in rules.NEEDS:
        raise BadRow(f'"need" must be one of {", ".join(rules.NEEDS)}')
    return value


def _phase(row: Row) -> str:
    value = _word(row, "phase")
    if value and value not in rules.PHASES:
        raise BadRow(f'"phase" must be one of {", ".join(rules.PHASES)}')
    return value


def _unread(readings: Readings) -> set[int]:
    """Return the places of the seeker's messages that a reader could not read."""
    pairs = zip(readings.feelings, readings.cues, strict=True)
    return {n for n, pair in enumerate(pairs) if any(one and not one.available for one in pair)}


def _latest(turns: Sequence[Turn]) -> set[int]:
    """Return the places of all that the seeker said last, up to where somebody else spoke before."""
    found: set[int] = set()
    for n in reversed(range(len(turns))):
        if turns[n].side == SEEKER:
            found.add(n)
        elif found:
            break
    return found


def _not_read(unread: set[int]) -> list[Row]:
    return [{"unread": [n + 1 for n in sorted(unread)], "words": NOT_READ}] if unread else []


def _because(found: Suggestion, heard: Heard) -> list[Row]:
    first = [{"first": found.first, "words": heard.cue_words}] if found.first else []
    return [*first, *({"card": shown.slug, "reasons": list(shown.because)} for shown in found.cards)]
