"""Suggestions for a written moment: one JSON object in, one out, by the same rules as the live panel."""

from typing import Any

from beenthere.companion import rules
from beenthere.companion.hearing import Heard, hear
from beenthere.companion.rules import Moment, Suggestion
from beenthere.readers.lines import BadRow
from beenthere.readers.shapes import SEEKER, SUPPORTER, Turn
from beenthere.skills.queries import cards

Row = dict[str, Any]


def suggest_row(row: Row) -> Row:
    """Return the cards for one moment with what goes first and why.

    :raises BadRow: the moment can not be read; the words say why
    """
    heard = hear(_turns(row))
    moment = moment_of(heard, distress=_distress(row), need=_need(row), phase=_phase(row))
    found = rules.suggest(moment, cards())
    return {
        "id": row.get("id"),
        "suggestions": [shown.slug for shown in found.cards],
        "first": found.first or None,
        "because": _because(found, heard),
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
        is_strained=heard.is_strained,
        talks_of_self=heard.talks_of_self,
        seeker_messages=heard.seeker_messages,
        seeker_words=heard.seeker_words,
        supporter_messages=heard.supporter_messages,
        reflections=heard.reflections,
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


def _need(row: Row) -> str:
    value = str(row.get("need") or "").replace("_", "-").lower()
    value = {"understood": "be-understood", "unknown": ""}.get(value, value)
    if value and value not in rules.NEEDS:
        raise BadRow(f'"need" must be one of {", ".join(rules.NEEDS)}')
    return value


def _phase(row: Row) -> str:
    value = str(row.get("phase") or "").lower()
    if value and value not in rules.PHASES:
        raise BadRow(f'"phase" must be one of {", ".join(rules.PHASES)}')
    return value


def _because(found: Suggestion, heard: Heard) -> list[Row]:
    first = [{"first": found.first, "words": heard.cue_words}] if found.first else []
    return [*first, *({"card": shown.slug, "reasons": list(shown.because)} for shown in found.cards)]
