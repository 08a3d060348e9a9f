"""Count what can be counted in a talk: words, questions, messages. Plain Python, no guessing of meaning.

Reflections are not attempted here: a message without a question is counted as "said without asking",
which is a hint to a human and never a score.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from beenthere.readers.shapes import SEEKER, SUPPORTER, Turn

_QUESTION = re.compile(r"[?？؟]+")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
# Scripts written without spaces: each character is counted, which is closer than one word a message.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]")


@dataclass(frozen=True)
class ListeningBalance:
    """How much each side said, and how the supporter asked."""

    seeker_messages: int = 0
    seeker_words: int = 0
    supporter_messages: int = 0
    supporter_words: int = 0
    supporter_questions: int = 0
    supporter_without_question: int = 0
    longest_question_run: int = 0
    question_run_now: int = 0

    @property
    def supporter_share(self) -> float | None:
        """Return the supporter's part of all words, or None when nothing was said."""
        words = self.seeker_words + self.supporter_words
        return self.supporter_words / words if words else None


def count_words(text: str) -> int:
    """Return how many words a text has, in any alphabet."""
    unspaced = len(_UNSPACED.findall(text))
    return unspaced + len(_WORD.findall(_UNSPACED.sub(" ", text)))


def count_questions(text: str) -> int:
    """Return how many questions a text asks; "really???" is one."""
    return len(_QUESTION.findall(text))


def listening_balance(turns: Iterable[Turn]) -> ListeningBalance:
    """Return the balance of a talk, in the order it was said."""
    talk = list(turns)
    heard = [turn.text for turn in talk if turn.side == SEEKER]
    said = [turn.text for turn in talk if turn.side == SUPPORTER]
    asked = [count_questions(text) for text in said]
    longest, now = _runs(asked)
    return ListeningBalance(
        seeker_messages=len(heard),
        seeker_words=sum(map(count_words, heard)),
        supporter_messages=len(said),
        supporter_words=sum(map(count_words, said)),
        supporter_questions=sum(asked),
        supporter_without_question=asked.count(0),
        longest_question_run=longest,
        question_run_now=now,
    )


def _runs(asked: list[int]) -> tuple[int, int]:
    longest = now = 0
    for count in asked:
        now = now + 1 if count else 0
        longest = max(longest, now)
    return longest, now
