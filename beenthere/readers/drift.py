"""Movement of a supporter's words toward another role: the 23 codes of the boundary framework.

A hint to a human, who may be right. Denials and quotes are no drift; what friends agreed is no drift.
"""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from beenthere.readers import base, contact
from beenthere.readers.base import Chances, because, labels_of, passed
from beenthere.readers.shapes import SUPPORTER, Reading, Span, Turn

NAME = "drift"
CODES = (
    "diagnose", "interpret_expert", "medication", "treatment_plan", "trauma_probe", "undermine_care", "promise_secrecy",
    "promise_outcome", "over_disclose", "rescue", "dependency", "romantic_sexual", "financial_gift", "off_channel",
    "coercion", "moralise", "minimise", "blame", "legal_medical_advice", "role_confusion", "method_info", "risk_dismiss",
    "advice_early",
)  # fmt: skip
LIKELY = 0.06
EARLY_TURNS = 2
LINE, FRIEND = "line", "friend"
FREE_BETWEEN_FRIENDS = frozenset({"off_channel", "over_disclose"})


def read(turns: Sequence[Turn], *, mode: str = LINE, turn: int | None = None) -> Reading:
    """Return the drift codes of the last turn; ``turn`` is its number among this speaker's messages, from 1."""
    return read_many([turns], mode=mode, turns=[turn])[0]


def read_many(
    talks: Sequence[Sequence[Turn]], *, mode: str = LINE, turns: Sequence[int | None] | None = None
) -> list[Reading]:
    """Return one reading for each talk, in order."""
    numbers = turns or [None] * len(talks)
    found = base.read_many(NAME, talks, _decide)
    return [
        _settled(talk, one, mode, number) for talk, one, number in zip(talks, found, numbers, strict=True)
    ]


def _decide(turns: Sequence[Turn], chances: Chances) -> Reading:
    known = labels_of(NAME, "drift")[1:]
    leading = max(known, key=lambda code: chances[code])
    # The gravest codes pass at a low step so that few are missed; beside another code they must be likely themselves.
    codes = [code for code in passed(NAME, chances, known) if code == leading or chances[code] >= LIKELY]
    return Reading(
        labels=tuple(codes), scores=MappingProxyType(chances), because=because(NAME, turns[-1].text, codes)
    )


def _settled(talk: Sequence[Turn], found: Reading, mode: str, number: int | None) -> Reading:
    """Apply what is known besides the words: friends may meet, late advice is not early, contact has its own reader."""
    if not talk or not found.available:
        return found
    codes = [code for code in found.labels if not (mode == FRIEND and code in FREE_BETWEEN_FRIENDS)]
    place = number or _place(talk)
    if place > EARLY_TURNS:
        codes = [code for code in codes if code != "advice_early"]
    # Words of a code that was dropped speak for nothing that is said here.
    spans = [span for span in found.because if span.label in codes]
    if mode == LINE and (way := _way_out(talk)):
        # Whoever reads for contact alone knows best which words it rests on.
        spans = [*(span for span in spans if span.label != way.label), way]
        codes = [*codes, *({way.label} - set(codes))]
    return Reading(labels=tuple(codes), scores=found.scores, because=tuple(spans))


def _way_out(talk: Sequence[Turn]) -> Span | None:
    """Return the words of a way to one person, under the drift they speak for; a link is none."""
    leading = next((span for span in contact.read(talk).because if span.label != "link"), None)
    return replace(leading, label="off_channel") if leading else None


def _place(talk: Sequence[Turn]) -> int:
    return sum(turn.side == SUPPORTER for turn in talk) or 1
