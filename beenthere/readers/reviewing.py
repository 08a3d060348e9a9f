"""Review a whole talk: how the listening went, what drifted, how the feeling moved, what to try next.

Ratios follow MITI 4.2.1 in shape. Their published thresholds were made by experts for trained raters and whole sessions of
motivational interviewing; here every figure is an estimate by a small model, shown as a soft band and never as a grade.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from beenthere.readers import contact, cue, drift, feeling, listening, talk
from beenthere.readers.counts import count_words
from beenthere.readers.shapes import SEEKER, SUPPORTER, Reading, Span, Turn

LEAST_FOR_COMPLEX = 10
LEAST_TURNS = 6


@dataclass(frozen=True)
class Measures:
    """Listening over the whole talk, of one supporter or of all; a ratio is None where its denominator is too small to say."""

    turns: int
    words: int
    share_of_words: float | None
    acts: dict[str, int]
    mechanisms: dict[str, int]
    reflections_per_turn: float | None
    input_per_turn: float | None
    unasked_advice_per_turn: float | None
    reflection_to_question: float | None
    complex_share: float | None
    open_share: float | None
    words_per_turn: float | None
    balance: float | None


@dataclass(frozen=True)
class Noticed:
    """Something at one turn (counted from 1) with the words it rests on."""

    turn: int
    label: str
    words: str
    level: str = ""


@dataclass(frozen=True)
class Felt:
    """How strong the seeker's words sounded at one turn, 0-10, with a band of one standard deviation."""

    turn: int
    intensity: float
    low: float
    high: float
    emotions: tuple[str, ...]


@dataclass(frozen=True)
class Speaker:
    """One person's part of the talk; only who supports has measures of listening."""

    name: str
    side: str
    turns: int
    words: int
    measures: Measures | None = None


@dataclass(frozen=True)
class Review:
    """What a trainer reads; ``measures`` are of all who support together, ``speakers`` of each alone. ``unread`` are turns that a reader could not read; they are in no figure."""

    turns: tuple[Turn, ...]
    measures: Measures
    seeker_words: int
    readings: tuple[tuple[str, ...], ...]
    drifts: tuple[Noticed, ...]
    cues: tuple[Noticed, ...]
    contacts: tuple[Noticed, ...]
    course: tuple[Felt, ...]
    turning_points: tuple[Noticed, ...]
    next_skills: tuple[tuple[str, str], ...]
    unread: tuple[int, ...] = ()
    speakers: tuple[Speaker, ...] = ()


def review(turns: Sequence[Turn], *, mode: str = drift.LINE) -> Review:
    """Return the review of a talk in the order it was said; an empty talk gives an empty review."""
    talks = [tuple(turns[max(0, n - 1) : n + 1]) for n in range(len(turns))]
    heard = [n for n, turn in enumerate(turns) if turn.side == SEEKER]
    said = [n for n, turn in enumerate(turns) if turn.side == SUPPORTER]
    acts = dict(zip(said, listening.read_many([talks[n] for n in said]), strict=True))
    order = _order(turns, said)
    drifts = dict(
        zip(
            said,
            drift.read_many([talks[n] for n in said], mode=mode, turns=[order[n] for n in said]),
            strict=True,
        )
    )
    feelings = dict(zip(heard, feeling.read_many([talks[n] for n in heard]), strict=True))
    cues = dict(zip(heard, cue.read_many([talks[n] for n in heard]), strict=True))
    kinds = dict(zip(heard, talk.read_many([talks[n] for n in heard]), strict=True))
    measures = _measures(turns, acts, drifts)
    noticed_drifts = _noticed(drifts)
    return Review(
        turns=tuple(turns),
        measures=measures,
        seeker_words=sum(count_words(turns[n].text) for n in heard),
        readings=tuple((acts.get(n) or feelings.get(n) or Reading()).labels for n in range(len(turns))),
        drifts=noticed_drifts,
        cues=_noticed_cues(cues),
        contacts=_noticed({n: contact.read([turn]) for n, turn in enumerate(turns)}),
        course=tuple(_felt(n, one) for n, one in feelings.items() if "intensity" in one.numbers),
        turning_points=_noticed(kinds, {"turning_point", "relief"}),
        next_skills=_next_skills(measures, noticed_drifts),
        unread=tuple(
            n + 1 for n in sorted({**acts, **feelings}) if not (acts.get(n) or feelings[n]).available
        ),
        speakers=_speakers(turns, acts, drifts),
    )


def _who(turn: Turn) -> tuple[str, str]:
    return turn.side, turn.name.strip().casefold()


def _order(turns: Sequence[Turn], said: Sequence[int]) -> dict[int, int]:
    """Return of each message which one of its own speaker it is."""
    so_far: Counter[tuple[str, str]] = Counter()
    found: dict[int, int] = {}
    for n in said:
        so_far[_who(turns[n])] += 1
        found[n] = so_far[_who(turns[n])]
    return found


