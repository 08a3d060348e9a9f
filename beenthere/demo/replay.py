"""What the companion would have shown at each turn of the recorded evening: the live readers and rules, run again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from beenthere.companion.hearing import hear
from beenthere.companion.lines import moment_of
from beenthere.companion.queries import CardInWords, in_words
from beenthere.companion.rules import suggest
from beenthere.companion.words import feeling_name, phase_name
from beenthere.demo.queries import Evening
from beenthere.readers import Turn
from beenthere.readers.counts import ListeningBalance, listening_balance
from beenthere.skills.rules import Card

PLANNED_MINUTES = 50


@dataclass(frozen=True)
class PanelThen:
    """The panel at one turn."""

    minute: int
    phase: str
    balance: ListeningBalance
    shown: tuple[CardInWords, ...]
    feelings: tuple[str, ...] = ()


def panel_at(*, evening: Evening, turn: int, cards: Mapping[str, Card]) -> PanelThen:
    """Return the panel after ``turn`` turns, counted from 1."""
    said = evening.turns[:turn]
    turns = [Turn(line.side, line.text) for line in said]
    heard = hear(turns)
    left = PLANNED_MINUTES - said[-1].minute
    moment = moment_of(heard, distress=evening.distress, need=evening.need, phase="", minutes_left=left)
    moment = replace(moment, emotions=moment.emotions | frozenset(evening.emotions))
    last_words = " ".join([line.text for line in said if line.side == "seeker"][-2:])
    return PanelThen(
        minute=said[-1].minute,
        phase=phase_name(moment.phase),
        balance=listening_balance(turns),
        shown=in_words(suggest(moment, cards), moment, last_words=last_words),
        feelings=tuple(feeling_name(label) for label in sorted(heard.emotions))[:3],
    )
