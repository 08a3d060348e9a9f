"""What the companion would have shown at each turn of the recorded evening: the live rules, run again."""

from collections.abc import Mapping
from dataclasses import dataclass

from beenthere.companion.queries import CardInWords, in_words, phase_name
from beenthere.companion.rules import Moment, phase_of, suggest
from beenthere.demo.queries import Evening
from beenthere.readers.counts import ListeningBalance, Turn, listening_balance
from beenthere.skills.rules import Card

PLANNED_MINUTES = 50


@dataclass(frozen=True)
class PanelThen:
    """The panel at one turn."""

    minute: int
    phase: str
    balance: ListeningBalance
    shown: tuple[CardInWords, ...]


def panel_at(*, evening: Evening, turn: int, cards: Mapping[str, Card]) -> PanelThen:
    """Return the panel after ``turn`` turns, counted from 1."""
    said = evening.turns[:turn]
    balance = listening_balance(Turn(line.side, line.text) for line in said)
    moment = _moment(evening, balance, minute=said[-1].minute)
    moment = Moment(**{**vars(moment), "phase": phase_of(moment)})
    return PanelThen(
        minute=said[-1].minute,
        phase=phase_name(moment.phase),
        balance=balance,
        shown=in_words(suggest(moment, cards), moment),
    )


def _moment(evening: Evening, balance: ListeningBalance, *, minute: int) -> Moment:
    return Moment(
        intensity=evening.distress,
        need=evening.need,
        emotions=frozenset(evening.emotions),
        minutes_left=PLANNED_MINUTES - minute,
        seeker_messages=balance.seeker_messages,
        seeker_words=balance.seeker_words,
        supporter_messages=balance.supporter_messages,
        reflections=balance.supporter_without_question,
        modules=frozenset({"practice"}),
        is_on_call_reachable=True,
    )
