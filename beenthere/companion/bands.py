"""Live bands of the listening balance, and the one quiet line about a draft: pure.

Bands follow a proposal of the project (rolling last twelve messages, shown only after six); they are hints, never scores.
Open questions are not scored: in annotated talks their share told nothing about quality.
"""

from dataclasses import dataclass

from beenthere.companion.hearing import Heard
from beenthere.readers.counts import count_questions, count_words
from beenthere.readers.shapes import Reading

LEAST_MESSAGES = 6
LONG_MESSAGE = 60
GOOD_EVENINGS = 5
EMPATHIC = frozenset({"simple_reflection", "complex_reflection", "validation", "affirmation"})


@dataclass(frozen=True)
class Band:
    """One measure: its name, how it stands (``good``, ``soft`` or ``hint``) and the figure."""

    name: str
    state: str
    figure: float


def bands(heard: Heard, *, is_mutual: bool = False) -> tuple[Band, ...]:
    """Return the bands of the last twelve messages; nothing before there are six. Between friends both may talk."""
    if heard.supporter_messages < LEAST_MESSAGES:
        return ()
    recent = min(heard.supporter_messages, 12)
    found = [
        Band(
            "reflections",
            "good" if heard.reflections >= 0.25 * recent else "hint",
            heard.reflections / recent,
        ),
        Band("input", "hint" if heard.unasked_advice > 0.1 * recent else "good", heard.inputs / recent),
    ]
    if heard.questions:
        ratio = heard.reflections / heard.questions
        found.append(
            Band(
                "reflection-to-question", "good" if ratio >= 1 else "soft" if ratio >= 0.5 else "hint", ratio
            )
        )
    if heard.supporter_share is not None and not is_mutual:
        found.append(Band("share", "hint" if heard.supporter_share > 0.65 else "good", heard.supporter_share))
    return tuple(found)


def next_hint(heard: Heard, *, is_mutual: bool = False) -> str:
    """Return the one thing to try now, or an empty text; between friends nobody has too much of the floor."""
    checks = (
        ("advice_twice", heard.unasked_in_a_row >= 2),
        ("reflect_first", heard.questions_in_a_row >= 3),
        ("give_floor", heard.talks_of_self and not is_mutual),
        (
            "less_talk",
            not is_mutual
            and heard.supporter_messages >= LEAST_MESSAGES
            and (heard.supporter_share or 0) > 0.65,
        ),
    )
    return next((name for name, holds in checks if holds), "")


def draft_hint(*, draft: str, acts: Reading, is_drift: bool, heard: Heard, need: str, is_steady: bool) -> str:
    """Return what a draft does, in one word for a quiet line; nothing when there is nothing to say.

    ``is_steady`` is True for supporters whose last evenings went well: only what may hurt is said to them.
    """
    labels = frozenset(acts.labels)
    if not draft.strip() or not acts.available:
        return ""
    # What may hurt is the boundary guard's to say.
    if is_drift:
        return ""
    is_advice = "advice_without_permission" in labels
    if is_advice and not need and not heard.advice_asked:
        return "advice_before_need"
    if is_advice and not heard.advice_asked:
        return "advice_unasked"
    if is_steady:
        return ""
    return _style(draft, labels, heard)


def _style(draft: str, labels: frozenset[str], heard: Heard) -> str:
    if count_questions(draft) >= 2:
        return "two_questions"
    if count_questions(draft) and heard.questions_in_a_row >= 2 and not labels & EMPATHIC:
        return "third_question"
    if count_words(draft) > LONG_MESSAGE:
        return "long"
    if labels & EMPATHIC and not count_questions(draft):
        return "warm_reflection" if "emotional_reaction" in labels or "validation" in labels else "reflection"
    return ""


def is_steady(pictures: list[tuple[int, int, int]]) -> bool:
    """Return whether the last evenings, as (messages, reflections, unasked advice), were all in the good band."""
    latest = [one for one in pictures if one[0] >= LEAST_MESSAGES][-GOOD_EVENINGS:]
    return len(latest) == GOOD_EVENINGS and all(r >= 0.25 * m and a <= 0.1 * m for m, r, a in latest)
