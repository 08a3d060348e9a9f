"""Whether words about contact are only told: refused, or said by somebody else."""

import re
from collections.abc import Iterator

from beenthere.readers.plain import Plain
from beenthere.readers.shapes import Span
from beenthere.readers.sieve import Sieve, branches

REFUSED = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|will not|don'?t|do not|never|shouldn'?t|not (?:able|allowed|going|be)|(?:may|might) not|isn'?t|no need to|rather not|instead of|without|wouldn'?t|stay (?:in )?here|nicht|kein\w*|no puedo|ne peux pas|n[aã]o posso)\b[^.!?,;]{0,60}$",
    re.I,
)
_PAST = re.compile(
    r"\b(?:he|she|they|him|her|ex|mum|mom|dad|mother|father|sister|brother|boss|wife|husband|son|daughter|doctor|gp|teacher|landlord|counsellor|therapist|friend|mate|guy|neighbour|neighbor|colleague|nurse|social worker|sponsor|police|bank|ward|clinic|office|someone|somebody|stranger)\b[^.!?]{0,40}\b(?:said|says|asked|asks|told|tells|wants|wanted|kept|keeps|texted|sent|wrote|would|used to|tried|offered|invited|to)\b[^.!?]{0,40}$",
    re.I,
)


class Phrases:
    """Many set phrases, written as the alternatives of one pattern; only those that may match are tried."""

    def __init__(self, pattern: str) -> None:
        rows = [re.compile(one, re.I) for one in branches(pattern)]
        self._sieve = Sieve((one, one) for one in rows)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what each phrase matches, in the order of the phrases."""
        for one in self._sieve.of(text):
            yield from one.finditer(text)


def spans(kind: str, pattern: re.Pattern[str] | Phrases, seen: Plain) -> list[Span]:
    return [seen.span(found.start(), found.end(), kind) for found in pattern.finditer(seen.text)]


def is_told(seen: Plain, span: Span) -> bool:
    """Return whether the words are refused ("I can't give you my number") or told of somebody else."""
    before = seen.before(span)
    return bool(REFUSED.search(before) or _PAST.search(before))
