"""What in a talk calls for attention: the level the words point to, and whether it was asked about; pure."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from beenthere.readers import cue
from beenthere.readers.shapes import LEVELS, SEEKER, Reading, Turn

# One unclear message is life; this many are a reason to ask.
UNCLEAR_TOGETHER = 2
LATEST_CUES = 6
# Cues for which there is a guided card.
SITUATIONS = ("abuse", "minor", "threat", "medical", "third_party")
OF_OTHERS = frozenset({"threat", "third_party"})

_ASKED_DIRECTLY = re.compile(
    r"\b(?:thinking|thoughts?|think|thought) (?:of|about) (?:\w+ )?(?:suicide|killing yourself|ending (?:it|your life)|dying|taking your (?:own )?life|hurting yourself|harming yourself)"
    r"|\b(?:are|were|do|have|is) (?:you|u|ya)\b[^?]{0,40}\b(?:suicidal|suicide|kill(?:ing)? yourself|end(?:ing)? your life|want to die|wanting to die|hurt(?:ing)? yourself|harm(?:ing)? yourself|not wanting to (?:live|be alive)|take your (?:own )?life|safe (?:right now|tonight|where you are|at the moment|from yourself|with yourself))"
    r"|\b(?:do|are) (?:you|u) (?:mean|saying|telling me)\b[^?]{0,40}\b(?:die|dying|dead|kill|suicide|end(?:ing)? (?:it|your life)|not (?:be|live|wake)|life)",
    re.I,
)
_SAID_NO = re.compile(
    r"^\W*(?:no+|nope|nah|not (?:at all|really|anymore)|never|god no|no way|i['’]?m not|im not)\b", re.I
)
_SAID_YES = re.compile(
    r"^\W*(?:yes+|yeah|yea|yep|yh|sometimes|kind ?of|kinda|a bit|maybe|i think so|i guess|sort of|i do|i am|i have|every day|often|mm+)\b",
    re.I,
)
# Neither yes nor no: the question stands, and is asked again more gently.
_EVADED = re.compile(
    r"^\W*(?:i (?:really )?(?:don['’]?t|dont|do not) (?:know|want to (?:say|talk about (?:it|that)|answer))|idk|dunno|no idea|not sure|hard to say|why (?:do you|are you|would you) ask\w*|"
    r"can we (?:not|talk about something else|change the subject)|does it matter|what if i am|next question|i(?:['’]?d| would) rather not (?:say|answer)|whatever|who cares|pass|i can['’]?t (?:say|answer))\b",
    re.I,
)
# Said and nothing else: neither yes nor no, whatever a reader makes of so few words.
_BARELY_ANSWERED = re.compile(
    r"\W*(?:idk|dunno|i (?:really )?(?:don['’]?t|do not) know|not sure|no idea|hard to say|whatever|pass)(?: (?:tbh|really|honestly|lol))?\W*",
    re.I,
)
# A joke that is taken back, or an earlier no: what was unclear beside it and shortly before is meant.
_MEANT = re.compile(
    r"\b(?:not|half|wasn['’]?t|isn['’]?t|ain['’]?t|no) (?:\w+ ){0,2}(?:joking|kidding|joke)\b(?! about)"
    r"|\bi (?:lied|was lying)\b(?=\W*(?:$|[.!,;])| (?:before|earlier|when|about (?:that|being (?:ok|okay|fine|safe))))"
    r"|(?<!think )(?<!that )(?<!if )\bi (?:really |rlly |actually |do |did )?(?:mean|meant) it\b(?=\W*(?:$|[.!,;])| (?:this time|now|tho|though))",
    re.I,
)
_SHORTLY = 4
# Violence by others calls for its own guided card; only where a life is in danger does it call somebody.
_BY_OTHERS = frozenset({"abuse", "minor", "past"})
_LIFE = 3


def of_safety(turns: Sequence[Turn], cues: Sequence[Reading | None]) -> dict[str, Any]:
    """Return the level that the words call attention to; an answered direct question weighs more than a guess before it."""
    # Whoever asked, the supporter or somebody on call: it is the answer that counts.
    asked = [n for n, turn in enumerate(turns) if turn.side != SEEKER and _ASKED_DIRECTLY.search(turn.text)]
    after = [n for n in range(asked[-1] + 1, len(turns)) if turns[n].side == SEEKER] if asked else []
    answer = turns[after[0]].text if after else ""
    levels = _answered_yes(cues, after[0]) if _SAID_YES.search(answer) else _levels(cues, _meant(turns))
    if _BARELY_ANSWERED.fullmatch(answer) and levels[after[0]] < _LIFE:
        levels[after[0]] = min(levels[after[0]], 1)
    is_open = bool(_EVADED.search(answer)) and max(levels[n] for n in after) <= 1
    if is_open:
        levels[after[0]] = max(levels[after[0]], 1)
    said_no = bool(_SAID_NO.search(answer)) and max(levels[n] for n in after) == 0
    if said_no:
        levels = [level if n in after or level >= _LIFE else 0 for n, level in enumerate(levels)]
    latest = [one for one in cues if one][-LATEST_CUES:]
    return {
        "cue_level": max(levels, default=0),
        "has_any_cue": any(one.level > LEVELS[0] for one in latest),
        "cue_words": _words(cues, levels),
        "situations": _situations(latest),
        "asked_directly": bool(asked) and not is_open,
        "answered_no": said_no,
    }


def _meant(turns: Sequence[Turn]) -> set[int]:
    """Return the places of which somebody says that they are meant: these words and the few messages before them."""
    said = [
        n
        for n, turn in enumerate(turns)
        if turn.side == SEEKER and _MEANT.search(turn.text) and not _SAID_NO.search(turn.text)
    ]
    return {place for n in said for place in range(n - _SHORTLY, n + 1)}


def _levels(cues: Sequence[Reading | None], meant: Collection[int]) -> list[int]:
    """Return the level of each message; unclear ones count where there are several, and as they were read where they are meant."""
    unclear = [bool(one and cue.UNCLEAR in one.labels) for one in cues]
    counts = sum(unclear) >= UNCLEAR_TOGETHER
    as_read = _as_read(cues)
    return [
        as_read[n] if is_unclear and n in meant else _level(one) if counts or not is_unclear else 0
        for n, (one, is_unclear) in enumerate(zip(cues, unclear, strict=True))
    ]


def _answered_yes(cues: Sequence[Reading | None], answer: int) -> list[int]:
    """Return the level of each message after a yes to the direct question, which makes the unclear words around it clear."""
    levels = _as_read(cues)
    levels[answer] = max(levels[answer], 2)
    return levels


def _as_read(cues: Sequence[Reading | None]) -> list[int]:
    return [LEVELS.index(one.level) if one and one.level else 0 for one in cues]


def _words(cues: Sequence[Reading | None], levels: Sequence[int]) -> str:
    """Return the latest words of the highest level: they are what a person can still see on the screen."""
    top = max(levels, default=0)
    reading = cues[len(levels) - 1 - levels[::-1].index(top)] if top else None
    return reading.because[0].words if reading and reading.because else ""


def _situations(latest: Sequence[Reading]) -> tuple[str, ...]:
    """Return the hard moments the latest words may speak of; danger to or for others only where it is clear."""
    said = {label for one in latest for label in one.labels}
    clear = {label for one in latest if cue.UNCLEAR not in one.labels for label in one.labels}
    return tuple(one for one in SITUATIONS if one in (clear if one in OF_OTHERS else said))


def _level(one: Reading | None) -> int:
    """Return the level that is clearly there; where only something unclear is, it is never more than a reason to ask."""
    level = LEVELS.index(one.level) if one and one.level else 0
    if one and cue.UNCLEAR in one.labels:
        return min(level, 1)
    clear = int(one.numbers.get("clear", level)) if one else 0
    is_by_others = one is not None and "abuse" in one.labels and set(one.labels) <= _BY_OTHERS
    return 0 if is_by_others and clear < _LIFE else clear