def _speakers(
    turns: Sequence[Turn], acts: dict[int, Reading], drifts: dict[int, Reading]
) -> tuple[Speaker, ...]:
    """Return each person's part, in the order in which they first spoke."""
    parts: dict[tuple[str, str], list[int]] = {}
    for n, turn in enumerate(turns):
        parts.setdefault(_who(turn), []).append(n)
    return tuple(
        Speaker(
            name=turns[places[0]].name or side,
            side=side,
            turns=len(places),
            words=sum(count_words(turns[n].text) for n in places),
            measures=_measures(turns, {n: acts[n] for n in places}, drifts) if side == SUPPORTER else None,
        )
        for (side, _), places in parts.items()
    )


def _noticed(readings: dict[int, Reading], only: set[str] | None = None) -> tuple[Noticed, ...]:
    return tuple(
        Noticed(n + 1, label, _words(one.because, label))
        for n, one in sorted(readings.items())
        for label in one.labels
        if only is None or label in only
    )


def _words(spans: Sequence[Span], label: str) -> str:
    """Return the words a label rests on; empty where none speak for it, for another label's are no evidence."""
    return next((span.words for span in spans if span.label == label), "")


def _noticed_cues(readings: dict[int, Reading]) -> tuple[Noticed, ...]:
    return tuple(
        Noticed(n + 1, _told(one, label), _words(one.because, label), one.level)
        for n, one in sorted(readings.items())
        if one.level not in ("", "A0")
        for label in one.labels
        if label != cue.UNCLEAR
    )


def _told(one: Reading, label: str) -> str:
    return f"{cue.UNCLEAR}, {label}" if cue.UNCLEAR in one.labels else label


def _felt(number: int, one: Reading) -> Felt:
    return Felt(number + 1, one.numbers["intensity"], one.numbers["low"], one.numbers["high"], one.labels)


def _measures(turns: Sequence[Turn], acts: dict[int, Reading], drifts: dict[int, Reading]) -> Measures:
    read = {n: frozenset(one.labels) for n, one in acts.items() if one.available}
    counted = Counter(label for labels in read.values() for label in labels)
    words = sum(count_words(turns[n].text) for n in acts)
    everybodys = sum(count_words(turn.text) for turn in turns if turn.side in (SEEKER, SUPPORTER))
    many = len(read)

    def turns_with(labels: frozenset[str]) -> int:
        return sum(bool(labels & found) for found in read.values())

    reflections, questions = turns_with(listening.REFLECTIONS), turns_with(listening.QUESTIONS)
    inputs, unasked = turns_with(listening.GIVING), turns_with(listening.UNASKED)
    drifted = sum(bool(drifts[n].labels) for n in read)
    return Measures(
        turns=len(acts),
        words=words,
        share_of_words=_ratio(words, everybodys),
        acts={name: counted[name] for name in sorted(counted) if name not in MECHANISMS},
        mechanisms={name: counted[name] for name in MECHANISMS},
        reflections_per_turn=_ratio(reflections, many),
        input_per_turn=_ratio(inputs, many),
        unasked_advice_per_turn=_ratio(unasked, many),
        reflection_to_question=_ratio(reflections, questions),
        complex_share=_ratio(counted["complex_reflection"], reflections)
        if reflections >= LEAST_FOR_COMPLEX
        else None,
        open_share=_ratio(counted["open_question"], counted["open_question"] + counted["closed_question"]),
        words_per_turn=_ratio(words, len(acts)),
        balance=_ratio(reflections - inputs - drifted, many),
    )


MECHANISMS = ("emotional_reaction", "interpretation", "exploration")


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 3) if whole else None


def _next_skills(measures: Measures, drifts: Sequence[Noticed]) -> tuple[tuple[str, str], ...]:
    """Return up to three (card, reason): one thing to practise each, no list of faults."""
    if measures.turns < LEAST_TURNS:
        return ()
    found = [
        ("ask-permission", "advice came without leave", (measures.unasked_advice_per_turn or 0) > 0.1),
        (
            "simple-reflection",
            "few reflections for the questions asked",
            (measures.reflection_to_question or 9) < 0.5,
        ),
        ("simple-reflection", "few reflections", (measures.reflections_per_turn or 0) < 0.25),
        (
            "lived-exp-refocus",
            "own story took the floor",
            any(one.label == "over_disclose" for one in drifts),
        ),
        (
            "ask-directly",
            "danger was doubted or passed by",
            any(one.label == "risk_dismiss" for one in drifts),
        ),
        ("attend-silence", "most of the words were the supporter's", (measures.share_of_words or 0) > 0.65),
        ("affirm-strength", "no strength was named", not measures.acts.get("affirmation")),
        (
            "complex-reflection",
            "reflections stay close to the words",
            measures.complex_share is not None and measures.complex_share < 0.25,
        ),
        ("summary-link", "ready for summaries", True),
    ]
    chosen: dict[str, str] = {}
    for slug, why, holds in found:
        if holds:
            chosen.setdefault(slug, why)
    return tuple(chosen.items())[:3]
